package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The page a customer pays on, in the browser.
class HostedPageTest {
    private static final String COFFEE = "{\"amount\":150000,\"currency\":\"IDR\",\"methods\":[\"card\"]}";

    private final Product product = Product.shared();

    @ParameterizedTest
    @CsvSource({
        "5555 5555 5555 4444, 12/30, 123, card-number, hanya kartu tes",
        "4242 4242 4242 4241, 12/30, 123, card-number, hanya kartu tes",
        "4000 0000, 12/30, 123, card-number, belum lengkap",
        "4242 4242 4242 4242, 01/20, 123, card-expiry, sudah lewat",
        "4242 4242 4242 4242, 13/30, 123, card-expiry, bulan dan tahun",
        "4242 4242 4242 4242, 12/30, 12, card-cvc, 3 angka",
        "4242 4242 4242 4242, 12/30, 1234, card-cvc, 3 angka",
    })
    void a_wrong_card_is_refused_beside_its_field_and_stays_in_the_browser(
            String number, String expiry, String cvc, String field, String words) {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(product.newSession(COFFEE));
            Payer.typeCard(page, number, expiry, cvc);
            Payer.payButton(page).click();

            assertThat(page.locator("#" + field + "-error")).containsText(words);
            assertThat(page.locator("#" + field)).isFocused();
            assertThat(page.locator("#" + field)).hasAttribute("aria-invalid", "true");
            page.waitForTimeout(300);
            assertThat(customer.requests())
                    .noneMatch(request -> request.method().equals("POST"));
            assertNeverSent(customer, number);
        }
    }

    @Test
    void a_right_card_number_stays_in_the_browser_too() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(product.newSession(COFFEE));
            Payer.pay(page, Payer.SUCCESS);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            assertNeverSent(customer, Payer.SUCCESS);
        }
    }

    @Test
    void without_javascript_a_choice_of_cards_pays() {
        try (Person customer = Person.with(product, Device.PHONE.options().setJavaScriptEnabled(false))) {
            Page page = customer.open(product.newSession(COFFEE));
            assertThat(page.locator("#card-number")).isHidden();
            page.locator("input[value=insufficient_funds]").check();
            Payer.payButton(page).click();
            assertThat(Payer.problem(page)).containsText("Saldo kartu ini tidak cukup");

            page.locator("input[value=three_d_secure]").check();
            Payer.payButton(page).click();
            page.getByText("Selesaikan verifikasi").click();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void the_language_switches_both_ways_and_stays_through_a_decline() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(product.newSession(COFFEE));
            assertThat(page.locator("html")).hasAttribute("lang", "id");
            assertThat(Payer.payButton(page)).hasText("Bayar Rp 150.000");

            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "en");
            assertThat(Payer.payButton(page)).hasText("Pay Rp 150.000");
            Payer.pay(page, Payer.DECLINED);
            assertThat(Payer.problem(page)).hasText("Your bank declined this card");

            page.locator("a.language").click();
            assertThat(page.locator("html")).hasAttribute("lang", "id");
            assertThat(Payer.payButton(page)).hasText("Bayar Rp 150.000");
        }
    }

    @Test
    void the_browser_speaks_the_customers_language() {
        try (Person customer = Person.with(product, Device.DESKTOP)) {
            Page page = customer.open(product.newSession(COFFEE));
            assertThat(page.locator("html")).hasAttribute("lang", "en");
        }
    }

    @Test
    void the_keyboard_alone_pays() {
        try (Person customer = Person.with(product, Device.DESKTOP)) {
            Page page = customer.open(product.newSession(COFFEE));
            tabTo(page, "card-number");
            page.keyboard().type("4242424242424242");
            page.keyboard().press("Tab");
            page.keyboard().type("1230");
            page.keyboard().press("Tab");
            page.keyboard().type("123");
            page.keyboard().press("Enter");
            assertThat(Payer.title(page)).hasText("Payment received");
        }
    }

    @Test
    void the_keyboard_alone_chooses_a_test_card_and_presses_the_button() {
        try (Person customer = Person.with(product, Device.DESKTOP)) {
            Page page = customer.open(product.newSession(COFFEE));
            tabTo(page, "card-cvc");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            page.keyboard().press("Tab");
            page.keyboard().press("Enter");
            assertThat(page.locator("#card-number")).hasValue("4242 4242 4242 4242");
            assertThat(Payer.payButton(page)).isFocused();
            page.keyboard().press("Space");
            assertThat(Payer.title(page)).hasText("Payment received");
        }
    }

    @Test
    void a_second_tab_learns_that_the_first_has_paid() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            String link = product.newSession(COFFEE);
            Page first = customer.open(link);
            Page second = customer.open(link);
            first.bringToFront();
            Payer.pay(first, Payer.SUCCESS);
            assertThat(Payer.title(first)).hasText("Pembayaran diterima");
            assertThat(Payer.title(second)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void paying_in_a_tab_that_has_not_heard_shows_that_it_is_paid() {
        try (Person customer = Person.with(product, Device.PHONE.options().setJavaScriptEnabled(false))) {
            String link = product.newSession(COFFEE);
            Page first = customer.open(link);
            Page second = customer.open(link);
            Payer.payButton(first).click();
            assertThat(Payer.title(first)).hasText("Pembayaran diterima");
            Payer.payButton(second).click();
            assertThat(Payer.title(second)).hasText("Pembayaran diterima");
            assertThat(second.locator(".facts code"))
                    .hasText(first.locator(".facts code").innerText());
        }
    }

    @Test
    void a_double_click_pays_once() {
        try (Person customer = Person.with(product, Device.DESKTOP)) {
            Page page = customer.open(product.newSession(COFFEE));
            Payer.typeCard(page, Payer.SUCCESS, "12/30", "123");
            Payer.payButton(page).dblclick();
            assertThat(Payer.title(page)).hasText("Payment received");
            assertThat(customer.requests().stream()
                            .filter(request -> request.method().equals("POST")))
                    .hasSize(1);
        }
    }

    @Test
    void the_back_button_after_paying_offers_no_second_payment() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(product.newSession(COFFEE));
            Payer.pay(page, Payer.SUCCESS);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            page.goBack();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void an_ended_session_changes_the_open_page_by_itself() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            String link = product.newSession(COFFEE);
            Page page = customer.open(link);
            assertThat(Payer.payButton(page)).isVisible();
            // Nobody can expire a session by clicking, and the shortest the form allows is an hour.
            product.post("/v1/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/expire", "{}");
            assertThat(Payer.title(page)).hasText("Tautan ini sudah kedaluwarsa");
            assertThat(page.locator("form")).hasCount(0);
        }
    }

    @Test
    void the_time_left_follows_a_test_clock_that_is_moved() {
        try (Product own = Product.start();
                Person customer = Person.with(own, Device.PHONE)) {
            Page page = customer.open(own.newSession(COFFEE));
            assertThat(page.locator("[data-left]")).containsText("23:59:");
            own.post("/v1/test/clocks/advance", "{\"seconds\":7200}");
            assertThat(page.locator("[data-left]")).containsText("21:5");
            own.post("/v1/test/clocks/advance", "{\"days\":1}");
            assertThat(Payer.title(page)).hasText("Tautan ini sudah kedaluwarsa");
        }
    }

    @Test
    void a_paid_page_goes_on_to_the_shop() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            String thanks = product.baseUrl() + "/static/mark.svg?paid={CHECKOUT_SESSION_ID}";
            Page page = customer.open(
                    product.newSession("{\"amount\":150000,\"currency\":\"IDR\",\"successUrl\":\"" + thanks + "\"}"));
            Payer.pay(page, Payer.SUCCESS);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            page.waitForURL(url -> url.contains("?paid=cs_"));
        }
    }

    @Test
    void who_is_doing_something_on_a_paid_page_is_not_taken_away_from_it() {
        String thanks = product.baseUrl() + "/health";
        String link = product.newSession("{\"amount\":150000,\"currency\":\"IDR\",\"successUrl\":\"" + thanks + "\"}");
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.pay(page, Payer.SUCCESS);
            assertThat(page.locator("[data-soon]")).isVisible();
            page.locator("a[href*='/receipt?']").focus();
            assertThat(page.locator("[data-soon]")).isHidden();
            page.waitForTimeout(3_500);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            page.locator("[data-continue]").click();
            page.waitForURL(thanks);
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void a_mobile_number_that_is_missing_is_asked_for_where_it_is_typed(boolean scripts) {
        String link = product.newSession("{\"amount\":150000,\"currency\":\"IDR\"}");
        try (Person customer = Person.with(
                product, Device.PHONE.options().setViewportSize(360, 640).setJavaScriptEnabled(scripts))) {
            Page page = customer.open(link);
            Payer.select(page, "jeniuspay");
            Payer.payButton(page).click();
            assertThat(page.locator("#phone-jeniuspay[aria-invalid=true]")).isFocused();
            assertThat(page.locator("#phone-jeniuspay-help")).isInViewport();
        }
    }

    @Test
    void a_page_is_strict_and_without_cookies() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.context().newPage();
            Response answer = Objects.requireNonNull(page.navigate(product.newSession(COFFEE)));
            page.waitForLoadState();
            page.waitForTimeout(500);

            assertThat(answer.headerValue("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.headerValue("Content-Security-Policy"))
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .contains("form-action 'self'")
                    .contains("frame-ancestors 'none'")
                    .contains("base-uri 'none'")
                    .doesNotContain("unsafe");

            Payer.pay(page, Payer.THREE_D_SECURE);
            page.getByText("Selesaikan verifikasi").click();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            List<Cookie> cookies = customer.context().cookies();
            assertThat(cookies).isEmpty();
            assertThat(customer.responses())
                    .allSatisfy(response -> assertThat(response.allHeaders()).doesNotContainKey("set-cookie"));
        }
    }

    @Test
    void an_unknown_link_says_so_kindly() {
        try (Person customer = Person.with(product, Device.PHONE)) {
            Page page = customer.open(product.baseUrl() + "/c/cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W");
            assertThat(page.locator("h1")).isVisible();
            Page malformed = customer.open(product.baseUrl() + "/c/nothing");
            assertThat(malformed.locator("h1")).hasText(page.locator("h1").innerText());
        }
    }

    /// No eight digits in a row of the number may be in any address, body or header.
    private static void assertNeverSent(Person customer, String number) {
        String digits = number.replace(" ", "");
        List<String> runs = IntStream.rangeClosed(0, digits.length() - 8)
                .mapToObj(start -> digits.substring(start, start + 8))
                .toList();
        assertThat(customer.requests()).isNotEmpty().allSatisfy(request -> {
            String sent = (request.url() + " " + request.postData() + " " + request.headers())
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("%20|[ +-]", "");
            assertThat(sent).doesNotContain(runs);
        });
    }

    private static void tabTo(Page page, String id) {
        for (int presses = 0; presses < 15; presses++) {
            page.keyboard().press("Tab");
            if (id.equals(page.evaluate("document.activeElement.id"))) {
                return;
            }
        }
        throw new AssertionError("Tab never reaches #" + id);
    }
}

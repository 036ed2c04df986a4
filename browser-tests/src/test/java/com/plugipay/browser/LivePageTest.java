package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open pages follow their session: by the stream, without it by asking, and again when they are looked at.
class LivePageTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";
    private static final String HIDE = """
            Object.defineProperty(document, "hidden", { configurable: true, get: () => true });
            document.dispatchEvent(new Event("visibilitychange"));""";
    private static final String SHOW = """
            delete document.hidden;
            document.dispatchEvent(new Event("visibilitychange"));""";

    private static void act(String link, String verb) {
        PRODUCT.post("/v1/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/" + verb, "{}");
    }

    @ParameterizedTest
    @CsvSource({
        "cancel, Pembayaran dibatalkan, Payment canceled",
        "expire, Tautan ini sudah kedaluwarsa, This link has expired"
    })
    void a_session_that_ends_elsewhere_changes_every_open_page(String verb, String indonesian, String english) {
        String link = PRODUCT.newSession(TERMS);
        try (Person phone = Person.with(PRODUCT, Device.PHONE);
                Person desktop = Person.with(PRODUCT, Device.DESKTOP)) {
            Page one = phone.open(link);
            Page two = desktop.open(link);
            assertThat(Payer.payButton(one)).isVisible();
            assertThat(Payer.payButton(two)).isVisible();
            one.waitForTimeout(500);
            long began = System.nanoTime();
            act(link, verb);
            assertThat(Payer.title(one)).hasText(indonesian);
            assertThat(Payer.title(two)).hasText(english);
            // A second is the product's promise, which SessionStreamTest holds; the rest is two pages being drawn.
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(4));
        }
    }

    @Test
    void without_a_stream_the_page_asks_every_three_seconds() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().route(Pattern.compile("/stream$"), Route::abort);
            Page page = customer.open(link);
            page.waitForTimeout(6_500);
            assertThat(customer.requests().stream().map(Request::url).filter(url -> url.endsWith("/status")))
                    .hasSizeBetween(2, 4);
            act(link, "cancel");
            assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
        }
    }

    @Test
    void a_page_that_nobody_sees_is_quiet_and_asks_when_it_is_looked_at_again() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            assertThat(Payer.payButton(page)).isVisible();
            page.evaluate(HIDE);
            act(link, "cancel");
            page.waitForTimeout(1_500);
            assertThat(Payer.payButton(page)).isVisible();
            page.evaluate(SHOW);
            assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
        }
    }

    @Test
    void another_phone_shows_the_same_with_the_time_that_is_left() {
        String link = PRODUCT.newSession(TERMS);
        try (Person first = Person.with(PRODUCT, Device.PHONE);
                Person second = Person.with(PRODUCT, Device.PHONE)) {
            Page page = first.open(link);
            Payer.choose(page, "ovo");
            assertThat(page.locator(".until [data-left]")).containsText(Pattern.compile("00:[0-9]{2}"));
            page.waitForTimeout(2_000);
            Page other = second.open(link);
            assertThat(other.locator(".phone")).containsText("0812••••890");
            assertThat(Math.abs(secondsLeft(page) - secondsLeft(other))).isLessThanOrEqualTo(1);
            assertThat(secondsLeft(other)).isLessThanOrEqualTo(54);
        }
    }

    private static int secondsLeft(Page page) {
        return Integer.parseInt(page.locator(".until [data-left]").innerText().replaceAll(".*00:([0-9]{2}).*", "$1"));
    }

    @Test
    void two_tabs_that_pay_at_once_pay_once() {
        String link = PRODUCT.newSession("{\"amount\":162500,\"currency\":\"IDR\",\"methods\":[\"card\"]}");
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page one = customer.open(link);
            Page two = customer.open(link);
            for (Page page : new Page[] {one, two}) {
                Payer.typeCard(page, Payer.SUCCESS, "12/30", "123");
            }
            String press = "document.querySelector('form.pay .act button').click()";
            one.evaluate("setTimeout(() => " + press + ", 300)");
            two.evaluate("setTimeout(() => " + press + ", 100)");
            assertThat(Payer.title(one)).hasText("Pembayaran diterima");
            assertThat(Payer.title(two)).hasText("Pembayaran diterima");
            assertThat(two.locator(".facts code"))
                    .hasText(one.locator(".facts code").innerText());
            String session = PRODUCT.get("/v1/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1));
            assertThat(Pattern.compile("\"state\":\"succeeded\"")
                            .matcher(session)
                            .results())
                    .hasSize(1);
        }
    }
}

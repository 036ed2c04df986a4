package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Open pages follow their session: by the stream, without it by asking, and again when they are looked at.
class LivePageTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";
    private static final String PRESS = "document.querySelector('form.pay .act button').click()";
    private static final String PRESS_AND_STOP = """
            new Promise((done) => {
              const button = document.querySelector("form.pay .act button");
              button.click();
              setTimeout(() => {
                window.stop();
                done(button.getAttribute("aria-disabled"));
              }, 300);
            })""";
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
        quickestIsWithin(1_000, () -> {
            String link = PRODUCT.newSession(TERMS);
            try (Person phone = Person.with(PRODUCT, Device.PHONE);
                    Person desktop = Person.with(PRODUCT, Device.DESKTOP)) {
                Page one = phone.open(link);
                Page two = desktop.open(link);
                assertThat(Payer.payButton(one)).isVisible();
                assertThat(Payer.payButton(two)).isVisible();
                one.waitForTimeout(500);
                double began = System.currentTimeMillis();
                act(link, verb);
                assertThat(Payer.title(one)).hasText(indonesian);
                assertThat(Payer.title(two)).hasText(english);
                return Math.max(msUntilDrawnAnew(phone, began), msUntilDrawnAnew(desktop, began));
            }
        });
    }

    /// A promise of time, on a machine that is busy with other things, too: the quickest of a few tries keeps it.
    private static void quickestIsWithin(int ms, DoubleSupplier once) {
        double taken = once.getAsDouble();
        for (int i = 1; i < 5 && taken >= ms; i++) {
            taken = once.getAsDouble();
        }
        assertThat(taken).isLessThan(ms);
    }

    /// When the browser asked for its page again, by its own clock.
    private static double msUntilDrawnAnew(Person person, double began) {
        return person.requests().stream()
                        .filter(Request::isNavigationRequest)
                        .mapToDouble(request -> request.timing().startTime)
                        .max()
                        .orElseThrow()
                - began;
    }

    /// A browser never comes back to a stream that was answered with something else, as by a proxy at its limit.
    @Test
    void a_stream_that_was_refused_once_is_opened_anew() {
        quickestIsWithin(1_000, () -> {
            String link = PRODUCT.newSession(TERMS);
            try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
                var asked = new AtomicInteger();
                customer.context().route(Pattern.compile("/stream$"), route -> {
                    if (asked.incrementAndGet() == 1) {
                        route.fulfill(new Route.FulfillOptions().setStatus(204));
                    } else {
                        route.resume();
                    }
                });
                Page page = customer.context().newPage();
                page.waitForResponse(
                        answer -> answer.url().endsWith("/stream") && answer.status() == 200,
                        () -> page.navigate(link));
                assertThat(asked).hasValue(2);
                page.waitForTimeout(300);
                double began = System.currentTimeMillis();
                act(link, "cancel");
                assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
                return msUntilDrawnAnew(customer, began);
            }
        });
    }

    @Test
    void a_card_that_is_being_typed_stays_and_the_page_follows_once_it_is_gone() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.select(page, "card");
            page.locator("#card-number").pressSequentially("42424242");
            PRODUCT.post(
                    "/v1/public/checkout/sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/charge",
                    "{\"method\":\"va_bca\"}");
            page.waitForTimeout(2_000);
            assertThat(page.locator("#card-number")).hasValue("4242 4242");
            page.locator("#card-number").fill("");
            assertThat(page.locator(".held")).isVisible();
        }
    }

    @Test
    void a_card_that_was_left_half_typed_keeps_the_page_for_a_minute_only() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().clock().install();
            Page page = customer.open(link);
            Payer.select(page, "card");
            page.locator("#card-number").pressSequentially("4242");
            PRODUCT.post(
                    "/v1/public/checkout/sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/charge",
                    "{\"method\":\"va_bca\"}");
            page.waitForTimeout(500);
            assertThat(page.locator("#card-number")).hasValue("4242");
            page.clock().fastForward("01:02");
            assertThat(page.locator(".held")).isVisible();
        }
    }

    @Test
    void who_stops_a_slow_answer_gets_the_button_back_and_still_learns_how_it_ends() {
        String link = PRODUCT.newSession("{\"amount\":162500,\"currency\":\"IDR\",\"methods\":[\"va_bca\"]}");
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().clock().install();
            customer.context().route(Pattern.compile("/charge$"), _ -> {});
            Page page = customer.open(link);
            assertThat(page.evaluate(PRESS_AND_STOP)).isEqualTo("true");
            page.clock().fastForward("00:31");
            assertThat(Payer.payButton(page)).hasText("Bayar Rp 162.500");
            assertThat(Payer.payButton(page)).not().hasAttribute("aria-disabled", "true");
            assertThat(page.evaluate(PRESS_AND_STOP)).isEqualTo("true");
            act(link, "cancel");
            assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
        }
    }

    @ParameterizedTest
    @CsvSource({"card", "dana"})
    void the_page_of_a_bank_or_a_wallet_follows_its_session_too(String method) {
        quickestIsWithin(2_000, () -> {
            String link = PRODUCT.newSession(TERMS);
            try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
                Page page = customer.open(link);
                if (method.equals("card")) {
                    Payer.pay(page, Payer.THREE_D_SECURE);
                } else {
                    Payer.choose(page, method);
                }
                assertThat(page.locator(".challenge")).isVisible();
                page.waitForTimeout(300);
                double began = System.currentTimeMillis();
                act(link, "cancel");
                assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
                assertThat(page.locator(".challenge")).hasCount(0);
                return msUntilDrawnAnew(customer, began);
            }
        });
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
    void a_page_that_is_told_to_wait_asks_no_sooner() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE).toldToWait()) {
            customer.context().clock().install();
            customer.context().route(Pattern.compile("/stream$"), Route::abort);
            var asked = new AtomicInteger();
            customer.context().route(Pattern.compile("/status$"), route -> {
                if (asked.incrementAndGet() == 1) {
                    route.fulfill(new Route.FulfillOptions().setStatus(429).setHeaders(Map.of("Retry-After", "12")));
                } else {
                    route.resume();
                }
            });
            Page page = customer.open(link);
            act(link, "cancel");
            page.waitForTimeout(9_000);
            assertThat(asked).hasValue(1);
            assertThat(Payer.payButton(page)).isVisible();
            page.clock().fastForward("00:20");
            assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
        }
    }

    @Test
    void where_nothing_happens_for_minutes_the_page_asks_less_often() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().clock().install();
            customer.context().route(Pattern.compile("/stream$"), Route::abort);
            var asked = new AtomicInteger();
            customer.context().route(Pattern.compile("/status$"), route -> {
                asked.incrementAndGet();
                route.resume();
            });
            Page page = customer.open(link);
            for (int i = 0; i < 40; i++) {
                page.clock().runFor(3_500);
                page.waitForTimeout(50);
            }
            assertThat(asked.get()).as("asked in the first 140 s").isGreaterThan(30);
            asked.set(0);
            for (int i = 0; i < 80; i++) {
                page.clock().runFor(3_500);
                page.waitForTimeout(30);
            }
            assertThat(asked.get()).as("asked in the next 280 s").isBetween(15, 45);
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
            one.evaluate("setTimeout(() => " + PRESS + ", 300)");
            two.evaluate("setTimeout(() => " + PRESS + ", 100)");
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

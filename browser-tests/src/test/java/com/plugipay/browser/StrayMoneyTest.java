package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// An open page hears of money that does not fit, and says so once.
class StrayMoneyTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";
    private static final LocatorAssertions.ContainsTextOptions IN_A_WHILE =
            new LocatorAssertions.ContainsTextOptions().setTimeout(45_000);

    @Test
    void money_that_does_not_fit_shows_on_the_open_page_and_paying_again_is_folded_away() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".held")).isVisible();
            page.waitForTimeout(500);
            simulate(link, "short");
            Locator notice = page.locator(".notice-warning");
            assertThat(notice).containsText("Yang masuk Rp 81.250, yang diminta Rp 162.500.");
            assertThat(notice).containsText("Jangan bayar lagi");
            assertThat(page.locator(".held")).isHidden();
            page.evaluate("window.drawnOnce = true");
            page.waitForTimeout(2_500);
            assertThat(page.locator("main")).isVisible();
            assertThat(page.evaluate("window.drawnOnce")).isEqualTo(true);
            page.locator(".again > summary").click();
            assertThat(page.locator(".held")).isVisible();
        }
    }

    @Test
    void a_page_that_can_only_poll_hears_of_it_and_of_what_became_of_it() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().route(Pattern.compile("/stream$"), Route::abort);
            Page page = customer.open(link);
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".held")).isVisible();
            simulate(link, "short");
            Locator notice = page.locator("[data-stray]");
            assertThat(notice).containsText("Jangan bayar lagi", IN_A_WHILE);
            sendBack(link);
            assertThat(notice).containsText("Uang ini sudah dikirim kembali.", IN_A_WHILE);
            assertThat(notice).not().containsText("Jangan bayar lagi");
            assertThat(page.locator(".held")).isHidden();
        }
    }

    @Test
    void what_came_while_a_form_was_busy_is_told_once_it_is_free() {
        String link = PRODUCT.newSession("{\"amount\":162500,\"currency\":\"IDR\",\"methods\":[\"va_bca\"]}");
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().clock().install();
            customer.context().route(Pattern.compile("/charge$"), _ -> {});
            Page page = customer.open(link);
            page.evaluate("""
                    new Promise((done) => {
                      document.querySelector("form.pay .act button").click();
                      setTimeout(() => {
                        window.stop();
                        done();
                      }, 300);
                    })""");
            simulate(link, "short");
            page.waitForTimeout(2_000);
            assertThat(page.locator("[data-stray]")).hasCount(0);
            page.clock().fastForward("00:31");
            assertThat(page.locator("[data-stray]")).containsText("Jangan bayar lagi");
        }
    }

    /// It tells of no such money, and would draw itself anew without end.
    @Test
    void the_page_of_a_wallet_stays_as_it_is() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            simulate(link, "short");
            PRODUCT.post("/v1/public/checkout/sessions/" + idOf(link) + "/charge", "{\"method\":\"dana\"}");
            Page page = customer.open(link);
            page.locator("a[href*='/approve/']").first().click();
            assertThat(page.locator(".challenge")).isVisible();
            page.evaluate("window.drawnOnce = true");
            page.waitForTimeout(2_500);
            assertThat(page.locator(".challenge")).isVisible();
            assertThat(page.evaluate("window.drawnOnce")).isEqualTo(true);
        }
    }

    @Test
    void an_ended_page_looks_again_and_comes_to_say_that_nothing_was_charged() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".held")).isVisible();
            PRODUCT.post("/v1/checkout-sessions/" + idOf(link) + "/cancel", "{}");
            assertThat(page.locator(".state")).containsText("Pembayaran dibatalkan");
            assertThat(page.locator(".state")).containsText("Uang Anda tidak terpotong", IN_A_WHILE);
            assertThat(page.locator("[data-unsure]")).hasCount(0);
        }
    }

    @Test
    void an_ended_page_tells_of_late_money() {
        String link = canceledAfterMoneyCame();
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            assertThat(page.locator("[data-stray]")).containsText("yang diminta Rp 162.500");
            simulate(link, "late");
            assertThat(page.locator("[data-stray]")).containsText("masuk setelah tautan ini berakhir", IN_A_WHILE);
        }
    }

    @Test
    void an_ended_page_that_never_becomes_certain_does_not_ask_without_end() {
        String link = canceledAfterMoneyCame();
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            customer.context().clock().install();
            Page page = customer.open(link);
            assertThat(page.locator("[data-unsure]")).hasCount(1);
            for (int quarter = 0; quarter < 4; quarter++) {
                page.clock().fastForward("15:00");
                page.waitForTimeout(300);
            }
            assertThat(asked(customer)).isEqualTo(3);
            for (int glance = 0; glance < 20; glance++) {
                page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            }
            page.waitForTimeout(500);
            assertThat(asked(customer)).isEqualTo(12);
        }
    }

    @Test
    void a_paid_page_tells_of_a_second_payment_when_it_is_looked_at_again() {
        String link = PRODUCT.newSession(TERMS);
        simulate(link, "succeed");
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            assertThat(page.locator(".state")).containsText("Pembayaran diterima");
            simulate(link, "duplicate");
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
            assertThat(page.locator("[data-stray]")).containsText("Rp 162.500", IN_A_WHILE);
            assertThat(page.locator(".state")).containsText("Pembayaran diterima");
        }
    }

    /// It can never be certain that nothing was paid.
    private static String canceledAfterMoneyCame() {
        String link = PRODUCT.newSession(TERMS);
        simulate(link, "short");
        PRODUCT.post("/v1/checkout-sessions/" + idOf(link) + "/cancel", "{}");
        return link;
    }

    private static long asked(Person customer) {
        return customer.requests().stream()
                .filter(request -> request.url().endsWith("/status"))
                .count();
    }

    private static String idOf(String link) {
        return link.substring(link.lastIndexOf('/') + 1);
    }

    private static void simulate(String link, String outcome) {
        PRODUCT.post("/v1/test/checkout-sessions/" + idOf(link) + "/simulate", "{\"outcome\":\"" + outcome + "\"}");
    }

    private static void sendBack(String link) {
        String money = PRODUCT.get("/v1/unapplied-payments?checkoutSessionId=" + idOf(link));
        PRODUCT.post("/v1/unapplied-payments/" + Product.textIn(money, "id") + "/refund", "{\"via\":\"manual\"}");
    }
}

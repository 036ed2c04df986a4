package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;

/// An open page hears of money that does not fit, and says so once.
class StrayMoneyTest {
    private static final Product PRODUCT = Product.shared();

    @Test
    void money_that_does_not_fit_shows_on_the_open_page_and_paying_again_is_folded_away() {
        String link = PRODUCT.newSession("{\"amount\":162500,\"currency\":\"IDR\"}");
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".held")).isVisible();
            page.waitForTimeout(500);
            PRODUCT.post(
                    "/v1/test/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/simulate",
                    "{\"outcome\":\"short\"}");
            Locator notice = page.locator(".notice-warning");
            assertThat(notice).containsText("Yang masuk Rp 81.250, yang diminta Rp 162.500.");
            assertThat(notice).containsText("Jangan bayar lagi");
            assertThat(page.locator(".held")).isHidden();
            page.evaluate("window.drawnOnce = true");
            page.waitForTimeout(2_500);
            assertThat(page.locator("main")).isVisible();
            org.assertj.core.api.Assertions.assertThat(page.evaluate("window.drawnOnce"))
                    .isEqualTo(true);
            page.locator(".again > summary").click();
            assertThat(page.locator(".held")).isVisible();
        }
    }
}

package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A browser that runs no script pays by every kind of instrument, by plain forms and links.
class NoScriptTest {
    private static final Product PRODUCT = Product.shared();
    private static final String TERMS = "{\"amount\":162500,\"currency\":\"IDR\"}";

    @BeforeAll
    static void connect() {
        PRODUCT.put("/v1/adapters/manual", PayByHandTest.ACCOUNTS);
    }

    private static Person customer() {
        Browser.NewContextOptions options = Device.PHONE.options().setJavaScriptEnabled(false);
        return Person.with(PRODUCT, options);
    }

    @ParameterizedTest
    @CsvSource({
        "qris, .qr svg",
        "ovo, .phone",
        "va_bca, .account-number",
        "va_mandiri, .account-number",
        "alfamart, .account-number",
    })
    void what_is_held_is_shown_and_the_page_asks_by_itself_whether_it_is_paid(String method, String shown) {
        try (Person customer = customer()) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            Payer.choose(page, method);
            assertThat(page.locator(shown).first()).isVisible();
            assertThat(page.locator("noscript meta[http-equiv=refresh], meta[http-equiv=refresh]"))
                    .hasCount(1);
            assertThat(page.locator(".copy").filter(new Locator.FilterOptions().setVisible(true)))
                    .hasCount(0);
            page.reload();
            assertThat(page.locator(shown).first()).isVisible();
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @ParameterizedTest
    @CsvSource({"dana, IDR", "klikpay_bca, IDR", "kredivo, IDR", "paypal, USD"})
    void what_is_approved_elsewhere_goes_there_and_comes_back(String method, String currency) {
        try (Person customer = customer()) {
            Page page = customer.open(PRODUCT.newSession("{\"amount\":162500,\"currency\":\"" + currency + "\"}"));
            Payer.choose(page, method);
            assertThat(page.locator(".challenge h1")).isVisible();
            Payer.finish(page, false);
            assertThat(Payer.problem(page)).hasText("Pembayaran ini tidak berhasil");
            Payer.choose(page, method);
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void a_transfer_by_hand_is_told_and_confirmed() {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = customer()) {
            Page page = customer.open(link);
            Payer.choose(page, "bank_transfer");
            assertThat(page.locator(".account-number").first()).hasText("8830 1234 5678");
            page.locator(".claim button").click();
            assertThat(page.locator(".state h2")).containsText("Menunggu konfirmasi");
            PayByHandTest.review(link, "confirm", "{}");
            page.reload();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            page.locator("a[href*='/receipt?']").click();
            assertThat(page.locator("h1")).hasText("Struk pembayaran");
        }
    }

    @Test
    void a_payment_is_canceled() {
        try (Person customer = customer()) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            page.locator(".cancel summary").click();
            page.locator(".cancel button").click();
            assertThat(Payer.title(page)).hasText("Pembayaran dibatalkan");
        }
    }
}

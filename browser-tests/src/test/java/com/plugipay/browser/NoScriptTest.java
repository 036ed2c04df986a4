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
    void what_is_held_is_shown_and_one_link_looks_whether_it_is_paid(String method, String shown) {
        try (Person customer = customer()) {
            Page page = customer.open(PRODUCT.newSession(TERMS));
            Payer.choose(page, method);
            assertThat(page.locator(shown).first()).isVisible();
            assertThat(page.locator("meta[http-equiv=refresh]")).hasCount(0);
            assertThat(page.locator(".copy").filter(new Locator.FilterOptions().setVisible(true)))
                    .hasCount(0);
            look(page, "Cek apakah sudah terbayar");
            assertThat(page.locator(shown).first()).isVisible();
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    private static void look(Page page, String words) {
        page.getByText(words, new Page.GetByTextOptions().setExact(true)).click();
    }

    /// WCAG 2.2.1: nobody has to be quick, however long they type and read.
    @ParameterizedTest
    @CsvSource({"id, Cek apakah sudah terbayar, Pembayaran diterima", "en, Check if it is paid, Payment received"})
    void what_is_typed_and_unfolded_stays_until_its_reader_looks_again(String language, String look, String paid) {
        String link = PRODUCT.newSession(TERMS);
        try (Person customer = customer()) {
            Page page = customer.open(link + "?lang=" + language);
            Payer.choose(page, "va_bca");
            Payer.select(page, "ovo");
            page.locator("#phone-ovo").fill("0812 3456");
            page.locator(".cancel summary").click();
            page.waitForTimeout(16_500);
            assertThat(page.locator("#phone-ovo")).isVisible();
            assertThat(page.locator("#phone-ovo")).hasValue("0812 3456");
            assertThat(page.locator(".cancel button")).isVisible();
            PRODUCT.post(
                    "/v1/test/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/simulate",
                    "{\"outcome\":\"succeed\"}");
            look(page, look);
            assertThat(Payer.title(page)).hasText(paid);
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

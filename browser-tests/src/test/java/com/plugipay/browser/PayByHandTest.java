package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A customer pays by hand on a phone; no page is reloaded by anybody.
class PayByHandTest {
    static final String ACCOUNTS = """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"8830 1234 5678","accountHolder":"Sari Wulandari"},
              {"bankName":"Bank Mandiri","accountNumber":"1310 0098 7654 321","accountHolder":"Sari Wulandari"}],
             "instructions":"Tulis nama Anda di berita transfer.\\nKami cek setiap jam."}
            """;
    private static final String ORDER = """
            {"amount":162500,"currency":"IDR","methods":["bank_transfer","va_bca","card"],"lineItems":[
             {"name":"Kopi susu gula aren","quantity":4,"unitAmount":28000},
             {"name":"Roti bakar srikaya","quantity":2,"unitAmount":25250}]}
            """;
    private static final Product PRODUCT = Product.shared();

    @BeforeAll
    static void connect() {
        PRODUCT.put("/v1/adapters/manual", ACCOUNTS);
    }

    @Test
    void a_transfer_with_a_picture_is_confirmed_and_the_page_turns_to_paid() {
        String link = PRODUCT.newSession(ORDER);
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.choose(page, "bank_transfer");
            assertThat(page.locator(".account-number").first()).hasText("8830 1234 5678");
            page.locator(".copy").first().click();
            assertThat(page.locator(".copied")).hasText("Tersalin");

            page.locator("#proof").setInputFiles(new FilePayload("bukti.png", "image/png", picture(2400, 2400)));
            page.locator(".claim button").click();
            assertThat(page.locator(".state h2")).containsText("Menunggu konfirmasi");
            assertThat(page.locator(".facts")).containsText("Terkirim");

            review(link, "reject", "{\"reason\":\"Belum ada uang masuk\"}");
            assertThat(page.locator(".notice")).containsText("Belum ada uang masuk");
            page.locator(".claim button").click();
            assertThat(page.locator(".state h2")).containsText("Menunggu konfirmasi");

            review(link, "confirm", "{}");
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            page.locator("a[href*='/receipt?']").click();
            assertThat(page.locator("h1")).hasText("Struk pembayaran");
            assertThat(page.locator(".facts")).containsText(Pattern.compile("pay_[0-9A-Z]{26}"));
        }
    }

    @Test
    void a_virtual_account_is_there_on_another_device_and_pays_itself_on_both() {
        String link = PRODUCT.newSession(ORDER);
        try (Person customer = Person.with(PRODUCT, Device.PHONE);
                Person atHome = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(link);
            Payer.choose(page, "bank_transfer");
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".account-number").first()).containsText("8127 8");
            String number = page.locator(".account-number").first().textContent();
            Page second = atHome.open(link);
            assertThat(second.locator(".account-number").first()).hasText(number);

            page.locator(".simulate button").first().click();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            second.bringToFront();
            assertThat(Payer.title(second)).hasText("Payment received");
        }
    }

    @Test
    void the_seller_confirms_the_money_and_gives_part_of_it_back_by_hand() {
        String link = PRODUCT.newSession(ORDER);
        try (Person seller = Seller.signedIn(PRODUCT);
                Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            Payer.choose(page, "bank_transfer");
            page.locator(".claim button").click();
            assertThat(page.locator(".state h2")).containsText("Menunggu konfirmasi");

            Page detail = seller.open(PRODUCT.baseUrl() + "/dashboard");
            detail.locator("a[href*='" + link.substring(link.lastIndexOf('/') + 1) + "']")
                    .first()
                    .click();
            Seller.button(detail, "Confirm payment of Rp 162.500 received").click();
            assertThat(Seller.status(detail)).hasText("Completed");
            page.bringToFront();
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");

            detail.bringToFront();
            detail.locator("a[href*='/payments/pay_']").first().click();
            detail.locator("#amount").fill("50500");
            detail.locator("[name=bankName]").fill("BCA");
            detail.locator("[name=accountNumber]").fill("5550001111");
            detail.locator("[name=accountHolder]").fill("Rina Wulandari");
            detail.locator("[name=reference]").fill("TRX 77");
            Seller.button(detail, "I have sent the money").click();
            assertThat(Seller.status(detail)).hasText("Partly refunded");
            assertThat(detail.locator("#main")).containsText("Rp 50.500");
        }
    }

    static void review(String link, String verb, String json) {
        PRODUCT.post("/v1/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/" + verb, json);
    }

    private static byte[] picture(int width, int height) {
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}

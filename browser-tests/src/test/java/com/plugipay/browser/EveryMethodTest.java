package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way to pay, by typing and clicking. The list is what the product itself offers, so that a channel added to the
/// catalogue is tested here by itself.
class EveryMethodTest {
    private static final Product PRODUCT = Product.shared();
    private static final Pattern OFFLINE = Pattern.compile("\"group\":\"offline\"");

    /// One channel, and a currency that it takes.
    record Channel(String id, String currency) {
        @Override
        public String toString() {
            return id + " " + currency;
        }

        String link() {
            return PRODUCT.newSession("{\"amount\":162500,\"currency\":\"" + currency + "\"}");
        }
    }

    static Stream<Channel> channels() {
        return Stream.of("IDR", "USD")
                .flatMap(currency -> PRODUCT.offered(currency).stream()
                        .filter(line -> !OFFLINE.matcher(line).find())
                        .map(line -> new Channel(Product.textIn(line, "id"), currency)));
    }

    @Test
    void the_list_is_not_short() {
        assertThat(channels().map(Channel::id).distinct()).hasSizeGreaterThanOrEqualTo(24);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void is_paid_on_a_phone_after_it_was_declined_once(Channel channel) {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(channel.link());
            begin(page, channel, false);
            assertThat(Payer.problem(page)).isVisible();
            assertThat(page.locator("#method-" + channel.id())).isChecked();
            begin(page, channel, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    private static void begin(Page page, Channel channel, boolean well) {
        if (channel.id().equals("card")) {
            Payer.pay(page, Payer.THREE_D_SECURE);
        } else {
            Payer.choose(page, channel.id());
        }
        Payer.finish(page, well);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qris", "dana", "ovo", "va_mandiri", "alfamart", "kredivo"})
    void works_without_javascript(String id) {
        var options = Device.PHONE.options().setJavaScriptEnabled(false).setColorScheme(ColorScheme.DARK);
        try (Person customer = Person.with(PRODUCT, options)) {
            Page page = customer.open(new Channel(id, "IDR").link());
            Payer.choose(page, id);
            Payer.finish(page, false);
            assertThat(Payer.problem(page)).isVisible();
            Payer.choose(page, id);
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void without_javascript_a_phone_number_is_put_right_beside_its_field() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE.options().setJavaScriptEnabled(false))) {
            Page page = customer.open(new Channel("ovo", "IDR").link());
            Payer.select(page, "ovo");
            page.locator("#phone-ovo").fill("021 555");
            Payer.payButton(page).click();
            assertThat(page.locator("#phone-ovo-help")).containsText("Ini bukan nomor HP Indonesia");
            assertThat(page.locator("#phone-ovo")).hasValue("021 555");
            Payer.choose(page, "ovo");
            assertThat(page.locator(".phone")).containsText("0812••••890");
            assertThat(page.locator("body")).not().containsText("3456");
        }
    }

    @Test
    void a_code_is_the_same_after_a_reload_and_elsewhere_can_be_saved_and_tells_both_that_it_is_paid()
            throws IOException {
        String link = new Channel("qris", "IDR").link();
        try (Person customer = Person.with(PRODUCT, Device.PHONE);
                Person atHome = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(link);
            Payer.choose(page, "qris");
            String code =
                    Objects.requireNonNull(page.locator(".qr path").first().getAttribute("d"));
            page.reload();
            assertThat(page.locator(".qr path").first()).hasAttribute("d", code);
            Page second = atHome.open(link);
            assertThat(second.locator(".qr path").first()).hasAttribute("d", code);

            Download saved = page.waitForDownload(() -> page.locator(".qr a").click());
            assertThat(saved.suggestedFilename()).isEqualTo("QRIS Rp 162.500.png");
            BufferedImage picture = ImageIO.read(saved.path().toFile());
            assertThat(picture.getRGB(2, 2) & 0xFFFFFF).as("the quiet zone").isEqualTo(0xFFFFFF);

            page.bringToFront();
            page.locator(".waits").waitFor();
            page.waitForTimeout(500);
            PRODUCT.post(
                    "/v1/test/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1) + "/simulate",
                    "{\"outcome\":\"succeed\"}");
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
            second.bringToFront();
            assertThat(Payer.title(second)).hasText("Payment received");
        }
    }

    @Test
    void another_method_takes_the_place_of_the_first() {
        String link = new Channel("qris", "IDR").link();
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(link);
            for (String id : List.of("qris", "va_bri", "indomaret", "va_mandiri")) {
                Payer.choose(page, id);
                assertThat(page.locator(".held")).isVisible();
                assertThat(page.locator("#method-" + id)).hasCount(0);
            }
            assertThat(page.locator(".account-number").first()).hasText("70012");
            page.locator(".copy").nth(1).click();
            assertThat(page.locator(".copied")).hasText("Tersalin");
            String session = PRODUCT.get("/v1/checkout-sessions/" + link.substring(link.lastIndexOf('/') + 1));
            assertThat(Pattern.compile("\"state\":\"voided\"").matcher(session).results())
                    .hasSize(3);
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void who_comes_back_from_a_wallet_without_deciding_can_go_on_or_choose_again() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE);
                Person atHome = Person.with(PRODUCT, Device.DESKTOP)) {
            String link = new Channel("dana", "IDR").link();
            Page page = customer.open(link);
            Payer.choose(page, "dana");
            page.locator(".quiet-link a").click();
            assertThat(page.locator(".state h2")).hasText("DANA menunggu Anda");
            assertThat(page.locator(".on-phone")).isHidden();
            Page computer = atHome.open(link);
            assertThat(computer.locator(".on-phone svg")).isVisible();
            computer.close();
            page.bringToFront();
            assertThat(page.locator(".until [data-left]")).containsText("Sisa");
            page.locator(".state > a.button").click();
            assertThat(page.locator(".challenge h1")).hasText("Setujui pembayaran ini dengan DANA?");
            page.locator(".quiet-link a").click();
            Payer.choose(page, "va_bca");
            assertThat(page.locator(".held")).isVisible();
            Payer.finish(page, true);
            assertThat(Payer.title(page)).hasText("Pembayaran diterima");
        }
    }

    @Test
    void the_keyboard_alone_unfolds_a_family_and_pays() {
        try (Person customer = Person.with(PRODUCT, Device.DESKTOP)) {
            Page page = customer.open(new Channel("va_bni", "IDR").link());
            page.locator("details.family:has(#method-va_bni) > summary").focus();
            page.keyboard().press("Enter");
            page.locator("#method-va_bca").focus();
            page.keyboard().press("Space");
            page.keyboard().press("ArrowDown");
            assertThat(page.locator("#method-va_bni")).isChecked();
            page.keyboard().press("Enter");
            assertThat(page.locator(".held h2")).isVisible();
            page.locator(".simulate button").first().focus();
            page.keyboard().press("Enter");
            assertThat(Payer.title(page)).hasText("Payment received");
        }
    }

    @Test
    void a_link_that_asks_for_something_opens_on_it() {
        try (Person customer = Person.with(PRODUCT, Device.PHONE)) {
            Page page = customer.open(new Channel("jeniuspay", "IDR").link() + "?method=jeniuspay");
            assertThat(page.locator("#method-jeniuspay")).isChecked();
            assertThat(page.locator("#phone-jeniuspay")).isVisible();
        }
    }
}

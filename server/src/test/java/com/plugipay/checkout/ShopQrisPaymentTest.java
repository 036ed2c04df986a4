package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.PublishedCodes;
import com.plugipay.qris.QrPicture;
import com.plugipay.qris.Qris;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Paying with the QRIS of the shop and at its card machine: the customer tells, a person confirms.
class ShopQrisPaymentTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();

    @Test
    void it_is_offered_once_the_shop_has_given_its_code() {
        put("{\"instructions\":\"Terima kasih\"}");
        charge(session(150_000), "static_qris").refused(400, "validation_error");
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}");
        charge(session(150_000), "static_qris").expect(200);
        charge(
                        shop.hmac()
                                .post("/v1/checkout-sessions", "{\"amount\":1500,\"currency\":\"USD\"}")
                                .expect(201)
                                .data("id"),
                        "static_qris")
                .refused(400, "validation_error");
    }

    @Test
    void the_customer_holds_the_shops_own_code_with_the_exact_amount() throws NotQris {
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}");
        String session = session(151_234);
        assertThat(charge(session, "static_qris")
                        .expect(200)
                        .data()
                        .path("kind")
                        .asString())
                .isEqualTo("instructions");
        JsonNode instrument = attempt(session).path("instrument");
        assertThat(instrument.path("type").asString()).isEqualTo("static_qr");
        Qris held = Qris.read(instrument.path("payload").asString());
        assertThat(held.amount()).isEqualTo(new Money(151_234, Currency.IDR));
        assertThat(held.merchantName()).isEqualTo("Infak Sinergi Foundation");
        assertThat(instrument.path("amount").asLong()).isEqualTo(151_234);
    }

    @Test
    void the_page_shows_the_code_as_the_shops_own_and_its_picture_is_black_on_white() {
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}");
        String session = session(150_000);
        Api.Reply none = shop.anonymous().get("/v1/public/checkout/sessions/" + session + "/qr.svg");
        none.refused(404, "not_found");
        charge(session, "static_qris").expect(200);
        assertThat(new Browser(SERVER.baseUrl())
                        .get("/c/" + session)
                        .expect(200)
                        .html())
                .contains("/qr.png", "shop's own code", "data-copy=\"150000\"", "I have paid", "name=\"proof\"")
                .contains("Your app shows the name Infak Sinergi Foundation.");
        Api.Reply svg = shop.anonymous()
                .get("/v1/public/checkout/sessions/" + session + "/qr.svg")
                .expect(200);
        String payload = attempt(session).path("instrument").path("payload").asString();
        assertThat(svg.text()).isEqualTo(QrPicture.svg(payload));
        assertThat(svg.header("Content-Type")).isEqualTo("image/svg+xml");
        assertThat(svg.header("Cache-Control")).isEqualTo("no-store");
        assertThat(svg.header("Access-Control-Allow-Origin")).isEqualTo("*");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        shop.anonymous()
                .get("/v1/public/checkout/sessions/" + session + "/qr.svg")
                .refused(404, "not_found");
    }

    @Test
    void the_link_of_a_session_is_a_picture_for_its_merchant() throws IOException {
        String session = session(150_000);
        String path = "/v1/checkout-sessions/" + session;
        String link = SERVER.baseUrl() + "/c/" + session;
        assertThat(shop.hmac().get(path + "/qr.svg").expect(200).text()).isEqualTo(QrPicture.svg(link));
        Api.Reply png = shop.hmac().get(path + "/qr.png?size=300").expect(200);
        assertThat(png.header("Content-Type")).isEqualTo("image/png");
        assertThat(ImageIO.read(new ByteArrayInputStream(png.bytes())).getWidth())
                .isEqualTo(300);
        assertThat(shop.hmac().get(path + "/qr.png").expect(200).bytes())
                .isEqualTo(QrPicture.of(link).pngOfWidth(512));
        for (String size : List.of("127", "1025", "x", "")) {
            assertThat(shop.hmac()
                            .get(path + "/qr.png?size=" + size)
                            .refused(400, "validation_error")
                            .errorParam())
                    .isEqualTo("size");
        }
        SERVER.newShop().hmac().get(path + "/qr.png").refused(404, "not_found");
        shop.anonymous().get(path + "/qr.svg").refused(401, "unauthorized");
    }

    @Test
    void what_the_shop_changes_later_changes_no_code_that_a_customer_holds() throws NotQris {
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}");
        String session = session(150_000);
        charge(session, "static_qris").expect(200);
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC_OF_A_BANK + "\"}");
        charge(session, "static_qris").expect(200);
        assertThat(Qris.read(attempt(session).path("instrument").path("payload").asString())
                        .merchantName())
                .isEqualTo("Infak Sinergi Foundation");
        String next = session(150_000);
        charge(next, "static_qris").expect(200);
        assertThat(Qris.read(attempt(next).path("instrument").path("payload").asString())
                        .merchantName())
                .isEqualTo("VFS GLOBAL 6");
    }

    @Test
    void a_person_confirms_it_and_no_provider_is_asked() {
        put("{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}");
        String session = session(150_000);
        charge(session, "static_qris").expect(200);
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
        JsonNode confirmed = shop.hmac()
                .post("/v1/checkout-sessions/" + session + "/confirm", "{}")
                .expect(200)
                .data();
        assertThat(confirmed.path("status").asString()).isEqualTo("completed");
        assertThat(confirmed.path("paymentMethod").asString()).isEqualTo("static_qris");
        assertThat(confirmed.path("adapter").asString()).isEqualTo("manual");
    }

    @Test
    void the_card_machine_is_announced_like_cash() {
        put("{\"instructions\":\"Kasir 2\"}");
        shop.hmac()
                .send(
                        "PATCH",
                        "/v1/checkout/settings",
                        "{\"enabledMethods\":[\"edc_card\",\"cash\",\"card\"],\"brandName\":\"Kopi Senja\","
                                + "\"businessAddress\":\"Jl. <b>Dago</b> 27\\nBandung\"}",
                        Map.of())
                .expect(200);
        String session = session(150_000);
        Api.Reply told = charge(session, "edc_card").expect(200);
        assertThat(told.data("instructions.note")).isEqualTo("Jl. <b>Dago</b> 27\nBandung");
        assertThat(attempt(session).path("adapter").asString()).isEqualTo("manual");
        assertThat(new Browser(SERVER.baseUrl())
                        .get("/c/" + session + "?lang=id")
                        .expect(200)
                        .html())
                .contains("Bayar dengan mesin kartu di Kopi Senja", "Jl. &lt;b&gt;Dago&lt;/b&gt; 27\nBandung")
                .doesNotContain("Kasir 2");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
        assertThat(shop.hmac()
                        .post("/v1/checkout-sessions/" + session + "/confirm", "{}")
                        .expect(200)
                        .data("paymentMethod"))
                .isEqualTo("edc_card");
    }

    private void put(String body) {
        shop.hmac().send("PUT", "/v1/adapters/manual", body, Map.of()).expect(200);
    }

    private String session(long rupiah) {
        return shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":" + rupiah + ",\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
    }

    private Api.Reply charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    private JsonNode attempt(String session) {
        return shop.hmac()
                .get("/v1/checkout-sessions/" + session)
                .expect(200)
                .data()
                .path("attempts")
                .path(0);
    }
}

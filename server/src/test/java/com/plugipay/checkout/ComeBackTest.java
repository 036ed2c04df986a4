package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In live mode a customer goes to a provider's page, decides there, and comes back.
class ComeBackTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final TestServer SERVER = TestServer.start(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR", "0",
            "PLUGIPAY_PAYPAL_URL", PROVIDERS.paypal().url().toString(),
            "PLUGIPAY_MIDTRANS_URL", PROVIDERS.midtrans().url().toString()));

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @BeforeEach
    void connect() {
        put("paypal", """
                {"clientId": "%s", "secret": "%s"}""".formatted(PayPalServer.CLIENT_ID, PayPalServer.SECRET));
        put("midtrans", """
                {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(
                        MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID));
    }

    private void put(String kind, String body) {
        Api.Reply connected =
                shop.live().send("PUT", "/v1/adapters/" + kind, body, Map.of()).expect(200);
        assertThat(connected.data("status")).isEqualTo("active");
    }

    private String session(String terms) {
        return shop.live().post("/v1/checkout-sessions", terms).expect(201).data("id");
    }

    private Api.Reply charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
    }

    private String status(String session) {
        return shop.live().get("/v1/checkout-sessions/" + session).expect(200).data("status");
    }

    private static long captures() {
        return PROVIDERS.paypal().journal().entries().stream()
                .filter(entry -> entry.path().endsWith("/capture"))
                .count();
    }

    @Test
    void what_was_approved_at_paypal_is_taken_when_the_customer_comes_back() {
        String session = session("{\"amount\":1000,\"currency\":\"USD\"}");
        Api.Reply charged = charge(session, "paypal");
        assertThat(charged.data("redirectUrl")).startsWith(PROVIDERS.paypal().url() + "/checkoutnow?token=");
        shop.anonymous().get("/c/" + session + "/return");
        assertThat(status(session)).isEqualTo("open");

        PROVIDERS.paypal().pay(charged.data("attemptId"));
        shop.anonymous().get("/c/" + session + "/return?token=x&PayerID=y").expect(303);
        assertThat(status(session)).isEqualTo("completed");
        long captures = captures();
        shop.anonymous().get("/c/" + session + "/return").expect(303);
        assertThat(captures()).isEqualTo(captures);
    }

    @Test
    void what_was_approved_for_a_session_that_has_ended_is_not_taken() {
        String session = session("{\"amount\":1000,\"currency\":\"USD\"}");
        Api.Reply charged = charge(session, "paypal");
        shop.live().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        PROVIDERS.paypal().pay(charged.data("attemptId"));
        long captures = captures();
        shop.anonymous().get("/c/" + session + "/return?token=x&PayerID=y");
        assertThat(status(session)).isEqualTo("canceled");
        assertThat(captures()).isEqualTo(captures);
    }

    @Test
    void a_wallet_at_midtrans_is_asked_when_the_customer_comes_back() {
        String session = session("{\"amount\":24145,\"currency\":\"IDR\"}");
        Api.Reply charged = charge(session, "shopeepay");
        PROVIDERS.midtrans().pay(charged.data("attemptId"));
        shop.anonymous().get("/c/" + session + "/return").expect(303);
        assertThat(status(session)).isEqualTo("completed");
    }

    /// A form may not lead straight to another origin: a page of ours goes on by itself, and by its link.
    @Test
    void a_plain_form_ends_on_a_page_of_ours_that_goes_on_to_the_provider() {
        String session = session("{\"amount\":1000,\"currency\":\"USD\"}");
        var customer = new Browser(SERVER.baseUrl());
        Browser.Page sent = customer.post(
                        "/c/" + session + "/charge?lang=en", Map.of("method", "paypal"), Map.of("Origin", "null"))
                .expect(303);
        assertThat(sent.location()).isEqualTo("/c/" + session + "/go?lang=en");
        String provider = PROVIDERS.paypal().url() + "/checkoutnow?token=";
        assertThat(customer.get(sent.location()).expect(200).html())
                .contains("<meta http-equiv=\"refresh\" content=\"0; url=" + provider, "href=\"" + provider)
                .contains("Continue to PayPal")
                .doesNotContain("Simulate");

        String attempt =
                shop.anonymous().get("/v1/public/checkout/sessions/" + session).data("attempt.id");
        String html = customer.get("/c/" + session + "?lang=en").expect(200).html();
        assertThat(html).contains("href=\"" + provider).doesNotContain("content=\"0; url=");
        customer.get("/c/" + session + "/approve/" + attempt).expect(404);
        customer.post("/c/" + session + "/approve/" + attempt, Map.of("result", "complete"), Map.of("Origin", "null"))
                .expect(404);
        assertThat(status(session)).isEqualTo("open");
    }
}

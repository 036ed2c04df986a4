package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Till;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class PayPalTest {
    private final PayPalServer paypal = PayPalServer.start(0);
    private final Shop shop = new Shop();
    private final Client merchant = signedIn();

    @AfterEach
    void close() {
        paypal.close();
        shop.close();
    }

    @Test
    void an_order_is_made_approved_captured_and_found_again() {
        Client.Reply made = create("att_1", "25.00");
        String id = made.at("/id");
        assertThat(made.at("/status")).isEqualTo("PAYER_ACTION_REQUIRED");
        assertThat(merchant.post("/v2/checkout/orders/" + id + "/capture", "{}").at("/details/0/issue"))
                .isEqualTo("ORDER_NOT_APPROVED");

        Client browser = Client.of(paypal.url());
        String page = link(made, "payer-action");
        assertThat(browser.get(page).text()).contains("USD 25.00");
        assertThat(browser.form(page, "choice=approve").header("location"))
                .isEqualTo("https://shop.example/back?token=" + id + "&PayerID=QYR5Z8XDVJNXQ");

        Client.Reply captured = merchant.post("/v2/checkout/orders/" + id + "/capture", "{}");
        assertThat(captured.status()).isEqualTo(201);
        String capture = captured.at("/purchase_units/0/payments/captures/0/id");
        assertThat(merchant.get("/v2/payments/captures/" + capture).at("/amount/value"))
                .isEqualTo("25.00");
        assertThat(merchant.get("/v2/payments/captures/" + capture).at("/custom_id"))
                .isEqualTo("att_1");
        assertThat(merchant.get("/v2/checkout/orders/" + id).at("/status")).isEqualTo("COMPLETED");
        assertThat(merchant.post("/v2/checkout/orders/" + id + "/capture", "{}").at("/details/0/issue"))
                .isEqualTo("ORDER_ALREADY_CAPTURED");
    }

    @Test
    void the_same_request_id_answers_the_latest_state_of_the_first() {
        Client once = merchant.with("PayPal-Request-Id", "att_2");
        Client.Reply first = once.post("/v2/checkout/orders", order("att_2", "10.00"));
        paypal.pay("att_2");

        Client.Reply again = once.post("/v2/checkout/orders", order("att_2", "10.00"));
        assertThat(again.at("/id")).isEqualTo(first.at("/id"));
        assertThat(again.at("/status")).isEqualTo("APPROVED");
        Client capturing = merchant.with("PayPal-Request-Id", "att_2-capture");
        String path = "/v2/checkout/orders/" + first.at("/id") + "/capture";
        assertThat(capturing.post(path, "{}").status()).isEqualTo(201);
        assertThat(capturing.post(path, "{}").at("/status")).isEqualTo("COMPLETED");
    }

    @Test
    void refunds_never_go_beyond_the_capture() {
        String capture = captured("att_3", "40.00");

        assertThat(refund(capture, "{\"amount\": {\"currency_code\": \"USD\", \"value\": \"15.00\"}}")
                        .status())
                .isEqualTo(201);
        assertThat(refund(capture, "{\"amount\": {\"currency_code\": \"USD\", \"value\": \"25.01\"}}")
                        .at("/details/0/issue"))
                .isEqualTo("REFUND_AMOUNT_EXCEEDED");
        assertThat(refund(capture, "{\"amount\": {\"currency_code\": \"EUR\", \"value\": \"1.00\"}}")
                        .at("/details/0/issue"))
                .isEqualTo("REFUND_CAPTURE_CURRENCY_MISMATCH");
        Client.Reply rest = refund(capture, "{}");
        assertThat(merchant.get("/v2/payments/refunds/" + rest.at("/id")).at("/amount/value"))
                .isEqualTo("25.00");
        assertThat(refund(capture, "{}").at("/details/0/issue")).isEqualTo("CAPTURE_FULLY_REFUNDED");
        assertThat(merchant.get("/v2/payments/captures/" + capture).at("/status"))
                .isEqualTo("REFUNDED");
    }

    @Test
    void a_message_proves_that_it_is_paypals_and_unchanged() throws Exception {
        String webhook = webhook();
        captured("att_4", "12.00");
        paypal.callbacks().settle(Duration.ofSeconds(5));

        Shop.Heard heard = shop.heard().getLast();
        assertThat(heard.json().at("/event_type").asString()).isEqualTo("PAYMENT.CAPTURE.COMPLETED");
        assertThat(verifiedByHand(heard, webhook)).isTrue();
        assertThat(verifiedByHand(heard, "1JE4291016473214C")).isFalse();
        assertThat(verifiedByPostback(heard, webhook)).isEqualTo("SUCCESS");
        Shop.Heard changed = new Shop.Heard(
                heard.headers(),
                new String(heard.body(), StandardCharsets.UTF_8)
                        .replace("12.00", "99.00")
                        .getBytes(StandardCharsets.UTF_8));
        assertThat(verifiedByHand(changed, webhook)).isFalse();
        assertThat(verifiedByPostback(changed, webhook)).isEqualTo("FAILURE");
    }

    @Test
    void a_forged_message_fails_both_ways() throws Exception {
        String webhook = webhook();
        paypal.knobs().turn("callbackForge", true);
        captured("att_5", "12.00");
        paypal.callbacks().settle(Duration.ofSeconds(5));

        Shop.Heard heard = shop.heard().getLast();
        assertThat(verifiedByHand(heard, webhook)).isFalse();
        assertThat(verifiedByPostback(heard, webhook)).isEqualTo("FAILURE");
    }

    @Test
    void captured_money_may_be_held_for_review() throws InterruptedException {
        webhook();
        paypal.knobs().turn("review", true);
        String capture = captured("att_6", "12.00");

        assertThat(merchant.get("/v2/payments/captures/" + capture).at("/status_details/reason"))
                .isEqualTo("PENDING_REVIEW");
        assertThat(refund(capture, "{}").status()).isEqualTo(422);
        paypal.till().decline(capture);
        assertThat(merchant.get("/v2/payments/captures/" + capture).at("/status"))
                .isEqualTo("DECLINED");
        paypal.callbacks().settle(Duration.ofSeconds(5));
        assertThat(shop.heard().stream()
                        .map(heard -> heard.json().at("/event_type").asString()))
                .containsExactly("CHECKOUT.ORDER.APPROVED", "PAYMENT.CAPTURE.PENDING", "PAYMENT.CAPTURE.DENIED");
    }

    @Test
    void a_declined_capture_leaves_the_order_and_says_where_to_go() {
        String id = create("att_7", "12.00").at("/id");
        paypal.pay(id);
        paypal.knobs().turn("decline", true);

        Client.Reply declined = merchant.post("/v2/checkout/orders/" + id + "/capture", "{}");
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.at("/details/0/issue")).isEqualTo("INSTRUMENT_DECLINED");
        assertThat(link(declined, "redirect")).contains("token=" + id);
        assertThat(merchant.get("/v2/checkout/orders/" + id).at("/status")).isEqualTo("APPROVED");
    }

    @Test
    void an_order_that_nobody_approves_is_forgotten_after_three_hours() {
        String id = create("att_8", "12.00").at("/id");
        assertThatThrownBy(() -> paypal.pay(id, 13)).isInstanceOf(Till.Impossible.class);

        paypal.clock().advance(Duration.ofMinutes(181));
        assertThat(merchant.get("/v2/checkout/orders/" + id).at("/name")).isEqualTo("RESOURCE_NOT_FOUND");
    }

    @Test
    void rupiah_fractions_of_a_cent_and_lost_tokens_are_refused() {
        assertThat(merchant.post("/v2/checkout/orders", order("x", "10.00").replace("USD", "IDR"))
                        .at("/details/0/issue"))
                .isEqualTo("INVALID_CURRENCY_CODE");
        assertThat(create("x", "10.005").at("/details/0/issue")).isEqualTo("DECIMAL_PRECISION");
        assertThat(Client.of(paypal.url()).get("/v2/checkout/orders/x").at("/error"))
                .isEqualTo("invalid_token");
        Client wrong = Client.basic(paypal.url(), PayPalServer.CLIENT_ID, "other");
        assertThat(wrong.form("/v1/oauth2/token", "grant_type=client_credentials")
                        .at("/error"))
                .isEqualTo("invalid_client");
        paypal.revokeTokens();
        assertThat(create("x", "10.00").status()).isEqualTo(401);
    }

    private String captured(String reference, String amount) {
        String id = create(reference, amount).at("/id");
        paypal.pay(id);
        return merchant.post("/v2/checkout/orders/" + id + "/capture", "{}")
                .at("/purchase_units/0/payments/captures/0/id");
    }

    private Client.Reply create(String reference, String amount) {
        return merchant.post("/v2/checkout/orders", order(reference, amount));
    }

    private Client.Reply refund(String capture, String body) {
        return merchant.post("/v2/payments/captures/" + capture + "/refund", body);
    }

    private String webhook() {
        Client.Reply made = merchant.post(
                "/v1/notifications/webhooks",
                "{\"url\": \"" + shop.url() + "\", \"event_types\": [{\"name\": \"*\"}]}");
        assertThat(made.status()).isEqualTo(201);
        return made.at("/id");
    }

    /// The way PayPal's guide describes it, with the certificate's chain checked against the authority.
    private boolean verifiedByHand(Shop.Heard heard, String webhook) throws Exception {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        String pem =
                Client.of(paypal.url()).get(heard.header("paypal-cert-url")).text();
        List<X509Certificate> chain =
                factory.generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII))).stream()
                        .map(X509Certificate.class::cast)
                        .toList();
        X509Certificate root = (X509Certificate) factory.generateCertificate(
                new ByteArrayInputStream(paypal.authorityPem().getBytes(StandardCharsets.US_ASCII)));
        CertPath path = factory.generateCertPath(List.of(chain.getFirst()));
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);

        CRC32 crc = new CRC32();
        crc.update(heard.body());
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(chain.getFirst());
        signature.update((heard.header("paypal-transmission-id") + "|" + heard.header("paypal-transmission-time") + "|"
                        + webhook + "|" + crc.getValue())
                .getBytes(StandardCharsets.UTF_8));
        return signature.verify(Base64.getDecoder().decode(heard.header("paypal-transmission-sig")));
    }

    private String verifiedByPostback(Shop.Heard heard, String webhook) {
        ObjectNode asked = Client.JSON
                .createObjectNode()
                .put("transmission_id", heard.header("paypal-transmission-id"))
                .put("transmission_time", heard.header("paypal-transmission-time"))
                .put("transmission_sig", heard.header("paypal-transmission-sig"))
                .put("auth_algo", heard.header("paypal-auth-algo"))
                .put("cert_url", heard.header("paypal-cert-url"))
                .put("webhook_id", webhook);
        asked.set("webhook_event", heard.json());
        return merchant.post("/v1/notifications/verify-webhook-signature", asked.toString())
                .at("/verification_status");
    }

    private Client signedIn() {
        Client.Reply token = Client.basic(paypal.url(), PayPalServer.CLIENT_ID, PayPalServer.SECRET)
                .form("/v1/oauth2/token", "grant_type=client_credentials");
        return Client.of(paypal.url()).with("Authorization", "Bearer " + token.at("/access_token"));
    }

    private static String link(Client.Reply reply, String rel) {
        return reply.json()
                .path("links")
                .valueStream()
                .filter(link -> link.path("rel").asString().equals(rel))
                .findFirst()
                .orElseThrow()
                .path("href")
                .asString();
    }

    private static String order(String reference, String amount) {
        return """
            {"intent": "CAPTURE",
             "purchase_units": [{"reference_id": "%1$s", "custom_id": "%1$s", "amount": {"currency_code": "USD", "value": "%2$s"}}],
             "payment_source": {"paypal": {"experience_context":
               {"return_url": "https://shop.example/back", "cancel_url": "https://shop.example/no"}}}}""".formatted(reference, amount);
    }
}

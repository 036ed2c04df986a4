package com.plugipay.sandboxproviders;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What no official SDK speaks is held against the examples of the public pages: Xendit's v3, and every callback.
class GoldenTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void xendit_v3_looks_like_its_pages() throws InterruptedException {
        Golden golden = Golden.of("xendit");
        try (XenditServer xendit = XenditServer.start(0);
                Shop shop = new Shop()) {
            xendit.callbackUrl(shop.url());
            Client merchant =
                    Client.basic(xendit.url(), XenditServer.TEST_KEY, "").with("api-version", "2024-11-11");

            JsonNode made = request(merchant, "golden-1");
            golden.holds("payment request", made);
            String path =
                    "/v3/payment_requests/" + made.path("payment_request_id").asString();
            golden.holds(
                    "simulated",
                    merchant.post(path + "/simulate", "{\"amount\": 10000}").json());
            xendit.callbacks().settle(SOON);
            JsonNode told = shop.heard().getFirst().json();
            golden.holds("payment webhook", told);
            golden.holds("refund", refund(merchant, told.at("/data/payment_id").asString()));
            golden.holds(
                    "transactions",
                    merchant.get("/transactions?types=PAYMENT&reference_id=golden-1")
                            .json());

            String other =
                    request(merchant, "golden-2").path("payment_request_id").asString();
            golden.holds(
                    "canceled",
                    merchant.post("/v3/payment_requests/" + other + "/cancel", "{}")
                            .json());
            golden.holds("session", session(merchant));
            golden.holds("account", merchant.post("/v2/accounts", """
                            {"email": "toko@example.com", "type": "OWNED", "public_profile": {"business_name": "Toko"}}""").json());
            golden.holds(
                    "error",
                    merchant.get("/v3/payment_requests/pr-00000000-0000-4000-8000-000000000000")
                            .json());
        }
    }

    @Test
    void midtrans_looks_like_its_pages() throws InterruptedException {
        Golden golden = Golden.of("midtrans");
        try (MidtransServer midtrans = MidtransServer.start(0);
                Shop shop = new Shop()) {
            midtrans.notificationUrl(shop.url());
            Client merchant = Client.basic(midtrans.url(), MidtransServer.SERVER_KEY, "");

            golden.holds("charge", merchant.post("/v2/charge", """
                            {"payment_type": "bank_transfer", "bank_transfer": {"bank": "bca"},
                             "transaction_details": {"order_id": "golden-1", "gross_amount": 40000}}""").json());
            midtrans.pay("golden-1");
            midtrans.callbacks().settle(SOON);
            golden.holds("notification", shop.heard().getLast().json());

            merchant.post("/v2/charge", """
                    {"payment_type": "qris", "transaction_details": {"order_id": "golden-2", "gross_amount": 40000}}""");
            midtrans.pay("golden-2");
            golden.holds("refund", merchant.post("/v2/golden-2/refund", """
                            {"refund_key": "golden", "amount": 15000, "reason": "one was broken"}""").json());
        }
    }

    @Test
    void paypals_webhooks_and_errors_look_like_its_pages() throws InterruptedException {
        Golden golden = Golden.of("paypal");
        try (PayPalServer paypal = PayPalServer.start(0);
                Shop shop = new Shop()) {
            JsonNode token = Client.basic(paypal.url(), PayPalServer.CLIENT_ID, PayPalServer.SECRET)
                    .form("/v1/oauth2/token", "grant_type=client_credentials")
                    .json();
            golden.holds("token", token);
            Client merchant = Client.of(paypal.url())
                    .with(
                            "Authorization",
                            "Bearer " + token.path("access_token").asString());
            golden.holds(
                    "registered webhook",
                    merchant.post("/v1/notifications/webhooks", """
                            {"url": "%s", "event_types": [{"name": "PAYMENT.CAPTURE.COMPLETED"}]}""".formatted(shop.url()))
                            .json());

            String order = merchant.post("/v2/checkout/orders", """
                            {"intent": "CAPTURE", "purchase_units": [
                              {"custom_id": "golden-1", "amount": {"currency_code": "USD", "value": "40.00"}}]}""").at("/id");
            golden.holds(
                    "error",
                    merchant.post("/v2/checkout/orders/" + order + "/capture", "{}")
                            .json());
            paypal.pay("golden-1");
            merchant.post("/v2/checkout/orders/" + order + "/capture", "{}");
            paypal.callbacks().settle(SOON);
            golden.holds("webhook", shop.heard().getLast().json());
        }
    }

    private static JsonNode request(Client merchant, String reference) {
        return merchant.post("/v3/payment_requests", """
                {"reference_id": "%s", "type": "PAY", "country": "ID", "currency": "IDR", "request_amount": 10000,
                 "capture_method": "AUTOMATIC", "channel_code": "QRIS", "channel_properties": {},
                 "description": "two coffees", "metadata": {"table": "4"}}""".formatted(reference)).json();
    }

    private static JsonNode refund(Client merchant, String payment) {
        String made = merchant.post("/v3/refunds", """
                {"reference_id": "golden-refund", "payment_id": "%s", "amount": 4000, "reason": "REQUESTED_BY_CUSTOMER",
                 "metadata": {"table": "4"}}""".formatted(payment)).at("/refund_id");
        return merchant.get("/v3/refunds/" + made).json();
    }

    private static JsonNode session(Client merchant) {
        return merchant.post("/sessions", """
                {"reference_id": "golden-card", "session_type": "PAY", "mode": "PAYMENT_LINK", "amount": 10000,
                 "currency": "IDR", "country": "ID", "allowed_payment_channels": ["CARDS"],
                 "success_return_url": "https://shop.example/good", "cancel_return_url": "https://shop.example/no"}""").json();
    }
}

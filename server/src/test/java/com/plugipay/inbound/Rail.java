package com.plugipay.inbound;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Callbacks;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A provider with its callbacks, as tests play them: what really happens is at a wire server, what is said of it is
/// sent by the test, as often and in whatever order it likes.
enum Rail {
    XENDIT("xendit", "xendit", "shopeepay", 24_145, "IDR"),
    MANAGED("managed", "xenplatform", "shopeepay", 24_145, "IDR"),
    MIDTRANS("midtrans", "midtrans", "shopeepay", 24_145, "IDR"),
    PAYPAL("paypal", "paypal", "paypal", 1_099, "USD");

    /// What a provider may say of a charge, true or not.
    enum Claim {
        PENDING,
        PAID,
        FAILED,
        EXPIRED,
        REFUNDED
    }

    /// One message on its way to us.
    record Message(Map<String, String> headers, byte[] body) {
        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        Message with(String header, String value) {
            var more = new HashMap<>(headers);
            more.put(header, value);
            return new Message(more, body);
        }

        Message without(String header) {
            var less = new HashMap<>(headers);
            less.remove(header);
            return new Message(less, body);
        }

        Message with(byte[] other) {
            return new Message(headers, other);
        }
    }

    /// A charge that waits for its customer.
    record Waiting(Shop shop, String session, String attempt) {}

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final WireServers PROVIDERS = WireServers.start();
    static final TestServer SERVER = TestServer.quiet(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            PROVIDERS.xendit().url().toString(),
            "PLUGIPAY_MIDTRANS_URL",
            PROVIDERS.midtrans().url().toString(),
            "PLUGIPAY_PAYPAL_URL",
            PROVIDERS.paypal().url().toString(),
            "PLUGIPAY_XENPLATFORM_KEY",
            XenditServer.LIVE_KEY,
            "PLUGIPAY_XENPLATFORM_CALLBACK_TOKEN",
            XenditServer.CALLBACK_TOKEN,
            "PLUGIPAY_ALLOW_PROVIDER_SANDBOXES",
            "true",
            "PLUGIPAY_PROVIDER_SANDBOX_AUTHORITY",
            authority().toString()));
    static final Sql SQL = Sql.of(SERVER);

    static {
        goodDay();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            SERVER.running().close();
            PROVIDERS.close();
        }));
    }

    final String kind;
    final String adapter;
    final String method;
    final long amount;
    final String currency;

    Rail(String kind, String adapter, String method, long amount, String currency) {
        this.kind = kind;
        this.adapter = adapter;
        this.method = method;
        this.amount = amount;
        this.currency = currency;
    }

    private static Path authority() {
        try {
            return Files.writeString(
                    Files.createTempFile(Path.of("target"), "authority", ".pem"),
                    PROVIDERS.paypal().authorityPem());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The wire servers do what they should, and keep what they would say to themselves.
    static void goodDay() {
        PROVIDERS.all().forEach(server -> {
            server.knobs().reset();
            server.knobs().turn("callbackDrop", true);
        });
    }

    WireServer wire() {
        return switch (this) {
            case XENDIT, MANAGED -> PROVIDERS.xendit();
            case MIDTRANS -> PROVIDERS.midtrans();
            case PAYPAL -> PROVIDERS.paypal();
        };
    }

    Shop shop() {
        Shop shop = SERVER.newShop();
        connect(shop);
        return shop;
    }

    void connect(Shop shop) {
        switch (this) {
            case XENDIT -> put(shop, """
                    {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN));
            case MANAGED -> {
                shop.live()
                        .patch("/v1/checkout/settings", "{\"businessEmail\":\"toko@example.com\"}")
                        .expect(200);
                shop.live().post("/v1/onboarding/provision-managed", "{}").expect(200);
            }
            case MIDTRANS ->
                put(shop, """
                    {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(
                                MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID));
            case PAYPAL -> put(shop, """
                    {"clientId": "%s", "secret": "%s"}""".formatted(PayPalServer.CLIENT_ID, PayPalServer.SECRET));
        }
    }

    private void put(Shop shop, String body) {
        shop.live().send("PUT", "/v1/adapters/" + kind, body, Map.of()).expect(200);
    }

    Waiting charge(Shop shop) {
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":" + amount + ",\"currency\":\"" + currency + "\"}")
                .expect(201)
                .data("id");
        String attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200)
                .data("attemptId");
        return new Waiting(shop, session, attempt);
    }

    void pay(Waiting waiting) {
        wire().pay(waiting.attempt());
    }

    /// The customer pays, and we hear of it by asking.
    Waiting paid(Shop shop) {
        Waiting waiting = charge(shop);
        pay(waiting);
        send(waiting.shop(), says(waiting, Claim.PAID)).expect(200);
        takeUp();
        return waiting;
    }

    String path(Shop shop) {
        return "/v1/inbound-webhooks/" + kind + "/" + shop.workspace().text();
    }

    Api.Reply send(Shop shop, Message message) {
        return send(path(shop), shop, message);
    }

    static Api.Reply send(String path, Shop shop, Message message) {
        var headers = new HashMap<>(message.headers());
        headers.putIfAbsent("Content-Type", "application/json");
        return shop.anonymous().exchange("POST", path, message.body(), headers);
    }

    /// The job that takes up what was stored.
    static void takeUp() {
        SERVER.running().sweep("provider-callbacks");
    }

    /// What was turned away is written down now, not in a few seconds.
    static void countTurnedAway() {
        SERVER.running().part(TurnedAway.class).write();
    }

    static String status(Waiting waiting) {
        return waiting.shop()
                .live()
                .get("/v1/checkout-sessions/" + waiting.session())
                .expect(200)
                .data("status");
    }

    static long count(String table, Shop shop) {
        return Long.parseLong(SQL.texts(
                        "select count(*)::text from " + table + " where workspace_id = ?",
                        shop.workspace().text())
                .getFirst());
    }

    /// How often the provider was asked about a charge, by whatever name.
    long asked(Waiting waiting) {
        String reference = reference(waiting);
        return wire().journal().entries().stream()
                .filter(entry -> entry.method().equals("GET"))
                .filter(entry -> entry.path().contains(waiting.attempt())
                        || (!reference.isEmpty() && entry.path().contains(reference)))
                .count();
    }

    /// What of this charge the provider has said itself, true and signed, the oldest first.
    List<Message> told(Waiting waiting) {
        return wire().callbacks().all().stream()
                .map(Callbacks.Sent::callback)
                .filter(callback -> this != PAYPAL
                        || String.valueOf(callback.to())
                                .endsWith(waiting.shop().workspace().text()))
                .map(callback -> new Message(callback.headers(), callback.body()))
                .filter(message -> message.text().contains(waiting.attempt()))
                .toList();
    }

    /// A message that really comes from the provider, so its token or signature is good, but says what a test wants.
    Message says(Waiting waiting, Claim claim) {
        return says(waiting, claim, waiting.attempt());
    }

    /// @param key what it says that it is about
    Message says(Waiting waiting, Claim claim, String key) {
        return switch (this) {
            case XENDIT, MANAGED -> xendit(waiting, claim, key);
            case MIDTRANS -> midtrans(waiting, claim, key);
            case PAYPAL -> paypal(waiting, claim, key);
        };
    }

    static String reference(Waiting waiting) {
        List<String> found = SQL.texts(
                "select coalesce(provider_reference, '') from payment_attempt where id = ?", waiting.attempt());
        return found.isEmpty() ? "" : found.getFirst();
    }

    private Message xendit(Waiting waiting, Claim claim, String key) {
        String event = switch (claim) {
            case PENDING -> "payment.authorization";
            case PAID -> "payment.capture";
            case FAILED -> "payment.failure";
            case EXPIRED -> "payment_request.expiry";
            case REFUNDED -> "refund.succeeded";
        };
        String status = switch (claim) {
            case PENDING -> "AUTHORIZED";
            case PAID, REFUNDED -> "SUCCEEDED";
            case FAILED -> "FAILED";
            case EXPIRED -> "EXPIRED";
        };
        ObjectNode json = JSON.createObjectNode()
                .put("event", event)
                .put("business_id", business(waiting.shop()))
                .put("created", "2026-11-26T03:04:05Z");
        json.putObject("data")
                .put("reference_id", key)
                .put("payment_request_id", reference(waiting))
                .put("status", status)
                .put("request_amount", amount)
                .put("currency", currency);
        return new Message(Map.of("x-callback-token", XenditServer.CALLBACK_TOKEN), JSON.writeValueAsBytes(json));
    }

    private String business(Shop shop) {
        return this == XENDIT
                ? "6094fa76c2fd53701b8e079c"
                : SQL.texts(
                                "select public_config->>'subAccountId' from adapter_config"
                                        + " where workspace_id = ? and mode = 'live' and kind = 'managed'",
                                shop.workspace().text())
                        .getFirst();
    }

    private static Message midtrans(Waiting waiting, Claim claim, String key) {
        String status = switch (claim) {
            case PENDING -> "pending";
            case PAID -> "settlement";
            case FAILED -> "deny";
            case EXPIRED -> "expire";
            case REFUNDED -> "refund";
        };
        String code = switch (claim) {
            case PENDING -> "201";
            case PAID, REFUNDED -> "200";
            case FAILED, EXPIRED -> "202";
        };
        ObjectNode json = JSON.createObjectNode()
                .put("transaction_status", status)
                .put("transaction_id", reference(waiting))
                .put("status_code", code)
                .put("order_id", key)
                .put("merchant_id", MidtransServer.MERCHANT_ID)
                .put("gross_amount", MIDTRANS.amount + ".00")
                .put("currency", "IDR")
                .put("signature_key", sha512(key + code + MIDTRANS.amount + ".00" + MidtransServer.SERVER_KEY));
        return new Message(Map.of(), JSON.writeValueAsBytes(json));
    }

    private static Message paypal(Waiting waiting, Claim claim, String key) {
        String event = switch (claim) {
            case PENDING -> "PAYMENT.CAPTURE.PENDING";
            case PAID -> "CHECKOUT.ORDER.APPROVED";
            case FAILED, EXPIRED -> "PAYMENT.CAPTURE.DENIED";
            case REFUNDED -> "PAYMENT.CAPTURE.REFUNDED";
        };
        ObjectNode resource = JSON.createObjectNode()
                .put("id", reference(waiting))
                .put("custom_id", key)
                .put("status", claim.name().toUpperCase(Locale.ROOT));
        PROVIDERS.paypal().tell(event, "capture", resource);
        return PAYPAL.told(new Waiting(waiting.shop(), waiting.session(), key)).getLast();
    }

    static String sha512(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(Message message) {
        return JSON.readTree(message.body());
    }
}

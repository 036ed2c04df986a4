package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A shop in live mode, and the providers that it is connected to: servers that speak like them.
record LiveShop(TestServer server, WireServers providers, Sql sql, Shop shop) {
    static TestServer serverWith(WireServers providers) {
        return TestServer.start(Map.of(
                "PLUGIPAY_RATE_LIMIT_FACTOR",
                "0",
                "PLUGIPAY_XENDIT_URL",
                providers.xendit().url().toString(),
                "PLUGIPAY_MIDTRANS_URL",
                providers.midtrans().url().toString(),
                "PLUGIPAY_PAYPAL_URL",
                providers.paypal().url().toString()));
    }

    /// Nothing is wrong with it, and its providers behave again.
    void check() {
        providers.all().forEach(one -> one.knobs().reset());
        Oracle.check(server, shop);
    }

    void connect(String kind) {
        String body = switch (kind) {
            case "xendit" -> """
                {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN);
            case "midtrans" ->
                """
                {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID);
            default -> """
                {"clientId": "%s", "secret": "%s"}""".formatted(PayPalServer.CLIENT_ID, PayPalServer.SECRET);
        };
        put(kind, body);
    }

    void put(String kind, String body) {
        assertThat(shop.live()
                        .send("PUT", "/v1/adapters/" + kind, body, Map.of())
                        .expect(200)
                        .data("status"))
                .isEqualTo("active");
    }

    WireServer wire(String kind) {
        return switch (kind) {
            case "xendit" -> providers.xendit();
            case "midtrans" -> providers.midtrans();
            default -> providers.paypal();
        };
    }

    String session(String terms) {
        return shop.live().post("/v1/checkout-sessions", terms).expect(201).data("id");
    }

    Api.Reply charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    void comesBack(String session) {
        shop.anonymous().get("/c/" + session + "/return");
        look();
    }

    void passes(Duration time) {
        server.advance(time);
        providers.all().forEach(one -> one.clock().advance(time));
    }

    void look() {
        passes(Duration.ofMinutes(6));
        server.running().sweep("look-at-attempts");
    }

    String status(String session) {
        return shop.live().get("/v1/checkout-sessions/" + session).expect(200).data("status");
    }

    @Nullable
    String attempt(String session, String that) {
        List<String> found = sql.texts(
                "select id from payment_attempt where session_id = ? and (" + that + ") order by id desc", session);
        return found.isEmpty() ? null : found.getFirst();
    }

    List<String> reasons() {
        return sql.texts(
                "select reason from unapplied_payment where workspace_id = ? order by id",
                shop.workspace().text());
    }

    /// The providers' names of the money in a table.
    List<String> money(String table) {
        return sql.texts(
                "select provider_reference from " + table + " where workspace_id = ? order by id",
                shop.workspace().text());
    }

    List<String> moneyOfAll() {
        return Stream.concat(money("payment").stream(), money("unapplied_payment").stream())
                .toList();
    }
}

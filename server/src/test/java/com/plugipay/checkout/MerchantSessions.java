package com.plugipay.checkout;

import com.plugipay.Api;
import com.plugipay.Shop;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Checkout sessions as a merchant's program asks for them.
record MerchantSessions(Shop shop) {
    static final String SESSIONS = "/v1/checkout-sessions";

    static final List<String> FIELDS = List.of(
            "id",
            "arn",
            "accountId",
            "mode",
            "status",
            "amount",
            "amountDisplay",
            "currency",
            "workspaceName",
            "customerId",
            "customer",
            "methods",
            "paymentMethod",
            "adapter",
            "lineItems",
            "successUrl",
            "cancelUrl",
            "hostedUrl",
            "expiresAt",
            "completedAt",
            "expiredAt",
            "canceledAt",
            "paymentId",
            "invoiceId",
            "templateId",
            "locale",
            "savePaymentToken",
            "review",
            "metadata",
            "createdAt",
            "updatedAt");

    Api.Reply create(String more) {
        return shop.hmac().post(SESSIONS, "{\"amount\":150000,\"currency\":\"IDR\"" + more + "}");
    }

    JsonNode read(String session) {
        return shop.bearer().get(SESSIONS + "/" + session).expect(200).data();
    }

    List<String> list(String query) {
        return ids(shop.bearer().get(SESSIONS + "?" + query).expect(200));
    }

    List<String> events(String session) {
        return shop.bearer()
                .get("/v1/events?order=asc&aggregateId=" + session)
                .expect(200)
                .data()
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    static List<String> ids(Api.Reply page) {
        return page.data().valueStream().map(one -> one.path("id").asString()).toList();
    }

    static Instant time(JsonNode object, String field) {
        return Instant.parse(object.path(field).asString());
    }
}

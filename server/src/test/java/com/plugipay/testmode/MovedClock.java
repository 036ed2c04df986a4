package com.plugipay.testmode;

import com.plugipay.Shop;
import java.time.Instant;
import tools.jackson.databind.JsonNode;

/// The clock of a shop in test mode, and the sessions that it moves.
record MovedClock(Shop shop) {
    static final String ADVANCE = "/v1/test/clocks/advance";
    static final long DAY = 86_400;

    JsonNode advance(String body) {
        return shop.hmac().post(ADVANCE, body).expect(200).data();
    }

    JsonNode shown() {
        return shop.bearer().get("/v1/test/clock").expect(200).data();
    }

    JsonNode session(String id) {
        return shop.bearer().get("/v1/checkout-sessions/" + id).expect(200).data();
    }

    String sessionExpiringIn(long seconds) {
        return shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":" + seconds + "}")
                .expect(201)
                .data("id");
    }

    String charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200)
                .data("attemptId");
    }

    static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }
}

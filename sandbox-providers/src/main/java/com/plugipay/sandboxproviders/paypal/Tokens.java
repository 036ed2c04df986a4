package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.WireClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// OAuth 2 with client credentials: who may have a token, and which tokens are good.
final class Tokens {
    private static final Duration LIFE = Duration.ofHours(9);

    private final WireClock clock;
    private final Map<String, Instant> until = new HashMap<>();
    private String clientId;
    private String secret;

    Tokens(WireClock clock, String clientId, String secret) {
        this.clock = clock;
        this.clientId = clientId;
        this.secret = secret;
    }

    synchronized void app(String nextId, String nextSecret) {
        clientId = nextId;
        secret = nextSecret;
        until.clear();
    }

    synchronized void revokeAll() {
        until.clear();
    }

    synchronized Answer issue(Request request) {
        if (!(clientId + ":" + secret).equals(request.basic())) {
            return oauth(401, "invalid_client", "Client Authentication failed");
        }
        if (!"client_credentials".equals(request.form().get("grant_type"))) {
            return oauth(400, "unsupported_grant_type", "unsupported grant_type");
        }
        String token = "A21AA" + Chance.upper(80);
        until.put(token, clock.instant().plus(LIFE));
        return Answer.json(
                200,
                Json.object()
                        .put(
                                "scope",
                                "https://uri.paypal.com/services/payments/realtimepayment https://uri.paypal.com/services/applications/webhooks")
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("app_id", "APP-80W284485P519543T")
                        .put("expires_in", LIFE.toSeconds())
                        .put("nonce", PayPalJson.time(clock.instant()) + Chance.upper(20)));
    }

    synchronized void check(Request request) {
        String token = request.bearer();
        Instant end = token == null ? null : until.get(token);
        if (end == null || end.isBefore(clock.instant())) {
            throw Problem.token();
        }
    }

    private static Answer oauth(int status, String error, String description) {
        return Answer.json(status, Json.object().put("error", error).put("error_description", description));
    }
}

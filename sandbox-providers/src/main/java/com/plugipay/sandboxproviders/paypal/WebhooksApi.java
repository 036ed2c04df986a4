package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Webhooks v1: who is told, the certificate, and checking a message by asking.
final class WebhooksApi {
    private final Ground ground;
    private final Webhooks webhooks;
    private final Tokens tokens;

    WebhooksApi(Ground ground, Webhooks webhooks, Tokens tokens) {
        this.ground = ground;
        this.webhooks = webhooks;
        this.tokens = tokens;
    }

    void on(Routes routes) {
        routes.post("/v1/oauth2/token", tokens::issue)
                .post("/v1/notifications/webhooks", this::create)
                .get("/v1/notifications/webhooks", request -> {
                    tokens.check(request);
                    ObjectNode list = Json.object();
                    list.putArray("webhooks");
                    webhooks.all().forEach(one -> list.withArray("webhooks").add(one.json(ground.url())));
                    return Answer.json(200, list);
                })
                .get("/v1/notifications/webhooks/{id}", request -> {
                    tokens.check(request);
                    return Answer.json(
                            200, webhooks.find(request.parameter("id")).json(ground.url()));
                })
                .on("DELETE", "/v1/notifications/webhooks/{id}", request -> {
                    tokens.check(request);
                    webhooks.remove(request.parameter("id"));
                    return Answer.empty(204);
                })
                .post("/v1/notifications/verify-webhook-signature", request -> {
                    tokens.check(request);
                    boolean genuine = webhooks.genuine(Latest.body(request));
                    return Answer.json(200, Json.object().put("verification_status", genuine ? "SUCCESS" : "FAILURE"));
                })
                .get("/v1/notifications/certs/{id}", request -> {
                    if (!request.parameter("id").equals(webhooks.certificateId())) {
                        throw Problem.missing();
                    }
                    return Answer.text(200, "application/x-pem-file", webhooks.certificates());
                });
    }

    private Answer create(Request request) {
        tokens.check(request);
        JsonNode body = Latest.body(request);
        String url = Json.text(body, "url");
        if (url == null || url.length() > 2048 || !url.matches("(https://|http://(127\\.0\\.0\\.1|localhost)[:/]).+")) {
            throw Problem.invalid("/url", "INVALID_PARAMETER_VALUE", "Not a valid webhook URL.");
        }
        Set<String> events = new LinkedHashSet<>();
        body.path("event_types").forEach(event -> events.add(event.path("name").asString("")));
        if (events.isEmpty() || events.contains("")) {
            throw Problem.invalid(
                    "/event_types", "MISSING_REQUIRED_PARAMETER", "A required field / parameter is missing.");
        }
        return Answer.json(201, webhooks.add(URI.create(url), events).json(ground.url()));
    }
}

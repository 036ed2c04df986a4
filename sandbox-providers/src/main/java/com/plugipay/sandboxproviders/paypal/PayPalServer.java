package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Control;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Refused;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Voice;
import com.plugipay.sandboxproviders.wire.WireServer;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// PayPal on loopback.
public final class PayPalServer extends WireServer {
    public static final String CLIENT_ID = "sandbox-client-id";
    public static final String SECRET = "sandbox-secret";
    public static final String MERCHANT_ID = "K75H4EE58B5FL";

    private final Tokens tokens;
    private final Webhooks webhooks;

    private PayPalServer(Ground ground, PayPalBook book, Tokens tokens, Webhooks webhooks) {
        super(ground, book);
        this.tokens = tokens;
        this.webhooks = webhooks;
    }

    public static PayPalServer start(int port) {
        Ground ground = Ground.open(port);
        PayPalJson json = new PayPalJson(ground.url(), MERCHANT_ID);
        Webhooks webhooks = new Webhooks(ground);
        PayPalBook book = new PayPalBook(ground, webhooks, json);
        Tokens tokens = new Tokens(ground.clock(), CLIENT_ID, SECRET);
        Latest latest = new Latest(ground, tokens, book);
        Routes api = new Routes();
        new OrdersApi(ground, book, json, latest).on(api);
        new PaymentsApi(ground, book, json, latest).on(api);
        new WebhooksApi(ground, webhooks, tokens).on(api);
        Routes others = new Routes();
        new CustomerPages(book).on(others);
        PayPalServer server = new PayPalServer(ground, book, tokens, webhooks);
        others.on("PUT", "/_control/account", server::account)
                .post("/_control/tokens/revoke", request -> {
                    tokens.revokeAll();
                    return Answer.pretty(Map.of("done", true));
                })
                .get("/_control/ca.pem", request -> Answer.text(200, "application/x-pem-file", webhooks.root()));
        ground.serve(new Words(), book, api, others);
        return server;
    }

    /// The authority that signed the certificate of this server's messages.
    public String authorityPem() {
        return webhooks.root();
    }

    /// Tells every webhook something, truly signed, whatever has happened here.
    public void tell(String event, String resourceType, JsonNode resource) {
        webhooks.tell(event, resourceType, "", resource);
    }

    /// Every token stops working, as they do after nine hours.
    public void revokeTokens() {
        tokens.revokeAll();
    }

    private Answer account(Request request) {
        JsonNode body = Control.body(request);
        tokens.app(
                Objects.requireNonNullElse(Json.text(body, "client_id"), CLIENT_ID),
                Objects.requireNonNullElse(Json.text(body, "secret"), SECRET));
        return Answer.pretty(body);
    }

    private record Words() implements Voice {
        @Override
        public Answer failure(int status) {
            return Problem.failure(status);
        }

        @Override
        public Answer unknown(Request request) {
            Refused missing = Problem.missing();
            return missing.answer();
        }
    }
}

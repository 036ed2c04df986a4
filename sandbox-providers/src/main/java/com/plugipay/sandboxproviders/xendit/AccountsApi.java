package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.math.BigDecimal;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The balance, and sub-accounts of a platform.
final class AccountsApi {
    private static final BigDecimal BALANCE = new BigDecimal("1241231");

    private final Ground ground;
    private final Accounts accounts;
    private final XenditBook book;
    private final Doorman doorman;

    AccountsApi(Ground ground, Accounts accounts, XenditBook book, Doorman doorman) {
        this.ground = ground;
        this.accounts = accounts;
        this.book = book;
        this.doorman = doorman;
    }

    void on(Routes routes) {
        routes.get("/balance", request -> {
                    accounts.caller(request);
                    String type = request.query().getOrDefault("account_type", "CASH");
                    if (!Set.of("CASH", "HOLDING", "TAX").contains(type)) {
                        throw Problem.invalid("account_type must be CASH or HOLDING.");
                    }
                    ObjectNode json = Json.object();
                    json.set("balance", Json.amount(type.equals("CASH") ? BALANCE : BigDecimal.ZERO));
                    return Answer.json(200, json);
                })
                .post("/v2/accounts", request -> doorman.once(accounts.caller(request), request, this::create))
                .get("/v2/accounts/{id}", request -> {
                    Caller caller = accounts.caller(request);
                    Accounts.Sub sub = accounts.sub(request.parameter("id"));
                    if (sub == null
                            || !sub.platformKey().equals(caller.account().key())) {
                        throw Problem.missing("Account " + request.parameter("id"));
                    }
                    return Answer.json(200, sub.shown());
                });
    }

    private Answer create(Caller caller, Request request) {
        if (ground.knobs().now().lacks("XENPLATFORM")) {
            throw Problem.of(403, "REQUEST_FORBIDDEN_ERROR", "API key does not have access to xenPlatform.");
        }
        JsonNode body = Doorman.body(request);
        String email = PaymentRequests.required(body, "email", 255);
        String type = Json.text(body, "type");
        if (!email.contains("@") || type == null || !Set.of("MANAGED", "OWNED").contains(type)) {
            throw invalid();
        }
        if (type.equals("OWNED") && Json.text(body, "public_profile.business_name") == null) {
            throw invalid();
        }
        String now = XenditJson.time(book.now());
        ObjectNode shown = Json.object()
                .put("id", Accounts.newId())
                .put("created", now)
                .put("updated", now)
                .put("type", type)
                .put("email", email);
        shown.set(
                "public_profile", body.path("public_profile").isObject() ? body.path("public_profile") : Json.object());
        shown.put("country", "ID").put("status", type.equals("OWNED") ? "LIVE" : "INVITED");
        accounts.put(
                new Accounts.Sub(shown.path("id").asString(), caller.account().key(), shown));
        return Answer.json(200, shown);
    }

    private static RuntimeException invalid() {
        return Problem.invalid(
                "Inputs are failing validation. The errors field contains details about which fields are violating"
                        + " validation.");
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Payment sessions: Xendit's own page for cards.
final class SessionsApi {
    private static final List<String> ECHOED = List.of(
            "reference_id",
            "session_type",
            "currency",
            "amount",
            "country",
            "mode",
            "capture_method",
            "allowed_payment_channels",
            "locale",
            "description",
            "success_return_url",
            "cancel_return_url",
            "metadata",
            "items");

    private final Ground ground;
    private final Accounts accounts;
    private final XenditBook book;
    private final Doorman doorman;

    SessionsApi(Ground ground, Accounts accounts, XenditBook book, Doorman doorman) {
        this.ground = ground;
        this.accounts = accounts;
        this.book = book;
        this.doorman = doorman;
    }

    void on(Routes routes) {
        routes.post("/sessions", request -> doorman.once(accounts.caller(request), request, this::create))
                .get("/sessions/{id}", request -> {
                    Caller caller = accounts.caller(request);
                    book.sweep();
                    return shown(200, book.session(caller.business(), request.parameter("id")));
                })
                .post("/sessions/{id}/cancel", request -> {
                    Caller caller = accounts.caller(request);
                    Session session = book.session(caller.business(), request.parameter("id"));
                    try {
                        book.end(session, "CANCELED");
                    } catch (Till.Impossible why) {
                        throw Problem.of(400, "INELIGIBLE_TRANSACTION_STATUS", String.valueOf(why.getMessage()));
                    }
                    return shown(200, session);
                });
    }

    private Answer create(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        PaymentRequests.required(body, "reference_id", 64);
        exactly(body, "session_type", "PAY");
        exactly(body, "mode", "PAYMENT_LINK");
        exactly(body, "currency", "IDR");
        exactly(body, "country", "ID");
        BigDecimal amount = body.path("amount").isNumber() ? Json.number(body, "amount") : null;
        if (amount == null || amount.signum() <= 0) {
            throw Problem.invalid("amount is required, a number above zero.");
        }
        if (ground.knobs().now().lacks("CARDS")) {
            throw Problem.of(403, "INVALID_MERCHANT_SETTINGS", "CARDS is not activated for your account.");
        }
        for (String name : List.of("success_return_url", "cancel_return_url")) {
            if (body.has(name)) {
                PaymentRequests.address(body, name);
            }
        }
        ObjectNode asked = Json.object();
        ECHOED.stream().filter(body::has).forEach(name -> asked.set(name, body.get(name)));
        Session session = new Session(caller.business(), asked, book.now(), deadline(Json.text(body, "expires_at")));
        book.add(session);
        return shown(201, session);
    }

    private Instant deadline(@Nullable String wanted) {
        if (wanted == null) {
            return book.now().plus(Duration.ofMinutes(30));
        }
        Instant at = PaymentRequests.time(wanted, "expires_at");
        if (!at.isAfter(book.now())) {
            throw Problem.value("expires_at must be in the future.");
        }
        return at;
    }

    private static void exactly(JsonNode body, String name, String value) {
        if (!value.equals(Json.text(body, name))) {
            throw Problem.invalid(name + " must be " + value + " here.");
        }
    }

    private Answer shown(int status, Session session) {
        return Answer.json(status, XenditJson.session(session, ground.url()));
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.math.BigDecimal;
import java.util.Objects;
import tools.jackson.databind.JsonNode;

/// Payment requests and payments of the v3 API.
final class V3Api {
    static final String VERSION = "2024-11-11";

    private final Ground ground;
    private final Accounts accounts;
    private final XenditBook book;
    private final PaymentRequests requests;
    private final Doorman doorman;

    V3Api(Ground ground, Accounts accounts, XenditBook book, PaymentRequests requests, Doorman doorman) {
        this.ground = ground;
        this.accounts = accounts;
        this.book = book;
        this.requests = requests;
        this.doorman = doorman;
    }

    void on(Routes routes) {
        routes.post("/v3/payment_requests", request -> doorman.once(caller(request), request, this::create))
                .get("/v3/payment_requests/{id}", request -> {
                    Caller caller = caller(request);
                    book.sweep();
                    return shown(200, book.request(caller.business(), request.parameter("id")));
                })
                .post("/v3/payment_requests/{id}/cancel", request -> {
                    Caller caller = caller(request);
                    PaymentRequest found = book.request(caller.business(), request.parameter("id"));
                    book.cancel(found);
                    return shown(200, found);
                })
                .post("/v3/payment_requests/{id}/simulate", this::simulate)
                .get("/v3/payments/{id}", this::payment);
    }

    private Answer create(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        PaymentRequest made =
                requests.make(caller.business(), PaymentRequests.asked(body), Json.text(body, "channel_code"));
        return shown(201, made);
    }

    private Answer simulate(Request request) {
        Caller caller = caller(request);
        if (!caller.account().test()) {
            throw Problem.of(403, "REQUEST_FORBIDDEN_ERROR", "Payments can be simulated with a test key only.");
        }
        PaymentRequest found = book.request(caller.business(), request.parameter("id"));
        BigDecimal amount = Json.number(Doorman.body(request), "amount");
        try {
            book.pay(found.id, Objects.requireNonNullElse(amount, found.asked.amount()), false);
        } catch (Till.Impossible why) {
            throw Problem.of(400, "INELIGIBLE_TRANSACTION_STATUS", String.valueOf(why.getMessage()));
        }
        return Answer.json(
                200,
                Json.object()
                        .put("status", "PENDING")
                        .put(
                                "message",
                                "A simulated payment for the specified payment request id is being processed."
                                        + " You will be informed of the result via a webhook."));
    }

    private Answer payment(Request request) {
        Caller caller = caller(request);
        String id = request.parameter("id");
        PaymentRequest found = book.holding(caller.business(), id);
        return Answer.json(
                200, XenditJson.payment(found, found.payment(id), ground.knobs().now()));
    }

    private Caller caller(Request request) {
        Caller caller = accounts.caller(request);
        Doorman.version(request);
        return caller;
    }

    private static Answer shown(int status, PaymentRequest request) {
        return Answer.json(status, XenditJson.request(request));
    }
}

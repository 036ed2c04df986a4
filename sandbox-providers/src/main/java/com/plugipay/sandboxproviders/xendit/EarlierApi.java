package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import com.plugipay.sandboxproviders.xendit.PaymentRequest.Asked;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls before v3 that Xendit's published SDKs make, on the same book.
final class EarlierApi {
    private final Accounts accounts;
    private final XenditBook book;
    private final PaymentRequests requests;
    private final Doorman doorman;

    EarlierApi(Accounts accounts, XenditBook book, PaymentRequests requests, Doorman doorman) {
        this.accounts = accounts;
        this.book = book;
        this.requests = requests;
        this.doorman = doorman;
    }

    void on(Routes routes) {
        routes.post("/payment_requests", request -> doorman.once(accounts.caller(request), request, this::create))
                .get("/payment_requests", this::list)
                .get("/payment_requests/{id}", request -> Answer.json(200, EarlierJson.request(found(request))))
                .post("/payment_requests/{id}/payments/simulate", this::simulate)
                .post("/v2/payment_methods/{id}/expire", request -> {
                    PaymentRequest found = found(request);
                    book.cancel(found);
                    return Answer.json(200, EarlierJson.method(found));
                })
                .post("/ewallets/charges", request -> doorman.once(accounts.caller(request), request, this::charge))
                .get("/ewallets/charges/{id}", request -> {
                    Caller caller = accounts.caller(request);
                    String id = request.parameter("id").replaceFirst("^ewc_", "pr-");
                    return Answer.json(200, EarlierJson.charge(book.request(caller.business(), id), callback(caller)));
                });
    }

    private Answer create(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        JsonNode method = body.path("payment_method");
        String type = PaymentRequests.required(method, "type", 50);
        JsonNode detail = method.path(type.toLowerCase(Locale.ROOT));
        String code = Json.text(detail, "channel_code");
        if (type.equals("VIRTUAL_ACCOUNT")) {
            code = code + "_VIRTUAL_ACCOUNT";
        } else if (type.equals("QR_CODE") && code == null) {
            code = "QRIS";
        }
        BigDecimal amount = Json.number(body, "amount");
        if (amount == null) {
            throw Problem.invalid("amount is required.");
        }
        JsonNode properties = detail.path("channel_properties");
        Asked asked = new Asked(
                body.path("reference_id").asString("ref-" + Accounts.newId()),
                "PAY",
                body.path("country").asString("ID"),
                PaymentRequests.required(body, "currency", 3),
                amount,
                body.path("capture_method").asString("AUTOMATIC"),
                properties.isObject() ? (ObjectNode) properties : Json.object(),
                Json.text(body, "description"),
                body.path("metadata").isObject() ? body.path("metadata") : null);
        return Answer.json(201, EarlierJson.request(requests.make(caller.business(), asked, code)));
    }

    private Answer charge(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        BigDecimal amount = Json.number(body, "amount");
        if (amount == null) {
            throw Problem.invalid("amount is required.");
        }
        ObjectNode properties = body.path("channel_properties").isObject()
                ? (ObjectNode) body.path("channel_properties")
                : Json.object();
        rename(properties, "mobile_number", "account_mobile_number");
        rename(properties, "success_redirect_url", "success_return_url");
        if (!properties.has("failure_return_url") && properties.has("success_return_url")) {
            properties.set("failure_return_url", properties.get("success_return_url"));
        }
        Asked asked = new Asked(
                PaymentRequests.required(body, "reference_id", 255),
                "PAY",
                "ID",
                PaymentRequests.required(body, "currency", 3),
                amount,
                "AUTOMATIC",
                properties,
                null,
                null);
        String code = PaymentRequests.required(body, "channel_code", 50).replaceFirst("^ID_", "");
        PaymentRequest made = requests.make(caller.business(), asked, code);
        return Answer.json(202, EarlierJson.charge(made, callback(caller)));
    }

    private Answer list(Request request) {
        Caller caller = accounts.caller(request);
        @Nullable String reference = request.query().get("reference_id");
        List<PaymentRequest> found = reference == null ? List.of() : book.byReference(caller.business(), reference);
        ObjectNode json = Json.object();
        found.forEach(one -> json.withArray("data").add(EarlierJson.request(one)));
        json.withArray("data");
        return Answer.json(200, json.put("has_more", false));
    }

    private Answer simulate(Request request) {
        PaymentRequest found = found(request);
        BigDecimal amount = Json.number(Doorman.body(request), "amount");
        try {
            book.pay(found.id, amount, false);
        } catch (Till.Impossible why) {
            throw Problem.of(400, "INELIGIBLE_TRANSACTION_STATUS", String.valueOf(why.getMessage()));
        }
        return Answer.json(
                200, Json.object().put("status", "PENDING").put("message", "A simulated payment is being processed."));
    }

    private PaymentRequest found(Request request) {
        Caller caller = accounts.caller(request);
        book.sweep();
        return book.request(caller.business(), request.parameter("id"));
    }

    private static String callback(Caller caller) {
        return String.valueOf(caller.account().callbackUrl());
    }

    private static void rename(ObjectNode properties, String from, String to) {
        if (properties.has(from)) {
            properties.set(to, properties.remove(from));
        }
    }
}

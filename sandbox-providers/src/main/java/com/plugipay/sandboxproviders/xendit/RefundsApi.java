package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Refunds, of the v3 API by payment and of the older one by payment request.
final class RefundsApi {
    private static final Set<String> REASONS =
            Set.of("FRAUDULENT", "DUPLICATE", "REQUESTED_BY_CUSTOMER", "CANCELLATION", "OTHERS");

    private final Ground ground;
    private final Accounts accounts;
    private final XenditBook book;
    private final Doorman doorman;

    RefundsApi(Ground ground, Accounts accounts, XenditBook book, Doorman doorman) {
        this.ground = ground;
        this.accounts = accounts;
        this.book = book;
        this.doorman = doorman;
    }

    void on(Routes routes) {
        routes.post("/v3/refunds", request -> {
                    Caller caller = accounts.caller(request);
                    Doorman.version(request);
                    return doorman.once(caller, request, this::create);
                })
                .get("/v3/refunds/{id}", request -> {
                    Caller caller = accounts.caller(request);
                    Doorman.version(request);
                    return Answer.json(
                            200, XenditJson.refund(book.refund(caller.business(), request.parameter("id"), true)));
                })
                .post("/refunds", request -> doorman.once(accounts.caller(request), request, this::createEarlier))
                .get("/refunds/{id}", request -> {
                    Caller caller = accounts.caller(request);
                    return Answer.json(
                            200, EarlierJson.refund(book.refund(caller.business(), request.parameter("id"), false)));
                });
    }

    private Answer create(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        PaymentRequests.required(body, "reference_id", 255);
        String payment = PaymentRequests.required(body, "payment_id", 255);
        PaymentRequest paid = book.holding(caller.business(), payment);
        return Answer.json(200, XenditJson.refund(refund(true, caller, paid, paid.payment(payment), body)));
    }

    private Answer createEarlier(Caller caller, Request request) {
        JsonNode body = Doorman.body(request);
        PaymentRequest paid =
                book.request(caller.business(), PaymentRequests.required(body, "payment_request_id", 255));
        if (paid.payments.isEmpty()) {
            throw ineligible();
        }
        return Answer.json(200, EarlierJson.refund(refund(false, caller, paid, paid.payments.getLast(), body)));
    }

    private Refund refund(
            boolean v3, Caller caller, PaymentRequest paid, PaymentRequest.Payment payment, JsonNode body) {
        String reason = Json.text(body, "reason");
        if (reason == null || !REASONS.contains(reason)) {
            throw Problem.invalid("reason must be one of "
                    + String.join(", ", REASONS.stream().sorted().toList()) + ".");
        }
        String reference = Json.text(body, "reference_id");
        synchronized (book) {
            check(caller, paid, payment, reference, Json.number(body, "amount"));
            BigDecimal amount = Objects.requireNonNullElse(Json.number(body, "amount"), left(payment));
            Refund refund = new Refund(
                    v3,
                    paid,
                    payment,
                    amount,
                    reason,
                    reference,
                    body.path("metadata").isObject() ? body.path("metadata") : null,
                    book.now());
            book.start(refund);
            return refund;
        }
    }

    private void check(
            Caller caller,
            PaymentRequest paid,
            PaymentRequest.Payment payment,
            @Nullable String reference,
            @Nullable BigDecimal amount) {
        if (!paid.channel.kind().refunds) {
            throw Problem.of(403, "REFUND_NOT_SUPPORTED", "Refund feature is not available for this payment channel.");
        }
        if (!payment.captured()) {
            throw ineligible();
        }
        List<Refund> earlier = book.refunds(refund -> refund.request.business.equals(caller.business()));
        if (reference != null && earlier.stream().anyMatch(refund -> reference.equals(refund.reference))) {
            throw Problem.of(409, "DUPLICATE_ERROR", "reference_id has already been used for a refund.");
        }
        if (earlier.stream().anyMatch(refund -> refund.payment.equals(payment) && refund.status.equals("PENDING"))) {
            throw Problem.of(
                    400,
                    "REFUND_IN_PROGRESS",
                    "Please wait for the pending refund request to be completed before initiating a new one.");
        }
        if (amount != null && amount.signum() <= 0) {
            throw Problem.invalid("amount must be above zero.");
        }
        BigDecimal left = left(payment);
        if (left.signum() <= 0 || (amount != null && amount.compareTo(left) > 0)) {
            throw Problem.of(
                    400,
                    "REFUND_AMOUNT_EXCEEDED",
                    "Refund amount specified in refund request must be less than or equal to unrefunded capture amount.");
        }
        if (ground.knobs().now().refunds() == Knobs.Refunds.REFUSE) {
            throw Problem.of(
                    400, "INSUFFICIENT_BALANCE", "There is insufficient balance in your account to perform a refund.");
        }
    }

    private BigDecimal left(PaymentRequest.Payment payment) {
        return book.refunds(refund -> refund.payment.equals(payment) && refund.counts()).stream()
                .map(refund -> refund.amount)
                .reduce(payment.amount(), BigDecimal::subtract);
    }

    private static RuntimeException ineligible() {
        return Problem.of(
                400,
                "INELIGIBLE_TRANSACTION_STATUS",
                "Feature is not allowed for the payment request because of its current status.");
    }
}

package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.paypal.Order.Capture;
import com.plugipay.sandboxproviders.paypal.Order.Refund;
import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Payments v2: captures and refunds.
final class PaymentsApi {
    private static final Duration WINDOW = Duration.ofDays(180);

    private final Ground ground;
    private final PayPalBook book;
    private final PayPalJson json;
    private final Latest latest;

    PaymentsApi(Ground ground, PayPalBook book, PayPalJson json, Latest latest) {
        this.ground = ground;
        this.book = book;
        this.json = json;
        this.latest = latest;
    }

    void on(Routes routes) {
        routes.get("/v2/payments/captures/{id}", request -> {
                    latest.check(request);
                    return Answer.json(
                            200,
                            json.capture(
                                    book.capture(request.parameter("id")),
                                    ground.knobs().now()));
                })
                .post("/v2/payments/captures/{id}/refund", request -> latest.of(request, this::refund))
                .get("/v2/payments/refunds/{id}", request -> {
                    latest.check(request);
                    Refund refund = book.refund(request.parameter("id"))
                            .filter(one -> one.id.equals(request.parameter("id")))
                            .orElseThrow(Problem::missing);
                    return Answer.json(200, json.refund(refund, true));
                });
    }

    private Latest.Made refund(Request request) {
        Capture capture = book.capture(request.parameter("id"));
        JsonNode body = Latest.body(request);
        if (capture.status.equals("REFUNDED")) {
            throw Problem.unprocessable("CAPTURE_FULLY_REFUNDED", "The capture has already been fully refunded.");
        }
        if (!Set.of("COMPLETED", "PARTIALLY_REFUNDED").contains(capture.status)) {
            throw Problem.unprocessable("CAPTURE_STATUS_NOT_VALID", "Invalid state of the capture for refund.");
        }
        if (capture.created.plus(WINDOW).isBefore(book.now())) {
            throw Problem.unprocessable(
                    "REFUND_TIME_LIMIT_EXCEEDED", "You are over the time limit to perform a refund on this capture.");
        }
        Money left = capture.order.amount.minus(capture.refunded());
        Money amount = body.path("amount").isObject() ? Money.of(body.path("amount"), "/amount") : left;
        if (!amount.currency().equals(left.currency())) {
            throw Problem.unprocessable(
                    "REFUND_CAPTURE_CURRENCY_MISMATCH", "Refund must be in the same currency as the capture.");
        }
        if (left.value().signum() <= 0 || amount.value().compareTo(left.value()) > 0) {
            throw Problem.unprocessable(
                    "REFUND_AMOUNT_EXCEEDED",
                    "The refund amount must be less than or equal to the capture amount that has not yet been refunded.");
        }
        if (ground.knobs().now().refunds() == Knobs.Refunds.REFUSE) {
            throw Problem.unprocessable(
                    "REFUND_FAILED_INSUFFICIENT_FUNDS", "Capture could not be refunded due to insufficient funds.");
        }
        Refund refund = book.start(capture, amount, body);
        boolean whole = OrdersApi.whole(request);
        return new Latest.Made(
                Answer.json(201, json.refund(refund, whole)), () -> Answer.json(200, json.refund(refund, whole)));
    }
}

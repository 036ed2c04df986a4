package com.plugipay.provider.paypal;

import com.plugipay.provider.Connection;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.provider.paypal.PaypalClient.Answer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sends captured money back through PayPal, and finds what became of it by its id, or by ours on the order.
final class PaypalRefunds {
    private final PaypalClient client;

    PaypalRefunds(PaypalClient client) {
        this.client = client;
    }

    RefundOutcome send(Connection connection, RefundRequest request) {
        Answer answer =
                client.post(connection, capture(request) + "/refund", request.key(), PaypalBody.refund(request));
        return switch (answer) {
            case Answer.Good good -> PaypalWords.sent(request, good.as(PaypalJson.Refund.class));
            case Answer.NotSent(String why) -> new RefundOutcome.Unknown(why);
            case Answer.Unclear(var _, String why) -> new RefundOutcome.Unknown(why);
            // A refusal of this call is one of the refund only when none of an earlier call is there.
            case Answer.Refused(int status, String issue, String message)
            when status == 400 || status == 422 -> {
                RefundOutcome listed = listed(connection, request);
                yield listed instanceof RefundOutcome.NotFound ? new RefundOutcome.Refused(issue, message) : listed;
            }
            case Answer.Refused refused -> new RefundOutcome.Unknown(refused.issue());
        };
    }

    RefundOutcome find(Connection connection, RefundRequest request) {
        String reference = request.reference();
        if (reference == null || !PaypalWords.isId(reference)) {
            return listed(connection, request);
        }
        return switch (client.get(connection, "/v2/payments/refunds/" + reference)) {
            case Answer.Good good -> PaypalWords.found(request, good.as(PaypalJson.Refund.class));
            case Answer.NotSent(String why) -> new RefundOutcome.Unknown(why);
            case Answer.Unclear(var _, String why) -> new RefundOutcome.Unknown(why);
            case Answer.Refused refused -> new RefundOutcome.Unknown(refused.issue());
        };
    }

    /// The order of the capture has all refunds of it, with our names.
    private RefundOutcome listed(Connection connection, RefundRequest request) {
        PaypalJson.Capture capture = good(client.get(connection, capture(request)), PaypalJson.Capture.class);
        String order = capture == null ? null : order(capture);
        if (order == null) {
            return new RefundOutcome.Unknown("the capture cannot be seen");
        }
        PaypalJson.Order told = good(client.get(connection, "/v2/checkout/orders/" + order), PaypalJson.Order.class);
        PaypalJson.Unit unit = told == null ? null : PaypalWords.unit(told);
        PaypalJson.Payments payments = unit == null ? null : unit.payments();
        if (payments == null) {
            return new RefundOutcome.Unknown("the order cannot be seen");
        }
        List<PaypalJson.Refund> refunds = payments.refunds() == null ? List.of() : payments.refunds();
        return refunds.stream()
                .filter(one -> request.key().equals(one.customId()))
                .findFirst()
                .map(PaypalWords::refund)
                .orElseGet(RefundOutcome.NotFound::new);
    }

    private static @Nullable String order(PaypalJson.Capture capture) {
        PaypalJson.Supplementary more = capture.supplementary();
        PaypalJson.RelatedIds related = more == null ? null : more.relatedIds();
        String order = related == null ? null : related.orderId();
        return order != null && PaypalWords.isId(order) ? order : null;
    }

    private static <T> @Nullable T good(Answer answer, Class<T> type) {
        return answer instanceof Answer.Good good ? good.as(type) : null;
    }

    private static String capture(RefundRequest request) {
        if (!PaypalWords.isId(request.charge())) {
            throw new IllegalArgumentException("not a capture of PayPal");
        }
        return "/v2/payments/captures/" + request.charge();
    }
}

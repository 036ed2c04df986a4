package com.plugipay.provider.midtrans;

import com.plugipay.money.Money;
import com.plugipay.provider.Connection;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.provider.midtrans.MidtransClient.Answer;
import java.util.List;
import java.util.Set;

/// Sends money back through Midtrans, and reads what became of it in the list that its status has.
final class MidtransRefunds {
    /// Codes that say for certain that nothing was begun.
    private static final Set<Integer> REFUSALS = Set.of(202, 400, 402, 410, 412, 413, 414);

    private final MidtransClient client;

    MidtransRefunds(MidtransClient client) {
        this.client = client;
    }

    /// The list is asked whatever the answer: an earlier call under the same key may have been the one that counted.
    RefundOutcome send(Connection connection, RefundRequest request) {
        Answer answer = client.post(connection, path(request) + "/refund", null, MidtransBody.refund(request));
        return switch (answer) {
            case Answer.NotSent(String why) -> new RefundOutcome.Unknown(why);
            case Answer.Unclear _ -> unlessFound(listed(connection, request), new RefundOutcome.Unknown("no answer"));
            case Answer.Said(int code, MidtransJson.Transaction body)
            when code == 200 || code == 201 -> unlessFound(listed(connection, request), pending(request, body));
            case Answer.Said said
            when REFUSALS.contains(said.code()) -> unlessRuledOut(listed(connection, request), refused(said));
            case Answer.Said said ->
                unlessFound(listed(connection, request), new RefundOutcome.Unknown("code " + said.code()));
        };
    }

    RefundOutcome find(Connection connection, RefundRequest request) {
        RefundOutcome listed = listed(connection, request);
        return listed instanceof RefundOutcome.NotFound && request.reference() != null
                ? new RefundOutcome.Dropped("refund_failed", "Midtrans took this refund on and then dropped it.")
                : listed;
    }

    private RefundOutcome listed(Connection connection, RefundRequest request) {
        return switch (client.get(connection, path(request) + "/status")) {
            case Answer.NotSent(String why) -> new RefundOutcome.Unknown(why);
            case Answer.Unclear(var _, String why) -> new RefundOutcome.Unknown(why);
            case Answer.Said(int code, MidtransJson.Transaction body)
            when code / 100 == 2 && request.charge().equals(body.transactionId()) -> listed(request, body);
            case Answer.Said said -> new RefundOutcome.Unknown("code " + said.code());
        };
    }

    private static RefundOutcome listed(RefundRequest request, MidtransJson.Transaction body) {
        List<MidtransJson.Refund> refunds = body.refunds() == null ? List.of() : body.refunds();
        return refunds.stream()
                .filter(one -> request.key().equals(one.key()))
                .findFirst()
                .map(one -> told(request, body, one))
                .orElseGet(RefundOutcome.NotFound::new);
    }

    private static RefundOutcome told(
            RefundRequest request, MidtransJson.Transaction body, MidtransJson.Refund refund) {
        String reference = refund.number() == null ? request.key() : refund.number();
        if (refund.confirmedAt() == null) {
            return new RefundOutcome.Pending(reference);
        }
        Money amount = MidtransAmount.told(refund.amount(), body.currency());
        return amount == null
                ? new RefundOutcome.Unknown("sent back, with an amount that is not whole rupiah")
                : new RefundOutcome.Succeeded(reference, amount);
    }

    private static RefundOutcome pending(RefundRequest request, MidtransJson.Transaction body) {
        String number = body.refundChargebackId();
        return new RefundOutcome.Pending(number == null ? request.key() : number);
    }

    private static RefundOutcome refused(Answer.Said said) {
        return new RefundOutcome.Refused("midtrans_" + said.code(), said.message());
    }

    private static RefundOutcome unlessFound(RefundOutcome listed, RefundOutcome otherwise) {
        return listed instanceof RefundOutcome.Succeeded || listed instanceof RefundOutcome.Pending
                ? listed
                : otherwise;
    }

    /// A refusal of this call is one of the refund only when the list says that none is there.
    private static RefundOutcome unlessRuledOut(RefundOutcome listed, RefundOutcome refused) {
        return listed instanceof RefundOutcome.NotFound ? refused : listed;
    }

    private static String path(RefundRequest request) {
        return MidtransProvider.path(request.charge());
    }
}

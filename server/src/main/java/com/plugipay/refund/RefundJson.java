package com.plugipay.refund;

import com.plugipay.http.Install;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Refund.State;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Refunds on the wire. The account that money was sent to is never shown here.
final class RefundJson {
    private final Install install;

    RefundJson(Install install) {
        this.install = install;
    }

    /// As lists, GET and events show it.
    record Shown(
            String id,
            String arn,
            String accountId,
            String mode,
            @Nullable String paymentId,
            @Nullable String chargeId,
            @Nullable String unappliedPaymentId,
            @Nullable String checkoutSessionId,
            @Nullable String invoiceId,
            long amount,
            String amountDisplay,
            String currency,
            @Nullable String reason,
            String status,
            String via,
            @Nullable String reference,
            @Nullable String providerReference,
            @Nullable String failureCode,
            @Nullable String failureMessage,
            @Nullable Map<String, String> metadata,
            Instant createdAt,
            Instant updatedAt) {}

    Shown of(Refund refund) {
        PaymentId payment = refund.target().payment();
        UnappliedPaymentId unapplied = refund.target().unapplied();
        Refund.Reason reason = refund.words().reason();
        State.Failed failed = refund.state() instanceof State.Failed f ? f : null;
        return new Shown(
                refund.id().text(),
                install.arn(refund.scope().workspace(), "refund", refund.id()),
                refund.scope().workspace().text(),
                refund.scope().mode().wire(),
                payment == null ? null : payment.text(),
                payment == null ? null : payment.text(),
                unapplied == null ? null : unapplied.text(),
                refund.target().session(),
                null,
                refund.amount().minor(),
                refund.amount().display(),
                refund.amount().currency().name(),
                reason == null ? null : reason.wire(),
                refund.state().wire(),
                refund.via().wire(),
                refund.words().reference(),
                refund.providerReference(),
                failed == null ? null : failed.code(),
                failed == null ? null : failed.message(),
                refund.words().metadata(),
                refund.createdAt(),
                refund.updatedAt());
    }
}

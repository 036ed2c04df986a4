package com.plugipay.payment;

import com.plugipay.http.Install;
import com.plugipay.payment.UnappliedPayment.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Unapplied payments on the wire.
public final class UnappliedJson {
    private final Install install;

    UnappliedJson(Install install) {
        this.install = install;
    }

    record AppliedTo(String sessionId, String paymentId) {}

    /// As lists, GET and events show it.
    public record Shown(
            String id,
            String arn,
            String accountId,
            String mode,
            String reason,
            String status,
            long amount,
            String amountDisplay,
            String currency,
            @Nullable Long feeAmount,
            @Nullable Long expectedAmount,
            @Nullable String method,
            @Nullable String channel,
            String adapter,
            String providerReference,
            @Nullable String checkoutSessionId,
            @Nullable String attemptId,
            @Nullable String invoiceId,
            @Nullable String customerId,
            @Nullable AppliedTo appliedTo,
            @Nullable String refundId,
            Instant receivedAt,
            Instant createdAt,
            Instant updatedAt) {}

    public Shown of(UnappliedPayment money) {
        UnappliedPayment.Source source = money.source();
        AttemptId attempt = source.attempt();
        return new Shown(
                money.id().text(),
                install.arn(money.scope().workspace(), "unapplied-payment", money.id()),
                money.scope().workspace().text(),
                money.scope().mode().wire(),
                money.reason().wire(),
                money.state().wire(),
                money.amount().minor(),
                money.amount().display(),
                money.amount().currency().name(),
                money.fee(),
                money.expected(),
                source.method(),
                source.channel(),
                source.adapter(),
                source.providerReference(),
                source.checkoutSession(),
                attempt == null ? null : attempt.text(),
                null,
                source.customer(),
                money.state() instanceof State.Applied(String session, PaymentId payment)
                        ? new AppliedTo(session, payment.text())
                        : null,
                money.state() instanceof State.Refunded(String refund) ? refund : null,
                money.receivedAt(),
                money.createdAt(),
                money.updatedAt());
    }
}

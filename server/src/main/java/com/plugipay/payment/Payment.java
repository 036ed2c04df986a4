package com.plugipay.payment;

import com.plugipay.error.Rejected;
import com.plugipay.event.Transition;
import com.plugipay.money.Money;
import com.plugipay.provider.Card;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money that was captured: at most one for each session.
///
/// @param attempt that brought it; null when it was put aside first and then applied
/// @param unapplied the money put aside that it was made of
/// @param fee what the provider kept of it, when it said so
/// @param refundReserved what is promised back or already went: the sum of pending and succeeded refunds
/// @param amountRefunded what went back
public record Payment(
        PaymentId id,
        Scope scope,
        String checkoutSessionId,
        @Nullable AttemptId attempt,
        @Nullable UnappliedPaymentId unapplied,
        @Nullable String customerId,
        Money amount,
        @Nullable Long fee,
        long refundReserved,
        long amountRefunded,
        String method,
        @Nullable String channel,
        String adapter,
        @Nullable String providerReference,
        Status status,
        @Nullable Card card,
        @Nullable Map<String, String> metadata,
        Instant capturedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /// What may still be refunded.
    public long refundable() {
        return amount.minor() - refundReserved;
    }

    /// `part` is promised back and cannot be promised again.
    public Payment reserve(long part) {
        if (part < 1 || part > refundable()) {
            throw Rejected.invalid("amount", "amount is more than what is left to refund.");
        }
        return with(refundReserved + part, amountRefunded, version, updatedAt);
    }

    /// The promise is off: the refund failed.
    public Payment release(long part) {
        return with(refundReserved - part, amountRefunded, version, updatedAt);
    }

    /// A refund that was reserved went through.
    public Transition<Payment, PaymentEvent> refunded(long part, Instant now) {
        return new Transition<>(
                this, with(refundReserved, amountRefunded + part, version + 1, now), new PaymentEvent.Refunded());
    }

    private Payment with(long reserved, long refunded, long nextVersion, Instant changedAt) {
        Status next = refunded == 0
                ? Status.SUCCEEDED
                : refunded == amount.minor() ? Status.REFUNDED : Status.PARTIALLY_REFUNDED;
        return new Payment(
                id,
                scope,
                checkoutSessionId,
                attempt,
                unapplied,
                customerId,
                amount,
                fee,
                reserved,
                refunded,
                method,
                channel,
                adapter,
                providerReference,
                next,
                card,
                metadata,
                capturedAt,
                nextVersion,
                createdAt,
                changedAt);
    }

    /// How much of it went back.
    public enum Status {
        SUCCEEDED("succeeded"),
        PARTIALLY_REFUNDED("partially_refunded"),
        REFUNDED("refunded");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }

        static Status of(String wire) {
            for (Status status : values()) {
                if (status.wire.equals(wire)) {
                    return status;
                }
            }
            throw new IllegalArgumentException("not a payment status: " + wire);
        }
    }
}

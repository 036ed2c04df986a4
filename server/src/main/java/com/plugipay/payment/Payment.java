package com.plugipay.payment;

import com.plugipay.money.Money;
import com.plugipay.provider.Card;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money that was captured: at most one for each session.
public record Payment(
        PaymentId id,
        Scope scope,
        String checkoutSessionId,
        AttemptId attempt,
        @Nullable String customerId,
        Money amount,
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

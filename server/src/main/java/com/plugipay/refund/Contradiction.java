package com.plugipay.refund;

import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a provider says of a refund that failed here: that it sent the money back after all. A person looks, and until
/// they have answered no more goes back of the same money.
///
/// @param providerReference the provider's own name for the refund
/// @param told what the provider says it sent back
/// @param answered null while it waits for a person
record Contradiction(
        String id,
        Scope scope,
        RefundId refund,
        String providerReference,
        Money told,
        Instant toldAt,
        @Nullable Answered answered) {
    /// What the person said.
    enum Answer {
        /// It went back: it is a refund of its own now.
        COUNTED,
        /// They have looked, and it is not to be counted.
        NOT_OURS;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Answer of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /// @param by the person or key
    /// @param counted the refund that it became
    record Answered(
            Answer answer, String by, Instant at, @Nullable RefundId counted) {}

    boolean isOpen() {
        return answered == null;
    }

    Contradiction with(Answered answer) {
        return new Contradiction(id, scope, refund, providerReference, told, toldAt, answer);
    }
}

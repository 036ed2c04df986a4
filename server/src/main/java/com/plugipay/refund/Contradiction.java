package com.plugipay.refund;

import com.plugipay.money.Money;
import com.plugipay.payment.Watch;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a provider says of a refund that failed here: that it sent the money back after all, or is about to. Until it
/// is answered no more goes back of the same money.
///
/// ```
/// on its way ── told that it went back ──▶ WENT_BACK, and a new one that it went back
///    └───────── told that it failed ─────▶ CAME_TO_NOTHING
/// went back, or asked in vain ── a person ──▶ COUNTED, NOT_OURS
/// ```
///
/// @param providerReference the provider's own name for the refund
/// @param told what the provider says it sent back, or is sending
/// @param onItsWay whether the provider had not finished it when it told of it
/// @param watch when the provider is asked again about what is on its way
/// @param answered null while it waits
record Contradiction(
        String id,
        Scope scope,
        RefundId refund,
        String providerReference,
        Money told,
        Instant toldAt,
        boolean onItsWay,
        Watch watch,
        @Nullable Answered answered) {
    /// What it came to.
    enum Answer {
        /// A person: it went back. It is a refund of its own now.
        COUNTED,
        /// A person: they have looked, and it is not to be counted.
        NOT_OURS,
        /// The provider: what was on its way went back. That waits for a person in its own place.
        WENT_BACK,
        /// The provider: what was on its way failed there, too.
        CAME_TO_NOTHING;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Answer of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    /// @param by the person, key or provider
    /// @param counted the refund that it became
    record Answered(
            Answer answer, String by, Instant at, @Nullable RefundId counted) {}

    boolean isOpen() {
        return answered == null;
    }

    /// Whether the provider is still asked about it, and no person answers yet.
    boolean isAsked() {
        return isOpen() && onItsWay && watch.nextCheckAt() != null;
    }

    boolean isAnswered(Answer answer) {
        return answered != null && answered.answer() == answer;
    }

    Contradiction with(Answered answer) {
        return new Contradiction(id, scope, refund, providerReference, told, toldAt, onItsWay, Watch.NONE, answer);
    }

    /// Somebody is about to ask the provider.
    Contradiction askedAgain(Instant now) {
        return new Contradiction(
                id, scope, refund, providerReference, told, toldAt, onItsWay, watch.doubtful(now), answered);
    }
}

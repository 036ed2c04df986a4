package com.plugipay.payment;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Transition;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Money that fits no open session. It waits in the open until a person or a policy applies it or sends it back.
///
/// ```
/// Open ── apply ──▶ Applied     what the session does not need stays behind as a new one
///   └── refund succeeded ──▶ Refunded
/// ```
///
/// @param fee what the provider kept of it, when it says so; of a rest it is null
/// @param expected what was asked for, when something was
/// @param splitFrom the applied one that this is the rest of
public record UnappliedPayment(
        UnappliedPaymentId id,
        Scope scope,
        Reason reason,
        State state,
        Money amount,
        @Nullable Long fee,
        @Nullable Long expected,
        Source source,
        @Nullable UnappliedPaymentId splitFrom,
        Instant receivedAt,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /// Why it fits nothing.
    public enum Reason {
        LATE,
        SHORT,
        OVER,
        DUPLICATE,
        UNKNOWN;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reason of(String wire) {
            return valueOf(wire.toUpperCase(Locale.ROOT));
        }
    }

    public sealed interface State {
        record Open() implements State {}

        record Applied(String session, PaymentId payment) implements State {}

        record Refunded(String refund) implements State {}

        default String wire() {
            return switch (this) {
                case Open _ -> "open";
                case Applied _ -> "applied";
                case Refunded _ -> "refunded";
            };
        }
    }

    /// Where it came from, as far as that is known.
    public record Source(
            String adapter,
            String providerReference,
            @Nullable String method,
            @Nullable String channel,
            @Nullable String checkoutSession,
            @Nullable AttemptId attempt,
            @Nullable String customer) {}

    static Transition<UnappliedPayment, UnappliedEvent> arrived(
            UnappliedPaymentId id,
            Scope scope,
            Reason reason,
            Money amount,
            @Nullable Money fee,
            @Nullable Long expected,
            Source source,
            Instant now) {
        var money = new UnappliedPayment(
                id,
                scope,
                reason,
                new State.Open(),
                amount,
                fee == null ? null : fee.minor(),
                expected,
                source,
                null,
                now,
                1,
                now,
                now);
        return new Transition<>(null, money, new UnappliedEvent.Arrived());
    }

    /// The session takes what it needs.
    Transition<UnappliedPayment, UnappliedEvent> apply(Payable target, PaymentId payment, Instant now) {
        checkOpen();
        if (target.amount().currency() != amount.currency()) {
            throw Rejected.invalid("sessionId", "The session is in another currency than this money.");
        }
        if (amount.minor() < target.amount().minor()) {
            throw new Rejected(ErrorCode.CONFLICT, "This money is less than the session asks for.");
        }
        return to(new State.Applied(target.id(), payment), new UnappliedEvent.Applied(), now);
    }

    /// What the session did not need, or null.
    @Nullable
    Transition<UnappliedPayment, UnappliedEvent> rest(UnappliedPaymentId restId, Money needed, Instant now) {
        if (amount.equals(needed)) {
            return null;
        }
        var rest = new UnappliedPayment(
                restId,
                scope,
                Reason.OVER,
                new State.Open(),
                amount.minus(needed),
                null,
                needed.minor(),
                source,
                id,
                receivedAt,
                1,
                now,
                now);
        return new Transition<>(null, rest, new UnappliedEvent.Arrived());
    }

    /// The refund of all of it went through.
    public Transition<UnappliedPayment, UnappliedEvent> refunded(String refund, Instant now) {
        checkOpen();
        return to(new State.Refunded(refund), new UnappliedEvent.Refunded(), now);
    }

    public void checkOpen() {
        if (!(state instanceof State.Open)) {
            throw new Rejected(ErrorCode.CONFLICT, "This money was already " + state.wire() + ".");
        }
    }

    private Transition<UnappliedPayment, UnappliedEvent> to(State next, UnappliedEvent event, Instant now) {
        return new Transition<>(
                this,
                new UnappliedPayment(
                        id,
                        scope,
                        reason,
                        next,
                        amount,
                        fee,
                        expected,
                        source,
                        splitFrom,
                        receivedAt,
                        version + 1,
                        createdAt,
                        now),
                event);
    }
}

package com.plugipay.refund;

import com.plugipay.event.Transition;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.Watch;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Money that goes back. Its id is the key the provider gets, so that no retry sends it twice.
///
/// ```
/// Pending ──▶ Succeeded
///    └──────▶ Failed      by hand: Succeeded at once
/// ```
///
/// @param adapter where the money came in
/// @param told what the provider says it sent back, when that is not what it was asked for
/// @param missingSince since when the provider, which had taken it on, lists it no more
/// @param watch when the provider is asked again while it is pending
/// @param version counts its events, from 1
public record Refund(
        RefundId id,
        Scope scope,
        Target target,
        Money amount,
        Via via,
        String adapter,
        Words words,
        State state,
        @Nullable String providerReference,
        @Nullable Money told,
        @Nullable Instant missingSince,
        Watch watch,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    private static final Duration MISSING_FOR_GOOD = Duration.ofDays(1);

    /// What it takes back from: exactly one of payment and unapplied.
    public record Target(
            @Nullable PaymentId payment,
            @Nullable UnappliedPaymentId unapplied,
            @Nullable String session) {}

    /// What the merchant said with it.
    ///
    /// @param destinationSealed the account it was sent to, encrypted
    public record Words(
            @Nullable Reason reason,
            @Nullable String reference,
            byte @Nullable [] destinationSealed,
            @Nullable Map<String, String> metadata) {}

    public enum Reason {
        REQUESTED_BY_CUSTOMER,
        DUPLICATE,
        FRAUDULENT,
        OTHER;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Who moves the money.
    public enum Via {
        PROVIDER,
        MANUAL;

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public sealed interface State {
        record Pending() implements State {}

        record Succeeded() implements State {}

        record Failed(String code, String message) implements State {}

        default String wire() {
            return switch (this) {
                case Pending _ -> "pending";
                case Succeeded _ -> "succeeded";
                case Failed _ -> "failed";
            };
        }
    }

    /// The provider is about to be asked.
    static Transition<Refund, RefundEvent> pending(
            RefundId id, Scope scope, Target target, Money amount, String adapter, Words words, Instant now) {
        var refund = new Refund(
                id,
                scope,
                target,
                amount,
                Via.PROVIDER,
                adapter,
                words,
                new State.Pending(),
                null,
                null,
                null,
                Watch.claimed(now),
                1,
                now,
                now);
        return new Transition<>(null, refund, new RefundEvent.Pending());
    }

    /// The merchant sent the money back by hand.
    static Transition<Refund, RefundEvent> byHand(
            RefundId id, Scope scope, Target target, Money amount, String adapter, Words words, Instant now) {
        var refund = new Refund(
                id,
                scope,
                target,
                amount,
                Via.MANUAL,
                adapter,
                words,
                new State.Succeeded(),
                null,
                null,
                null,
                Watch.NONE,
                1,
                now,
                now);
        return new Transition<>(null, refund, new RefundEvent.Issued());
    }

    /// It failed here and went back after all: what a person counts is a refund of its own.
    ///
    /// @param from what the money is today
    Transition<Refund, RefundEvent> wentBackAfterAll(
            RefundId next, Target from, String reference, Money went, Instant now) {
        var refund = new Refund(
                next,
                scope,
                from,
                went,
                Via.PROVIDER,
                adapter,
                new Words(words.reason(), words.reference(), null, words.metadata()),
                new State.Succeeded(),
                reference,
                null,
                null,
                Watch.NONE,
                1,
                now,
                now);
        return new Transition<>(null, refund, new RefundEvent.Issued());
    }

    /// @param reference the provider's; null keeps what is known
    Transition<Refund, RefundEvent> succeed(@Nullable String reference, Instant now) {
        return new Transition<>(
                this,
                to(new State.Succeeded(), reference, null, null, Watch.NONE, version + 1, now),
                new RefundEvent.Issued());
    }

    Transition<Refund, RefundEvent> fail(String code, String message, Instant now) {
        return new Transition<>(
                this,
                to(new State.Failed(code, message), null, null, null, Watch.NONE, version + 1, now),
                new RefundEvent.Failed());
    }

    /// Still open at the provider: nothing happened that anybody needs to be told of.
    Refund stillPending(@Nullable String reference, Instant now) {
        Instant missing = reference == null ? missingSince : null;
        return to(state, reference, told, missing, watch.doubtful(now), version, updatedAt);
    }

    /// Its provider had taken it on, and does not list it now.
    Refund missing(Instant now) {
        Instant since = missingSince == null ? now : missingSince;
        return to(state, null, told, since, watch.doubtful(now), version, updatedAt);
    }

    /// Whether its provider did not list it a day ago either.
    boolean isMissingForGood(Instant now) {
        return missingSince != null && !now.isBefore(missingSince.plus(MISSING_FOR_GOOD));
    }

    /// Somebody is about to ask the provider.
    Refund claimedAgain(Instant now) {
        return to(state, null, told, missingSince, watch.claimedAgain(now), version, updatedAt);
    }

    /// The provider says that it sent back another amount: asking it again would not help, a person has to look.
    Refund doubted(String reference, Money amountTold, Instant now) {
        return to(state, reference, amountTold, null, watch.handedOver(now), version, updatedAt);
    }

    /// It is not sent again for now, whatever the provider lacks: a person has to look.
    Refund withheld(Instant now) {
        return to(state, null, told, missingSince, watch.handedOver(now), version, updatedAt);
    }

    /// Whether asking has ended and a person has it.
    boolean isWithAPerson() {
        return state instanceof State.Pending && watch.handedOverAt() != null;
    }

    private Refund to(
            State next,
            @Nullable String reference,
            @Nullable Money amountTold,
            @Nullable Instant missing,
            Watch watching,
            long nextVersion,
            Instant changedAt) {
        return new Refund(
                id,
                scope,
                target,
                amount,
                via,
                adapter,
                words,
                next,
                reference == null ? providerReference : reference,
                amountTold,
                missing,
                watching,
                nextVersion,
                createdAt,
                changedAt);
    }
}

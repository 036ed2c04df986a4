package com.plugipay.payment;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One try to pay with one method. Part of its session; its id is the key the provider gets.
///
/// @param payable id of what is being paid for
/// @param routeReason why it goes to this adapter; null for one from before reasons were kept
/// @param adapter whose name it carries; in test mode a connected one lends it
/// @param runBy the provider that is called
/// @param testCard name of the test card, in test mode
/// @param phone where the customer is asked to approve, as `+6281234567890`
/// @param expiresAt when what the customer holds stops being good
/// @param watch when the provider is asked again
public record Attempt(
        AttemptId id,
        Scope scope,
        String payable,
        String method,
        String channel,
        String adapter,
        @Nullable String routeReason,
        String runBy,
        @Nullable String testCard,
        @Nullable String phone,
        Money amount,
        AttemptState state,
        @Nullable String providerReference,
        Instant expiresAt,
        Watch watch,
        long version,
        Instant createdAt,
        Instant updatedAt) {
    public static final String NOT_MADE = ErrorCode.UPSTREAM_ERROR.wire();
    public static final String AMOUNT_MISMATCH = "amount_mismatch";
    public static final String SESSION_ENDED = "session_ended";

    /// The provider has something for the customer, or still has it.
    Attempt requiresAction(Instrument instrument, @Nullable String reference, Instant now) {
        Watch next = isOffline() ? Watch.NONE : watch.waitingOn(createdAt, expiresAt, now);
        return to(new AttemptState.RequiresAction(instrument), reference, next, now);
    }

    /// The provider lets the customer act until then; never longer than what is paid for waits.
    Attempt expiringAt(@Nullable Instant told) {
        return told == null || !told.isBefore(expiresAt) ? this : withExpiry(told);
    }

    /// What the customer holds is no longer good, although it is not voided yet. A person may still look for money
    /// that came by hand.
    public boolean isLapsed(Instant now) {
        return state instanceof AttemptState.RequiresAction && !isOffline() && !now.isBefore(expiresAt);
    }

    /// Whether the customer can go on with it now.
    public boolean isLive(Instant now) {
        return state.isLive() && !isLapsed(now);
    }

    /// Nobody knows of it but the customer and the merchant: there is nothing to ask or to void elsewhere.
    boolean isOffline() {
        return adapter.equals("manual");
    }

    /// New, and the customer holds it already: nobody has to be called.
    Attempt holding(Instrument instrument) {
        return with(new AttemptState.RequiresAction(instrument), id.text(), Watch.NONE, version, updatedAt);
    }

    /// As if it had never been another.
    Attempt asNew() {
        return with(state, providerReference, Watch.NONE, 1, createdAt);
    }

    /// Taken up again by somebody else, under the key it has.
    Attempt claimedAgain(Instant now) {
        return to(state, null, Watch.claimed(now), now);
    }

    /// We do not know, still.
    Attempt inDoubt(Instant now) {
        Watch next = state instanceof AttemptState.InDoubt ? watch.doubtful(now) : Watch.doubtful(0, now);
        return to(new AttemptState.InDoubt(), null, next, now);
    }

    Attempt succeeded(String reference, Instant now) {
        return to(new AttemptState.Succeeded(), reference, Watch.NONE, now);
    }

    Attempt failed(String code, String message, @Nullable String reference, Instant now) {
        return to(new AttemptState.Failed(code, message), reference, Watch.NONE, now);
    }

    /// Nothing can come of it any more: the provider said so, or was never told of it.
    Attempt voided(Instant now) {
        return to(new AttemptState.Voided(), null, Watch.NONE, now);
    }

    /// Over for us; the provider has yet to confirm it, and is asked until it does.
    Attempt abandoned(Instant now) {
        if (isOffline()) {
            return voided(now);
        }
        Watch next = state instanceof AttemptState.Voided ? watch.doubtful(now) : Watch.soon(now);
        return to(new AttemptState.Voided(), null, next, now);
    }

    /// Nobody is asked about it any more; what it is stays.
    Attempt unwatched(Instant now) {
        return to(state, null, Watch.NONE, now);
    }

    /// The provider certainly made nothing of it: the customer holds nothing, and another may be asked.
    public boolean wasNotMade() {
        return state instanceof AttemptState.Failed(String code, String _) && code.equals(NOT_MADE);
    }

    /// Whether no money came of it and, as far as anybody can know, none will: the provider said so. Of what is paid by
    /// hand nobody can say so.
    public boolean isCertainlyUnpaid() {
        return !isOffline()
                && watch.equals(Watch.NONE)
                && switch (state) {
                    case AttemptState.Failed _ -> !broughtMoneyThatDoesNotFit();
                    case AttemptState.Voided _ -> true;
                    case AttemptState.Created _,
                            AttemptState.RequiresAction _,
                            AttemptState.InDoubt _,
                            AttemptState.Succeeded _ -> false;
                };
    }

    /// Whether it failed only in so far as its money was not what was asked, or came too late.
    public boolean broughtMoneyThatDoesNotFit() {
        return state instanceof AttemptState.Failed(String code, String _)
                && (code.equals(AMOUNT_MISMATCH) || code.equals(SESSION_ENDED));
    }

    /// Whether asking has ended and a person has it.
    public boolean isWithAPerson() {
        return watch.handedOverAt() != null;
    }

    private Attempt withExpiry(Instant expiry) {
        return new Attempt(
                id,
                scope,
                payable,
                method,
                channel,
                adapter,
                routeReason,
                runBy,
                testCard,
                phone,
                amount,
                state,
                providerReference,
                expiry,
                watch,
                version,
                createdAt,
                updatedAt);
    }

    private Attempt to(AttemptState next, @Nullable String reference, Watch watching, Instant now) {
        return with(next, reference == null ? providerReference : reference, watching, version + 1, now);
    }

    private Attempt with(
            AttemptState next, @Nullable String reference, Watch watching, long nextVersion, Instant changedAt) {
        return new Attempt(
                id,
                scope,
                payable,
                method,
                channel,
                adapter,
                routeReason,
                runBy,
                testCard,
                phone,
                amount,
                next,
                reference,
                expiresAt,
                watching,
                nextVersion,
                createdAt,
                changedAt);
    }
}

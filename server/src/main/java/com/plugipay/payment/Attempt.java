package com.plugipay.payment;

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
        Money amount,
        AttemptState state,
        @Nullable String providerReference,
        Instant expiresAt,
        Watch watch,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    /// The provider has something for the customer, or still has it.
    Attempt requiresAction(Instrument instrument, @Nullable String reference, Instant now) {
        boolean offline = adapter.equals("manual");
        Watch next = offline ? Watch.NONE : Watch.waiting(createdAt, expiresAt, now);
        return to(new AttemptState.RequiresAction(instrument), reference, next, now);
    }

    /// New, and the customer holds it already: nobody has to be called.
    Attempt holding(Instrument instrument) {
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
                amount,
                new AttemptState.RequiresAction(instrument),
                id.text(),
                expiresAt,
                Watch.NONE,
                version,
                createdAt,
                updatedAt);
    }

    /// As if it had never been another.
    Attempt asNew() {
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
                amount,
                state,
                providerReference,
                expiresAt,
                Watch.NONE,
                1,
                createdAt,
                createdAt);
    }

    /// Taken up again by somebody else, under the key it has.
    Attempt claimedAgain(Instant now) {
        return to(state, null, Watch.claimed(now), now);
    }

    /// We do not know, still.
    Attempt inDoubt(Instant now) {
        int checks = state instanceof AttemptState.InDoubt ? watch.checks() : 0;
        return to(new AttemptState.InDoubt(), null, Watch.doubtful(checks, now), now);
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
        if (adapter.equals("manual")) {
            return voided(now);
        }
        Watch next = state instanceof AttemptState.Voided ? Watch.doubtful(watch.checks(), now) : Watch.soon(now);
        return to(new AttemptState.Voided(), null, next, now);
    }

    /// Nobody is asked about it any more; what it is stays.
    Attempt unwatched(Instant now) {
        return to(state, null, Watch.NONE, now);
    }

    private Attempt to(AttemptState next, @Nullable String reference, Watch watching, Instant now) {
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
                amount,
                next,
                reference == null ? providerReference : reference,
                expiresAt,
                watching,
                version + 1,
                createdAt,
                now);
    }
}

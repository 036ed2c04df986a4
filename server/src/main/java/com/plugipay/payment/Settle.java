package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.event.Origin;
import com.plugipay.money.Money;
import com.plugipay.payment.UnappliedPayment.Reason;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one place that decides what word of a provider, a person or a poll means. Locks what is paid for, compares,
/// and writes attempt, payment, completion, booking and events in one transaction. Only the winner of the transition
/// writes.
public final class Settle {
    /// What we had asked of the provider: it decides what no answer means.
    public enum After {
        /// It was to charge: it may have.
        CHARGE,
        /// It was only asked: what we knew still holds.
        LOOK,
        /// It was to void: it may not have.
        VOID
    }

    private static final int LOOKS_BEFORE_NOTHING_IS_CERTAIN = 2;
    private static final String UPSTREAM_ERROR = ErrorCode.UPSTREAM_ERROR.wire();
    private static final Logger LOG = LoggerFactory.getLogger(Settle.class);

    private final Payables payables;
    private final AttemptStore attempts;
    private final UnappliedStore unapplied;
    private final BookMoney book;
    private final VoidAttempts voidAttempts;

    Settle(
            Payables payables,
            AttemptStore attempts,
            UnappliedStore unapplied,
            BookMoney book,
            VoidAttempts voidAttempts) {
        this.payables = payables;
        this.attempts = attempts;
        this.unapplied = unapplied;
        this.book = book;
        this.voidAttempts = voidAttempts;
    }

    /// The attempt as it stands afterwards.
    public Attempt handle(Tx tx, Attempt claimed, After after, Outcome told, Origin origin, Instant now) {
        Outcome outcome = believed(claimed, told);
        // Lock order is fixed: what is paid for, then the attempt. All travel in one round trip, in this order.
        Asked<? extends Payable> payable = payables.lock(tx, claimed.scope(), claimed.payable());
        Asked<Attempt> stored = attempts.lock(tx, claimed.scope(), claimed.id());
        return switch (outcome) {
            case Outcome.Captured captured -> {
                Asked<Boolean> known = unapplied.isKnown(tx, claimed.scope(), claimed.adapter(), captured.reference());
                yield known.single()
                        ? noNews(tx, stored.single(), After.LOOK, isOver(payable.single(), now), now)
                        : capture(tx, payable.single(), stored.single(), captured, origin, now);
            }
            case Outcome.ActionNeeded needed ->
                waits(tx, stored.single(), after, isOver(payable.single(), now), needed, now);
            case Outcome.NotMade(String code, String message) ->
                notMade(tx, stored.single(), after, isOver(payable.single(), now), code + ": " + message, origin, now);
            case Outcome.Declined(var code, String message) ->
                declined(tx, stored.single(), code.wire(), message, origin, now);
            case Outcome.Voided() -> nothingComes(tx, stored.single(), now);
            case Outcome.Unknown _ -> noNews(tx, stored.single(), after, isOver(payable.single(), now), now);
        };
    }

    /// Money that a provider says came under a key of ours, and that nobody here knows of: it is put aside, once.
    /// False when it is nothing that can be believed.
    boolean putAside(
            Tx tx, Scope scope, String adapter, String key, Outcome.Captured told, Origin origin, Instant now) {
        if (!isAbout(key, scope.mode(), told)) {
            LOG.warn("{}: what {} answered is not about this charge", key, adapter);
            return false;
        }
        if (!unapplied.isKnown(tx, scope, adapter, told.reference()).single()) {
            var source = new UnappliedPayment.Source(adapter, told.reference(), null, null, null, null, null);
            Outcome.Captured captured = withFittingFee(told);
            book.aside(tx, scope, Reason.UNKNOWN, captured, null, source, origin, now);
        }
        return true;
    }

    /// Money under another key or of the other mode is not this attempt's, and money without a name or an amount is
    /// none, whoever says so: we ask again. A fee that cannot be is left out.
    private static Outcome believed(Attempt attempt, Outcome outcome) {
        if (!(outcome instanceof Outcome.Captured captured)) {
            return outcome;
        }
        if (!isAbout(attempt.id().text(), attempt.scope().mode(), captured)) {
            LOG.warn(
                    "{}: what {} answered is not about this charge",
                    attempt.id().text(),
                    attempt.adapter());
            return new Outcome.Unknown("the answer is not about this charge");
        }
        return withFittingFee(captured);
    }

    private static boolean isAbout(String key, Mode mode, Outcome.Captured captured) {
        return captured.key().equals(key)
                && captured.mode() == mode
                && Outcome.isName(captured.reference())
                && captured.amount().minor() >= 1;
    }

    private static Outcome.Captured withFittingFee(Outcome.Captured captured) {
        Money fee = captured.fee();
        boolean feeFits = fee == null
                || (fee.currency() == captured.amount().currency()
                        && fee.minor() <= captured.amount().minor());
        return feeFits ? captured : captured.withoutFee();
    }

    private Attempt capture(
            Tx tx, Payable payable, Attempt attempt, Outcome.Captured captured, Origin origin, Instant now) {
        Reason misfit = misfit(payable, attempt, captured, now);
        if (misfit == null) {
            Attempt succeeded = update(tx, attempt.succeeded(captured.reference(), now));
            if (!attempt.state().isLive()) {
                voidAttempts.handle(
                        tx,
                        attempts.ofPayable(tx, payable.scope(), payable.id()).list(),
                        now);
            }
            book.capture(tx, payable, attempt, captured, origin, now);
            return succeeded;
        }
        book.aside(tx, payable, attempt, misfit, captured, origin, now);
        return afterMisfit(tx, attempt, misfit, captured.reference(), origin, now);
    }

    private static @Nullable Reason misfit(Payable payable, Attempt attempt, Outcome.Captured captured, Instant now) {
        if (payable.isPaid()) {
            return Reason.DUPLICATE;
        }
        if (!payable.takesMoney(now)) {
            return Reason.LATE;
        }
        // What the attempt asked: the price, or a few rupiah less by which a transfer is recognised.
        if (captured.amount().currency() != attempt.amount().currency()) {
            return Reason.UNKNOWN;
        }
        int sign = Long.compare(captured.amount().minor(), attempt.amount().minor());
        return sign == 0 ? null : sign < 0 ? Reason.SHORT : Reason.OVER;
    }

    /// An account can be paid into again; a charge that was made for one sum is over.
    private Attempt afterMisfit(Tx tx, Attempt attempt, Reason reason, String reference, Origin origin, Instant now) {
        boolean ended = reason == Reason.LATE || reason == Reason.DUPLICATE;
        return switch (attempt.state()) {
            case AttemptState.RequiresAction(Instrument instrument) when !ended && instrument.staysOpen() -> attempt;
            case AttemptState.Created _, AttemptState.RequiresAction _, AttemptState.InDoubt _ ->
                ended
                        ? fail(
                                tx,
                                attempt,
                                reference,
                                Attempt.SESSION_ENDED,
                                "The session ended before this.",
                                origin,
                                now)
                        : fail(
                                tx,
                                attempt,
                                reference,
                                Attempt.AMOUNT_MISMATCH,
                                "The provider took another amount than was asked.",
                                origin,
                                now);
            case AttemptState.Voided _, AttemptState.Failed _ -> {
                boolean watched = !attempt.watch().equals(Watch.NONE);
                yield watched ? update(tx, attempt.unwatched(now)) : attempt;
            }
            case AttemptState.Succeeded _ -> attempt;
        };
    }

    private static boolean isOver(Payable payable, Instant now) {
        return payable.isPaid() || !payable.takesMoney(now);
    }

    /// @param over what it was to pay for takes no money any more: nothing is left for the customer to pay on
    private Attempt waits(Tx tx, Attempt attempt, After after, boolean over, Outcome.ActionNeeded needed, Instant now) {
        if (attempt.state().isLive() && (over || after == After.VOID)) {
            return update(tx, attempt.abandoned(now));
        }
        return switch (attempt.state()) {
            case AttemptState.Created _, AttemptState.RequiresAction _, AttemptState.InDoubt _ ->
                update(
                        tx,
                        attempt.expiringAt(needed.expiresAt())
                                .requiresAction(needed.instrument(), needed.reference(), now));
            // Over for us and still open there: it is voided again.
            case AttemptState.Voided _ -> update(tx, attempt.abandoned(now));
            case AttemptState.Succeeded _, AttemptState.Failed _ -> attempt;
        };
    }

    private Attempt declined(Tx tx, Attempt attempt, String code, String message, Origin origin, Instant now) {
        return switch (attempt.state()) {
            case AttemptState.Created _, AttemptState.RequiresAction _, AttemptState.InDoubt _ ->
                fail(tx, attempt, null, code, message, origin, now);
            case AttemptState.Voided _ -> nothingComes(tx, attempt, now);
            case AttemptState.Succeeded _, AttemptState.Failed _ -> attempt;
        };
    }

    /// Of the first call it is certain. Of a later one it says only that nothing is there now: what was sent before may
    /// still be on its way, so it is believed when it was said again.
    private Attempt notMade(Tx tx, Attempt attempt, After after, boolean over, String why, Origin origin, Instant now) {
        boolean firstCall = attempt.state() instanceof AttemptState.Created && attempt.version() == 1;
        boolean saidAgain = attempt.watch().checks() >= LOOKS_BEFORE_NOTHING_IS_CERTAIN;
        return switch (attempt.state()) {
            case AttemptState.Created _
            when firstCall && after == After.CHARGE -> fail(tx, attempt, null, UPSTREAM_ERROR, why, origin, now);
            case AttemptState.InDoubt _
            when saidAgain ->
                over || after == After.VOID
                        ? update(tx, attempt.voided(now))
                        : fail(tx, attempt, null, UPSTREAM_ERROR, why, origin, now);
            case AttemptState.Voided _ when saidAgain -> nothingComes(tx, attempt, now);
            case AttemptState.Created _,
                    AttemptState.RequiresAction _,
                    AttemptState.InDoubt _,
                    AttemptState.Voided _,
                    AttemptState.Succeeded _,
                    AttemptState.Failed _ -> noNews(tx, attempt, after, over, now);
        };
    }

    private Attempt nothingComes(Tx tx, Attempt attempt, Instant now) {
        return switch (attempt.state()) {
            case AttemptState.Created _, AttemptState.RequiresAction _, AttemptState.InDoubt _ ->
                update(tx, attempt.voided(now));
            case AttemptState.Voided _ ->
                attempt.watch().equals(Watch.NONE) ? attempt : update(tx, attempt.unwatched(now));
            case AttemptState.Succeeded _, AttemptState.Failed _ -> attempt;
        };
    }

    private Attempt noNews(Tx tx, Attempt attempt, After after, boolean over, Instant now) {
        if (attempt.state().isLive() && (over || after == After.VOID)) {
            return update(tx, attempt.abandoned(now));
        }
        return switch (attempt.state()) {
            case AttemptState.Created _, AttemptState.InDoubt _ -> update(tx, attempt.inDoubt(now));
            case AttemptState.RequiresAction(Instrument instrument) ->
                update(
                        tx,
                        after == After.CHARGE ? attempt.inDoubt(now) : attempt.requiresAction(instrument, null, now));
            case AttemptState.Voided _ ->
                attempt.watch().nextCheckAt() == null ? attempt : update(tx, attempt.abandoned(now));
            case AttemptState.Succeeded _, AttemptState.Failed _ -> attempt;
        };
    }

    /// What the provider called it is kept, so that money which came after all can be found there.
    private Attempt fail(
            Tx tx,
            Attempt attempt,
            @Nullable String reference,
            String code,
            String message,
            Origin origin,
            Instant now) {
        Attempt failed = update(tx, attempt.failed(code, message, reference, now));
        book.failure(tx, failed, code, origin, now);
        return failed;
    }

    private Attempt update(Tx tx, Attempt attempt) {
        attempts.update(tx, attempt);
        return attempt;
    }
}

package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.provider.Outcome;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The one place that decides what a provider's word means. Locks what is paid for, compares, and writes attempt,
/// payment, completion and events in one transaction. Only the winner of the transition writes.
public final class Settle {
    private final Payables payables;
    private final AttemptStore attempts;
    private final PaymentStore payments;
    private final PaymentJson json;
    private final EventLog events;
    private final Ids ids;

    Settle(
            Payables payables,
            AttemptStore attempts,
            PaymentStore payments,
            PaymentJson json,
            EventLog events,
            Ids ids) {
        this.payables = payables;
        this.attempts = attempts;
        this.payments = payments;
        this.json = json;
        this.events = events;
        this.ids = ids;
    }

    /// The attempt as it stands afterwards.
    Attempt handle(Tx tx, Attempt claimed, Outcome outcome, Origin origin, Instant now) {
        // Lock order is fixed: what is paid for, then the attempt. Both travel in one round trip, in this order.
        Asked<? extends Payable> payable = payables.lock(tx, claimed.scope(), claimed.payable());
        Asked<Attempt> stored = attempts.lock(tx, claimed.scope(), claimed.id());
        Attempt attempt = stored.single();
        if (!attempt.state().isLive()) {
            return attempt;
        }
        return switch (outcome) {
            case Outcome.Captured captured -> capture(tx, payable.single(), attempt, captured, origin, now);
            case Outcome.ActionNeeded(String reference, String url) ->
                update(tx, attempt.to(new AttemptState.RequiresAction(url), reference, now));
            case Outcome.Declined(var code, String message) ->
                fail(tx, attempt, null, code.wire(), message, origin, now);
            case Outcome.Unknown _ -> update(tx, attempt.to(new AttemptState.InDoubt(), null, now));
        };
    }

    private Attempt capture(
            Tx tx, Payable payable, Attempt attempt, Outcome.Captured captured, Origin origin, Instant now) {
        if (!payable.takesMoney(now)) {
            return fail(
                    tx,
                    attempt,
                    captured.reference(),
                    "session_ended",
                    "The session ended before this charge was captured.",
                    origin,
                    now);
        }
        if (!captured.amount().equals(payable.amount())) {
            return fail(
                    tx,
                    attempt,
                    captured.reference(),
                    "amount_mismatch",
                    "The provider took another amount than was asked.",
                    origin,
                    now);
        }
        Attempt succeeded = update(tx, attempt.to(new AttemptState.Succeeded(), captured.reference(), now));
        var payment = new Payment(
                PaymentId.next(ids),
                payable.scope(),
                payable.id(),
                attempt.id(),
                payable.customerId(),
                payable.amount(),
                attempt.method(),
                attempt.channel(),
                attempt.adapter(),
                captured.reference(),
                Payment.Status.SUCCEEDED,
                captured.card(),
                payable.metadata(),
                now,
                1,
                now,
                now);
        payments.save(tx, new Transition<>(null, payment, new PaymentEvent.Succeeded()), origin);
        payable.complete(tx, payment, origin, now);
        return succeeded;
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
        Attempt failed = update(tx, attempt.to(new AttemptState.Failed(code, message), reference, now));
        String extras = ",\"checkoutSessionId\":\"" + attempt.payable() + "\",\"failureCode\":\"" + code + "\"";
        events.append(
                tx,
                attempt.scope(),
                new PaymentEvent.Failed(),
                new EventLog.Subject("attempt", attempt.id().text(), 1, Json.text(json.of(failed)), extras),
                origin,
                now);
        return failed;
    }

    private Attempt update(Tx tx, Attempt attempt) {
        attempts.update(tx, attempt);
        return attempt;
    }
}

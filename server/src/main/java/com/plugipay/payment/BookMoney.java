package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.event.EventLog;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.ledger.Booking;
import com.plugipay.ledger.Ledger;
import com.plugipay.money.Money;
import com.plugipay.payment.UnappliedPayment.Reason;
import com.plugipay.provider.Outcome;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Writes down money that Settle has decided on: a payment with its booking, or money put aside.
final class BookMoney {
    private final PaymentStore payments;
    private final UnappliedStore unapplied;
    private final PaymentJson json;
    private final Ledger ledger;
    private final EventLog events;
    private final Ids ids;
    private final PaymentTaken taken;

    BookMoney(
            PaymentStore payments,
            UnappliedStore unapplied,
            PaymentJson json,
            Ledger ledger,
            EventLog events,
            Ids ids,
            PaymentTaken taken) {
        this.payments = payments;
        this.unapplied = unapplied;
        this.json = json;
        this.ledger = ledger;
        this.events = events;
        this.ids = ids;
        this.taken = taken;
    }

    /// The payable is paid. What was knowingly not asked of the price is booked apart.
    void capture(Tx tx, Payable payable, Attempt attempt, Outcome.Captured captured, Origin origin, Instant now) {
        Money fee = captured.fee();
        var payment = new Payment(
                PaymentId.next(ids),
                payable.scope(),
                payable.id(),
                attempt.id(),
                null,
                payable.customerId(),
                payable.amount(),
                fee == null ? null : fee.minor(),
                0,
                0,
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
        String fact = payment.id().text();
        Booking capture = Booking.capture(attempt.adapter(), payable.revenue(), fact, payable.id(), payment.amount());
        ledger.post(tx, payable.scope(), capture, now);
        if (fee != null && fee.minor() > 0) {
            ledger.post(tx, payable.scope(), Booking.fee(attempt.adapter(), fact, payable.id(), fee), now);
        }
        Money notTaken = payment.amount().minus(captured.amount());
        if (notTaken.minor() > 0) {
            ledger.post(
                    tx,
                    payable.scope(),
                    Booking.adjustment(attempt.adapter(), fact, payable.id(), notTaken)
                            .withMemo("taken off to recognise the transfer"),
                    now);
        }
        complete(tx, payable, payment, origin, now);
    }

    /// The payable is paid with money that was put aside before. Answers the payment.
    Payment apply(Tx tx, Payable payable, UnappliedPayment money, PaymentId id, Origin origin, Instant now) {
        UnappliedPayment.Source source = money.source();
        @Nullable String method = source.method();
        var payment = new Payment(
                id,
                payable.scope(),
                payable.id(),
                null,
                money.id(),
                payable.customerId(),
                payable.amount(),
                null,
                0,
                0,
                method == null ? "unknown" : method,
                source.channel(),
                source.adapter(),
                source.providerReference(),
                Payment.Status.SUCCEEDED,
                null,
                payable.metadata(),
                now,
                1,
                now,
                now);
        ledger.post(
                tx,
                payable.scope(),
                Booking.applied(money.id().text(), id.text(), payable.revenue(), payment.amount()),
                now);
        complete(tx, payable, payment, origin, now);
        return payment;
    }

    private void complete(Tx tx, Payable payable, Payment payment, Origin origin, Instant now) {
        payments.save(tx, new Transition<>(null, payment, new PaymentEvent.Succeeded()), origin);
        payable.complete(tx, payment, origin, now);
        taken.taken(tx, payment, now);
    }

    /// Money that fits nothing is kept where everybody sees it.
    UnappliedPayment aside(
            Tx tx,
            Payable payable,
            Attempt attempt,
            Reason reason,
            Outcome.Captured captured,
            Origin origin,
            Instant now) {
        var source = new UnappliedPayment.Source(
                attempt.adapter(),
                captured.reference(),
                attempt.method(),
                attempt.channel(),
                payable.id(),
                attempt.id(),
                payable.customerId());
        return aside(tx, attempt.scope(), reason, captured, attempt.amount().minor(), source, origin, now);
    }

    /// @param expected what was asked for, when something was
    UnappliedPayment aside(
            Tx tx,
            Scope scope,
            Reason reason,
            Outcome.Captured captured,
            @Nullable Long expected,
            UnappliedPayment.Source source,
            Origin origin,
            Instant now) {
        var arrived = UnappliedPayment.arrived(
                UnappliedPaymentId.next(ids), scope, reason, captured.amount(), captured.fee(), expected, source, now);
        unapplied.save(tx, arrived, origin);
        UnappliedPayment money = arrived.after();
        String id = money.id().text();
        ledger.post(tx, scope, Booking.unapplied(source.adapter(), id, money.amount()), now);
        Money fee = captured.fee();
        if (fee != null && fee.minor() > 0) {
            ledger.post(tx, scope, Booking.unappliedFee(source.adapter(), id, fee), now);
        }
        return money;
    }

    /// An attempt is part of its session: only its failure is a fact of its own.
    void failure(Tx tx, Attempt failed, String code, Origin origin, Instant now) {
        String extras = ",\"checkoutSessionId\":\"" + failed.payable() + "\",\"failureCode\":\"" + code + "\"";
        events.append(
                tx,
                failed.scope(),
                new PaymentEvent.Failed(),
                new EventLog.Subject("attempt", failed.id().text(), 1, Json.text(json.of(failed)), extras),
                origin,
                now);
    }
}

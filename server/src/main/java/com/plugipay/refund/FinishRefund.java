package com.plugipay.refund;

import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.ledger.Booking;
import com.plugipay.ledger.Ledger;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.UnappliedStore;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.refund.Refund.State;
import com.plugipay.refund.Refund.Via;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes down what became of a refund: the refund, what it came from, and the booking, in one transaction.
final class FinishRefund {
    private static final Logger LOG = LoggerFactory.getLogger(FinishRefund.class);

    private final Payments payments;
    private final UnappliedStore unapplied;
    private final RefundStore store;
    private final TellContradiction contradictions;
    private final Ledger ledger;

    FinishRefund(
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            TellContradiction contradictions,
            Ledger ledger) {
        this.payments = payments;
        this.unapplied = unapplied;
        this.store = store;
        this.contradictions = contradictions;
        this.ledger = ledger;
    }

    /// A refund and what it comes from, locked.
    record Locked(
            Refund refund,
            @Nullable Payment payment,
            @Nullable UnappliedPayment money) {}

    Locked locked(Tx tx, Refund asked) {
        PaymentId ofPayment = asked.target().payment();
        UnappliedPaymentId ofUnapplied = asked.target().unapplied();
        // Lock order is fixed: what it comes from, then the refund.
        Payment payment = ofPayment == null
                ? null
                : payments.lock(tx, asked.scope(), ofPayment).orElseThrow();
        UnappliedPayment money = ofUnapplied == null
                ? null
                : unapplied.lock(tx, asked.scope(), ofUnapplied).orElseThrow();
        return new Locked(store.lock(tx, asked.scope(), asked.id()).orElseThrow(), payment, money);
    }

    /// A failed refund, and what it could be counted of today: money that was put aside may be a payment by now.
    Locked lockedToday(Tx tx, Refund failed) {
        Locked then = locked(tx, failed);
        UnappliedPayment money = then.money();
        return money != null && money.state() instanceof UnappliedPayment.State.Applied(String _, PaymentId became)
                ? new Locked(
                        then.refund(), payments.lock(tx, failed.scope(), became).orElseThrow(), null)
                : then;
    }

    /// The refund, locked after what it comes from.
    Refund lock(Tx tx, Refund asked) {
        return locked(tx, asked).refund();
    }

    /// A person says that the money went back.
    ///
    /// @param reference as in [Refund#succeed]
    Refund wentBack(Tx tx, Refund asked, @Nullable String reference, Origin origin, Instant now) {
        return succeeds(tx, locked(tx, asked), reference, origin, now);
    }

    /// The refund as it stands afterwards. What was told twice counts once.
    Refund handle(Tx tx, Refund asked, RefundOutcome outcome, Origin origin, Instant now) {
        Locked locked = locked(tx, asked);
        Refund refund = locked.refund();
        if (!(refund.state() instanceof State.Pending)) {
            if (refund.state() instanceof State.Failed) {
                contradictions.handle(tx, refund, outcome, now);
            }
            return refund;
        }
        return switch (outcome) {
            case RefundOutcome.Succeeded told
            when !told.isNamed() -> {
                LOG.warn("{}: what {} answered names no refund", refund.id().text(), refund.adapter());
                yield waits(tx, refund.stillPending(null, now));
            }
            case RefundOutcome.Succeeded(String reference, Money told)
            when !told.equals(refund.amount()) -> {
                LOG.warn(
                        "{}: {} says that it sent back another amount",
                        refund.id().text(),
                        refund.adapter());
                yield waits(tx, refund.doubted(reference, told, now));
            }
            case RefundOutcome.Succeeded(String reference, Money _) -> succeeds(tx, locked, reference, origin, now);
            case RefundOutcome.Refused(String code, String message) -> fails(tx, locked, code, message, origin, now);
            case RefundOutcome.Dropped dropped
            when refund.isMissingForGood(now) -> fails(tx, locked, dropped.code(), dropped.message(), origin, now);
            case RefundOutcome.Pending(String reference) -> waits(tx, refund.stillPending(reference, now));
            case RefundOutcome.Dropped _ -> waits(tx, refund.missing(now));
            case RefundOutcome.NotFound _, RefundOutcome.Unknown _ -> waits(tx, refund.stillPending(null, now));
        };
    }

    private Refund succeeds(Tx tx, Locked locked, @Nullable String reference, Origin origin, Instant now) {
        var succeeded = locked.refund().succeed(reference, now);
        String json = store.save(tx, succeeded, origin);
        Payment payment = locked.payment();
        if (payment != null) {
            bookOfPayment(tx, payment, succeeded.after(), json, origin, now);
        }
        UnappliedPayment money = locked.money();
        if (money != null) {
            bookOfUnapplied(tx, money, succeeded.after(), origin, now);
        }
        return succeeded.after();
    }

    private Refund fails(Tx tx, Locked locked, String code, String message, Origin origin, Instant now) {
        Refund refund = locked.refund();
        var failed = refund.fail(code, message, now);
        store.save(tx, failed, origin);
        Payment payment = locked.payment();
        if (payment != null) {
            payments.saveReserved(tx, payment, payment.release(refund.amount().minor()));
        }
        return failed.after();
    }

    private Refund waits(Tx tx, Refund pending) {
        store.saveWatch(tx, pending);
        return pending;
    }

    /// @param payment with the refund's amount reserved
    void bookOfPayment(Tx tx, Payment payment, Refund refund, String refundJson, Origin origin, Instant now) {
        payments.saveRefunded(tx, payment.refunded(refund.amount().minor(), now), refundJson, origin);
        ledger.post(tx, refund.scope(), Booking.refund(from(refund), refund.id().text(), refund.amount()), now);
    }

    void bookOfUnapplied(Tx tx, UnappliedPayment money, Refund refund, Origin origin, Instant now) {
        unapplied.save(tx, money.refunded(refund.id().text(), now), origin);
        ledger.post(
                tx,
                refund.scope(),
                Booking.unappliedRefund(
                        from(refund), money.id().text(), refund.id().text(), refund.amount()),
                now);
    }

    /// By hand it came out of the merchant's own pocket.
    private static String from(Refund refund) {
        return refund.via() == Via.MANUAL ? "cash" : refund.adapter();
    }
}

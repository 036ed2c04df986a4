package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Actor;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.id.Ids;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Contradiction.Answer;
import com.plugipay.refund.Contradiction.Answered;
import com.plugipay.refund.Refund.State;
import com.plugipay.refund.Refund.Via;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person has looked at a refund that failed here and went back after all, as its provider says: it is counted, as
/// a refund of its own, or it is not. Once, whoever clicks.
final class AnswerContradiction {
    private static final int MOST_REFUNDS = 1_000;

    private final Payments payments;
    private final RefundStore store;
    private final ContradictionStore contradictions;
    private final FinishRefund finish;
    private final AuditLog audit;
    private final Ids ids;

    AnswerContradiction(
            Payments payments,
            RefundStore store,
            ContradictionStore contradictions,
            FinishRefund finish,
            AuditLog audit,
            Ids ids) {
        this.payments = payments;
        this.store = store;
        this.contradictions = contradictions;
        this.finish = finish;
        this.audit = audit;
        this.ids = ids;
    }

    /// What the audit log keeps of it.
    private record Deed(
            Money told,
            String providerReference,
            @Nullable String answer,
            @Nullable String countedRefundId) {
        static String json(Contradiction one) {
            Answered answered = one.answered();
            RefundId counted = answered == null ? null : answered.counted();
            return Json.text(new Deed(
                    one.told(),
                    one.providerReference(),
                    answered == null ? null : answered.answer().wire(),
                    counted == null ? null : counted.text()));
        }
    }

    static Answered notOurs(Origin origin, Instant now) {
        return new Answered(Answer.NOT_OURS, who(origin), now, null);
    }

    private static String who(Origin origin) {
        Actor actor = origin.actor();
        return actor.id() == null ? actor.type().wire() : actor.id();
    }

    /// CONFLICT when somebody answered before, or when it does not fit under what came in.
    ///
    /// @param failed the refund that it is about
    /// @param id of what was told
    void handle(Tx tx, Refund failed, String id, Answer answer, Origin origin, Instant now) {
        FinishRefund.Locked locked = finish.locked(tx, failed);
        Contradiction open = contradictions
                .lock(tx, failed.scope(), failed.id(), id)
                .filter(Contradiction::isOpen)
                .orElseThrow(() -> new Rejected(ErrorCode.CONFLICT, "This was answered in the meantime."));
        Answered answered = switch (answer) {
            case NOT_OURS -> notOurs(origin, now);
            case COUNTED -> new Answered(answer, who(origin), now, count(tx, locked, open, origin, now));
        };
        Contradiction after = open.with(answered);
        contradictions.answer(tx, after);
        audit.write(
                tx,
                failed.scope(),
                origin,
                answer == Answer.COUNTED ? "refund.counted" : "refund.not_ours",
                "refund",
                failed.id().text(),
                Deed.json(open),
                Deed.json(after),
                now);
    }

    private RefundId count(Tx tx, FinishRefund.Locked locked, Contradiction told, Origin origin, Instant now) {
        Refund failed = locked.refund();
        Payment payment = locked.payment();
        UnappliedPayment money = locked.money();
        if (!canCount(told, payment, money, others(tx, failed))) {
            throw new Rejected(ErrorCode.CONFLICT, "It does not fit, or it is in the books already.");
        }
        var counted = failed.wentBackAfterAll(RefundId.next(ids), told.providerReference(), told.told(), now);
        if (payment != null) {
            Payment reserved = payment.reserve(told.told().minor());
            payments.saveReserved(tx, payment, reserved);
            String json = store.save(tx, counted, origin);
            finish.bookOfPayment(tx, reserved, counted.after(), json, origin, now);
        }
        if (money != null) {
            store.save(tx, counted, origin);
            finish.bookOfUnapplied(tx, money, counted.after(), origin, now);
        }
        return counted.after().id();
    }

    private List<Refund> others(Tx tx, Refund failed) {
        PaymentId payment = failed.target().payment();
        UnappliedPaymentId money = failed.target().unapplied();
        var filter = new RefundStore.Filter(
                payment == null ? null : payment.text(), money == null ? null : money.text(), null, null);
        return store.list(tx, failed.scope(), filter, PageRequest.newest(MOST_REFUNDS));
    }

    /// Whether it can be a refund of its own: it fits under what came in, and is not in the books under this name.
    ///
    /// @param refunds of the same money
    static boolean canCount(
            Contradiction told, @Nullable Payment payment, @Nullable UnappliedPayment money, List<Refund> refunds) {
        boolean known = refunds.stream()
                .anyMatch(refund -> !(refund.state() instanceof State.Failed)
                        && refund.via() == Via.PROVIDER
                        && told.providerReference().equals(refund.providerReference()));
        Money went = told.told();
        if (known || went.minor() < 1) {
            return false;
        }
        if (payment != null) {
            return went.currency() == payment.amount().currency() && went.minor() <= payment.refundable();
        }
        // Of money that fits nothing the whole goes back, or nothing.
        return money != null
                && money.state() instanceof UnappliedPayment.State.Open
                && went.equals(money.amount())
                && refunds.stream().allMatch(refund -> refund.state() instanceof State.Failed);
    }
}

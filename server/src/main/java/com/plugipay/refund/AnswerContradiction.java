package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Actor;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.refund.Contradiction.Answer;
import com.plugipay.refund.Contradiction.Answered;
import com.plugipay.refund.Countable.Choice;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A person has looked at a refund that failed here and went back after all, as its provider says: it is counted, as
/// a refund of its own, or it is not. Once, whoever clicks.
final class AnswerContradiction {
    private final Payments payments;
    private final RefundStore store;
    private final ContradictionStore contradictions;
    private final FindAfterAll find;
    private final FinishRefund finish;
    private final AuditLog audit;
    private final Ids ids;

    AnswerContradiction(
            Payments payments,
            RefundStore store,
            ContradictionStore contradictions,
            FindAfterAll find,
            FinishRefund finish,
            AuditLog audit,
            Ids ids) {
        this.payments = payments;
        this.store = store;
        this.contradictions = contradictions;
        this.find = find;
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

    /// CONFLICT when somebody answered before, or when it cannot be answered so now.
    ///
    /// @param failed the refund that it is about
    /// @param id of what was told
    /// @param answer a person's: counted or not
    void handle(Tx tx, Refund failed, String id, Answer answer, Origin origin, Instant now) {
        FinishRefund.Locked today = finish.lockedToday(tx, failed);
        Contradiction open = contradictions
                .lock(tx, failed.scope(), failed.id(), id)
                .filter(Contradiction::isOpen)
                .orElseThrow(() -> new Rejected(ErrorCode.CONFLICT, "This was answered in the meantime."));
        Choice choice =
                find.countable(tx, failed, today.payment(), today.money()).of(open);
        boolean counts = answer == Answer.COUNTED;
        if (choice != Choice.COUNT && (counts || choice != Choice.LOOKED)) {
            throw new Rejected(ErrorCode.CONFLICT, "It cannot be answered so now.");
        }
        Answered answered = counts
                ? new Answered(answer, who(origin), now, count(tx, today, open, origin, now))
                : notOurs(origin, now);
        Contradiction after = open.with(answered);
        contradictions.answer(tx, after);
        audit.write(
                tx,
                failed.scope(),
                origin,
                counts ? "refund.counted" : "refund.not_ours",
                "refund",
                failed.id().text(),
                Deed.json(open),
                Deed.json(after),
                now);
    }

    private RefundId count(Tx tx, FinishRefund.Locked today, Contradiction told, Origin origin, Instant now) {
        Refund failed = today.refund();
        Payment payment = today.payment();
        UnappliedPayment money = today.money();
        Refund.Target from =
                payment == null ? failed.target() : new Refund.Target(payment.id(), null, payment.checkoutSessionId());
        var counted = failed.wentBackAfterAll(RefundId.next(ids), from, told.providerReference(), told.told(), now);
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
}

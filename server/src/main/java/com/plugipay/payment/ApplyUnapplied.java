package com.plugipay.payment;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Optional;

/// Money that was put aside pays for something after all. What is left over stays aside as money of its own.
public final class ApplyUnapplied {
    private final Payables payables;
    private final AttemptStore attempts;
    private final UnappliedStore unapplied;
    private final BookMoney book;
    private final VoidAttempts voidAttempts;
    private final AuditLog audit;
    private final Ids ids;

    ApplyUnapplied(
            Payables payables,
            AttemptStore attempts,
            UnappliedStore unapplied,
            BookMoney book,
            VoidAttempts voidAttempts,
            AuditLog audit,
            Ids ids) {
        this.payables = payables;
        this.attempts = attempts;
        this.unapplied = unapplied;
        this.book = book;
        this.voidAttempts = voidAttempts;
        this.audit = audit;
        this.ids = ids;
    }

    /// Answers the money, applied.
    public UnappliedPayment handle(
            Tx tx, Scope scope, UnappliedPaymentId id, String session, Origin origin, Instant now) {
        // Lock order is fixed: what is paid for first.
        Optional<? extends Payable> found = payables.lock(tx, scope, session).optional();
        UnappliedPayment money = unapplied.lock(tx, scope, id).orElseThrow(Rejected::notFound);
        money.checkOpen();
        Payable target = found.orElseThrow(
                () -> Rejected.invalid("sessionId", "sessionId names no session of this workspace and mode."));
        if (!target.takesMoney(now)) {
            throw new Rejected(ErrorCode.CONFLICT, "The session has ended and takes no money.");
        }
        if (unapplied.isBeingRefunded(tx, scope, id)) {
            throw new Rejected(ErrorCode.CONFLICT, "This money is being refunded, or may have gone back already.");
        }
        var payment = PaymentId.next(ids);
        Transition<UnappliedPayment, UnappliedEvent> applied = money.apply(target, payment, now);
        unapplied.save(tx, applied, origin);
        var rest = money.rest(UnappliedPaymentId.next(ids), target.amount(), now);
        if (rest != null) {
            unapplied.save(tx, rest, origin);
        }
        audit.write(
                tx,
                scope,
                origin,
                "unapplied_payment.applied",
                "unapplied_payment",
                id.text(),
                "{\"status\":\"open\"}",
                "{\"status\":\"applied\",\"sessionId\":\"" + session + "\"}",
                now);
        book.apply(tx, target, money, payment, origin, now);
        voidAttempts.handle(tx, attempts.ofPayable(tx, scope, session).list(), now);
        return applied.after();
    }
}

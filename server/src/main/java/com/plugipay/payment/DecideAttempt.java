package com.plugipay.payment;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.money.Money;
import com.plugipay.provider.Outcome;
import java.time.Instant;
import java.util.Objects;

/// A person says what became of an attempt that was handed to them. Their word is settled like a provider's.
public final class DecideAttempt {
    /// What the person found at the provider.
    public sealed interface Found {
        /// @param reference the provider's name for the money: told of it later, we know it again
        record Paid(Money amount, String reference) implements Found {}

        record Unpaid() implements Found {}
    }

    private final Payables payables;
    private final AttemptStore attempts;
    private final UnappliedStore unapplied;
    private final Settle settle;
    private final AuditLog audit;

    DecideAttempt(Payables payables, AttemptStore attempts, UnappliedStore unapplied, Settle settle, AuditLog audit) {
        this.payables = payables;
        this.attempts = attempts;
        this.unapplied = unapplied;
        this.settle = settle;
        this.audit = audit;
    }

    /// The attempt as it stands afterwards. CONFLICT when it is not what the person saw.
    ///
    /// @param seen as the person saw it
    public Attempt handle(Tx tx, Attempt seen, Found found, Origin origin, Instant now) {
        // Lock order is fixed: what is paid for, then the attempt.
        Asked<? extends Payable> payable = payables.lock(tx, seen.scope(), seen.payable());
        Asked<Attempt> stored = attempts.lock(tx, seen.scope(), seen.id());
        payable.single();
        Attempt attempt = stored.single();
        if (!attempt.isWithAPerson()
                || !Objects.equals(attempt.watch().handedOverAt(), seen.watch().handedOverAt())) {
            throw new Rejected(ErrorCode.CONFLICT, "This attempt was decided on in the meantime.");
        }
        Attempt after = settle.handle(tx, attempt, Settle.After.LOOK, outcome(tx, attempt, found), origin, now);
        String deed = found instanceof Found.Paid(Money amount, String reference)
                ? Json.text(new AskAboutAttempt.Deed(
                        after.state().wire(), amount.minor(), amount.currency().name(), reference))
                : AskAboutAttempt.Deed.json(after.state());
        audit.write(
                tx,
                after.scope(),
                origin,
                found instanceof Found.Paid ? "payment_attempt.confirmed" : "payment_attempt.denied",
                "payment_attempt",
                after.id().text(),
                AskAboutAttempt.Deed.json(attempt.state()),
                deed,
                now);
        return after;
    }

    private Outcome outcome(Tx tx, Attempt attempt, Found found) {
        return switch (found) {
            case Found.Paid(Money amount, String reference) -> {
                boolean taken = unapplied
                                .isKnown(tx, attempt.scope(), attempt.adapter(), reference)
                                .single()
                        || attempts.isReferenceOfAnother(tx, attempt, reference);
                if (taken || !Outcome.isName(reference)) {
                    throw Rejected.invalid("reference", "reference names money that is known already.");
                }
                yield new Outcome.Captured(
                        reference, attempt.id().text(), attempt.scope().mode(), amount, null, null);
            }
            case Found.Unpaid() ->
                new Outcome.Declined(ErrorCode.PROVIDER_DECLINED, "The seller found no payment at the provider.");
        };
    }
}

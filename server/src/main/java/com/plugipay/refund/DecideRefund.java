package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.money.Money;
import com.plugipay.provider.RefundOutcome;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A person says what became of a refund that was handed to them.
final class DecideRefund {
    /// What the person found at the provider.
    sealed interface Found {
        /// @param reference the provider's name for the refund, if they gave one
        record WentBack(@Nullable String reference) implements Found {}

        /// @param despite what the provider says that it sent back; null when it says nothing
        record NotSent(@Nullable Money despite) implements Found {}
    }

    /// The failure code of a refund that a person did not find.
    static final String NOT_SENT = "not_sent_back";

    private final FinishRefund finish;
    private final TellContradiction contradictions;
    private final AuditLog audit;

    DecideRefund(FinishRefund finish, TellContradiction contradictions, AuditLog audit) {
        this.finish = finish;
        this.contradictions = contradictions;
        this.audit = audit;
    }

    /// The refund as it stands afterwards. CONFLICT when it is not what the person saw.
    ///
    /// @param seen as the person saw it
    Refund handle(Tx tx, Refund seen, Found found, Origin origin, Instant now) {
        Refund refund = finish.lock(tx, seen);
        if (!refund.isWithAPerson()
                || !Objects.equals(refund.watch().handedOverAt(), seen.watch().handedOverAt())) {
            throw new Rejected(ErrorCode.CONFLICT, "This refund was decided on in the meantime.");
        }
        // Of money that the provider says it sent, a person says twice that it is not so.
        if (found instanceof Found.NotSent(Money despite) && !Objects.equals(refund.told(), despite)) {
            throw new Rejected(ErrorCode.CONFLICT, "The provider has said something else in the meantime.");
        }
        Refund after = switch (found) {
            case Found.WentBack(String reference) -> finish.wentBack(tx, refund, reference, origin, now);
            case Found.NotSent(Money despite) -> notSent(tx, refund, despite, origin, now);
        };
        audit.write(
                tx,
                after.scope(),
                origin,
                found instanceof Found.WentBack ? "refund.confirmed" : "refund.denied",
                "refund",
                after.id().text(),
                AskAboutRefund.Deed.json(refund),
                AskAboutRefund.Deed.json(after),
                now);
        return after;
    }

    private Refund notSent(Tx tx, Refund refund, @Nullable Money despite, Origin origin, Instant now) {
        var refused = new RefundOutcome.Refused(NOT_SENT, "The seller found no refund at the provider.");
        Refund after = finish.handle(tx, refund, refused, origin, now);
        if (despite != null) {
            contradictions.deniedDespite(tx, after, despite, AnswerContradiction.notOurs(origin, now), now);
        }
        return after;
    }
}

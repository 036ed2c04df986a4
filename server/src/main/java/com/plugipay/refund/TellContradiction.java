package com.plugipay.refund;

import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.id.Ids;
import com.plugipay.money.Money;
import com.plugipay.payment.Payment;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.Watch;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.refund.Contradiction.Answer;
import com.plugipay.refund.Contradiction.Answered;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ended is ended: what a provider says of a refund that failed here is written beside it. Once, however often it is
/// said, and until it is answered no more of the same money goes back.
final class TellContradiction {
    private static final Logger LOG = LoggerFactory.getLogger(TellContradiction.class);
    static final String PREFIX = "rct";

    private final ContradictionStore store;
    private final Ids ids;

    TellContradiction(ContradictionStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /// @param failed locked
    void handle(Tx tx, Refund failed, RefundOutcome outcome, Instant now) {
        switch (outcome) {
            case RefundOutcome.Succeeded told -> wentBack(tx, failed, told, now);
            case RefundOutcome.Pending(String reference) -> onItsWay(tx, failed, reference, now);
            case RefundOutcome.Refused _ -> cameToNothing(tx, failed, now);
            // What it does not list now may be listed later: a person answers.
            case RefundOutcome.Dropped _, RefundOutcome.NotFound _, RefundOutcome.Unknown _ -> {}
        }
    }

    private void wentBack(Tx tx, Refund failed, RefundOutcome.Succeeded told, Instant now) {
        if (!told.isNamed()) {
            LOG.warn("{}: what {} answered names no refund", failed.id().text(), failed.adapter());
            return;
        }
        List<Contradiction> before = store.of(tx, failed);
        // Some providers name a refund anew when they finish it: what a person counted while it was on its way is this.
        boolean counted = before.stream()
                .anyMatch(one -> one.onItsWay()
                        && one.isAnswered(Answer.COUNTED)
                        && one.told().equals(told.amount()));
        boolean news = !counted && tell(tx, failed, told.reference(), told.amount(), now, null);
        end(tx, failed, before, Answer.WENT_BACK, now);
        if (news) {
            LOG.error(
                    "{} failed here, and {} says that it sent the money back",
                    failed.id().text(),
                    failed.adapter());
        }
    }

    private void onItsWay(Tx tx, Refund failed, String reference, Instant now) {
        boolean known = store.of(tx, failed).stream()
                .anyMatch(one -> !one.onItsWay()
                        && (one.isOpen()
                                || one.isAnswered(Answer.COUNTED)
                                || one.told().equals(failed.amount())));
        if (known) {
            return;
        }
        String name = Outcome.isName(reference) ? reference : failed.id().text();
        boolean news = store.tell(
                tx,
                new Contradiction(
                        ids.next(PREFIX),
                        failed.scope(),
                        failed.id(),
                        name,
                        failed.amount(),
                        now,
                        true,
                        Watch.NONE.doubtful(now),
                        null));
        if (news) {
            LOG.error(
                    "{} failed here, and {} says that the money is on its way back",
                    failed.id().text(),
                    failed.adapter());
        }
    }

    private void cameToNothing(Tx tx, Refund failed, Instant now) {
        List<Contradiction> before = store.of(tx, failed);
        end(tx, failed, before, Answer.CAME_TO_NOTHING, now);
        if (before.stream().anyMatch(one -> one.onItsWay() && one.isAnswered(Answer.COUNTED))) {
            LOG.error(
                    "{} was counted by a person, and {} says now that it failed",
                    failed.id().text(),
                    failed.adapter());
        }
    }

    /// What was on its way has ended, as its provider says.
    private void end(Tx tx, Refund failed, List<Contradiction> told, Answer answer, Instant now) {
        told.stream()
                .filter(one -> one.onItsWay() && one.isOpen())
                .forEach(one -> store.answer(tx, one.with(new Answered(answer, failed.adapter(), now, null))));
    }

    /// A person says that it did not go back, and has seen that the provider says otherwise: that is answered, too.
    void deniedDespite(Tx tx, Refund failed, Money told, Answered answer, Instant now) {
        String reference = failed.providerReference();
        if (reference != null) {
            tell(tx, failed, reference, told, now, answer);
        }
    }

    private boolean tell(Tx tx, Refund failed, String reference, Money told, Instant now, @Nullable Answered answer) {
        return store.tell(
                tx,
                new Contradiction(
                        ids.next(PREFIX),
                        failed.scope(),
                        failed.id(),
                        reference,
                        told,
                        now,
                        false,
                        Watch.NONE,
                        answer));
    }

    /// Whether of what this refund comes from more may have gone back than is in the books, and nobody has answered.
    boolean isUnanswered(Tx tx, FinishRefund.Locked locked) {
        Payment payment = locked.payment();
        UnappliedPayment money = locked.money();
        return (payment != null && !store.open(tx, payment).isEmpty())
                || (money != null && !store.open(tx, money).isEmpty());
    }

    /// Refuses while a provider says that of this money more went back than is in the books, and nobody has answered.
    void checkAnswered(Tx tx, Payment payment) {
        check("paymentId", store.open(tx, payment));
    }

    void checkAnswered(Tx tx, UnappliedPayment money) {
        check("unappliedPaymentId", store.open(tx, money));
    }

    private static void check(String param, List<Contradiction> open) {
        if (open.isEmpty()) {
            return;
        }
        Contradiction first = open.getFirst();
        throw Rejected.conflict(
                param,
                "The provider says that " + first.told().display()
                        + (first.onItsWay() ? " of it is on its way back" : " of it went back")
                        + " after all, by a refund that failed here. Look at it in the dashboard first.",
                first.refund().text());
    }
}

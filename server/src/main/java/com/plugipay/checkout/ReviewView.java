package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.Install;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.MethodNames;
import com.plugipay.provider.Instrument;
import com.plugipay.workspace.Members;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Draws a customer's claim to have paid by hand, and what became of it.
final class ReviewView {
    private final Members members;
    private final Install install;

    ReviewView(Members members, Install install) {
        this.members = members;
        this.install = install;
    }

    /// @param typed as the reason of a rejection
    /// @param wrong key of what is wrong with it
    SessionPage.@Nullable Review of(
            Visit visit,
            SessionReader.Seen seen,
            DashboardFrame frame,
            TimeTexts times,
            String typed,
            @Nullable String wrong) {
        CheckoutSession session = seen.session();
        CheckoutSession.Review review = session.review();
        if (review == null) {
            return null;
        }
        Attempt byHand = seen.attempts().reversed().stream()
                .filter(attempt -> attempt.adapter().equals("manual"))
                .findFirst()
                .orElse(null);
        Instant decided = review.confirmedAt() == null ? review.rejectedAt() : review.confirmedAt();
        String proof = review.proofUrl();
        Money price = session.terms().amount();
        Money asked = byHand == null ? price : byHand.amount();
        return new SessionPage.Review(
                times.of(review.claimedAt()),
                String.valueOf(review.claimedAt().toEpochMilli()),
                asked.display(),
                asked.equals(price) ? null : price.minus(asked).display(),
                byHand == null ? null : MethodNames.of(frame.frame(), byHand.channel()),
                byHand == null ? List.of() : accounts(byHand),
                proof == null ? null : install.url(proof),
                session.state() instanceof CheckoutSession.State.PendingReview,
                visit.caller().allows("checkout", "write"),
                verdict(visit, review, frame),
                decided == null ? null : times.of(decided),
                review.rejectReason(),
                typed,
                wrong == null ? null : frame.t(wrong));
    }

    private static List<String> accounts(Attempt attempt) {
        return attempt.state() instanceof AttemptState.RequiresAction(Instrument.BankTransfer(var accounts))
                ? accounts.stream()
                        .map(account ->
                                account.bankName() + " " + account.accountNumber() + " · " + account.accountHolder())
                        .toList()
                : List.of();
    }

    private @Nullable String verdict(Visit visit, CheckoutSession.Review review, DashboardFrame frame) {
        if (review.confirmedAt() != null) {
            return named(visit, frame, "checkout.decide.confirmed", review.confirmedBy());
        }
        return review.rejectedAt() == null
                ? null
                : named(visit, frame, "checkout.decide.rejected", review.rejectedBy());
    }

    private String named(Visit visit, DashboardFrame frame, String verdict, @Nullable String by) {
        return by == null
                ? frame.t(verdict)
                : frame.t(
                        verdict + ".by",
                        members.names(visit.scope(), Set.of(by)).getOrDefault(by, by));
    }
}

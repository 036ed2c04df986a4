package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.event.Origin;
import com.plugipay.http.TimeTexts;
import com.plugipay.payment.Payment;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.refund.Contradiction.Answer;
import com.plugipay.refund.Contradiction.Answered;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Draws what providers say of refunds that failed here.
///
/// @param payment that they came from, or else `money`
record AfterAllView(
        @Nullable Payment payment,
        @Nullable UnappliedPayment money,
        List<Refund> refunds,
        List<Contradiction> contradictions) {
    /// Whether one waits for a person.
    boolean isOpen() {
        return contradictions.stream().anyMatch(Contradiction::isOpen);
    }

    List<RefundPage.AfterAll> of(Refund refund, boolean may, DashboardFrame frame, TimeTexts times) {
        return contradictions.stream()
                .filter(one -> one.refund().equals(refund.id()))
                .map(one -> new RefundPage.AfterAll(
                        one.id(),
                        one.told().display(),
                        one.providerReference(),
                        times.of(one.toldAt()),
                        answer(one, frame),
                        AnswerContradiction.canCount(one, payment, money, refunds),
                        may))
                .toList();
    }

    private static @Nullable String answer(Contradiction one, DashboardFrame frame) {
        Answered answered = one.answered();
        return answered == null
                ? null
                : frame.t("refund.after-all.answer." + answered.answer().wire());
    }

    /// What of it has no event of its own. What was counted is a refund, which has.
    List<Timeline.Fact> facts(DashboardFrame frame) {
        List<Timeline.Fact> facts = new ArrayList<>();
        for (Contradiction one : contradictions) {
            facts.add(new Timeline.Fact(
                    one.toldAt(),
                    frame.t("refund.after-all.event.told", one.told().display()),
                    "refund.contradicted",
                    Origin.Source.PROVIDER.wire(),
                    null));
            Answered answered = one.answered();
            if (answered != null && answered.answer() == Answer.NOT_OURS) {
                facts.add(new Timeline.Fact(
                        answered.at(),
                        frame.t("refund.after-all.event.not-ours", one.told().display()),
                        "refund.not_ours",
                        Origin.Source.DASHBOARD.wire(),
                        answered.by()));
            }
        }
        return facts;
    }
}

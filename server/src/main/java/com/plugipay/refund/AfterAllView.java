package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.event.Origin;
import com.plugipay.http.TimeTexts;
import com.plugipay.refund.Contradiction.Answer;
import com.plugipay.refund.Contradiction.Answered;
import com.plugipay.refund.Countable.Choice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Draws what providers say of refunds that failed here.
///
/// @param refunds newest first, those that it is about among them
/// @param contradictions newest first
/// @param countable what each that waits could be counted of
record AfterAllView(List<Refund> refunds, List<Contradiction> contradictions, Map<RefundId, Countable> countable) {
    /// Whether one waits for an answer.
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
                        one.onItsWay(),
                        answer(one, frame),
                        choice(one).wire(),
                        may))
                .toList();
    }

    private Choice choice(Contradiction one) {
        Countable of = countable.get(one.refund());
        return of == null ? Choice.LOOKED : of.of(one);
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
                    frame.t(
                            one.onItsWay() ? "refund.after-all.event.way" : "refund.after-all.event.told",
                            one.told().display()),
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
            if (answered != null && answered.answer() == Answer.CAME_TO_NOTHING) {
                facts.add(new Timeline.Fact(
                        answered.at(),
                        frame.t("refund.after-all.event.nothing", one.told().display()),
                        "refund.came_to_nothing",
                        Origin.Source.PROVIDER.wire(),
                        null));
            }
        }
        return facts;
    }
}

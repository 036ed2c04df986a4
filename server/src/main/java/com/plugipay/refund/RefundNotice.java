package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What just happened to a refund, in words: `refund/notice.jte`.
public record RefundNotice(String text, boolean good) {
    /// Of a refund that was in doubt, as the address says. Told only while the refunds bear it out.
    static @Nullable RefundNotice ofDoubt(
            DashboardFrame frame, List<Refund> refunds, List<Contradiction> contradictions, String notice) {
        boolean doubtful = refunds.stream().anyMatch(Refund::isWithAPerson);
        return switch (notice) {
            case "still" -> doubtful ? new RefundNotice(frame.t("refund.doubt.still"), false) : null;
            case "answered", "went-back", "not-sent" ->
                doubtful || refunds.isEmpty() ? null : new RefundNotice(frame.t("refund.doubt." + notice), true);
            case "reference" -> doubtful ? new RefundNotice(frame.t("refund.doubt.reference.wrong"), false) : null;
            case "told" -> doubtful ? new RefundNotice(frame.t("refund.doubt.despite.wrong"), false) : null;
            case "decided" -> new RefundNotice(frame.t("refund.doubt.decided"), false);
            case "counted", "not-ours" ->
                contradictions.isEmpty() || contradictions.stream().anyMatch(Contradiction::isOpen)
                        ? null
                        : new RefundNotice(frame.t("refund.after-all." + notice), true);
            case "asked" -> contradictions.isEmpty() ? null : new RefundNotice(frame.t("refund.after-all.asked"), true);
            case "answered-before" -> new RefundNotice(frame.t("refund.after-all.before"), false);
            default -> null;
        };
    }
}

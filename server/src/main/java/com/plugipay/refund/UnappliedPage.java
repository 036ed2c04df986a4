package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.http.FormErrors;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One money that fitted nothing, and what to do with it: `refund/unapplied.jte`.
///
/// @param apply null when it is not open, or for people who may not decide
/// @param form likewise
/// @param noForm why there is nothing to decide here, in words; null when there is
public record UnappliedPage(
        DashboardFrame dashboard,
        String id,
        String amount,
        String reason,
        String status,
        @Nullable String expected,
        @Nullable String fee,
        @Nullable String method,
        String adapter,
        String providerReference,
        @Nullable String sessionId,
        @Nullable String appliedSession,
        @Nullable String appliedPayment,
        @Nullable String splitFrom,
        TimeText received,
        List<RefundPage> refunds,
        List<Timeline.Entry> timeline,
        @Nullable Apply apply,
        @Nullable RefundFormPage form,
        @Nullable String noForm,
        @Nullable RefundNotice notice) {

    /// The form that uses it for a session.
    ///
    /// @param typed the session's id as it was typed
    /// @param chosen the session that was ticked
    /// @param problem why it was not used, in words; null when nothing was asked
    public record Apply(
            String formKey,
            List<Choice> choices,
            String typed,
            String chosen,
            FormErrors errors,
            @Nullable String problem) {}

    /// A session that this money could pay for.
    ///
    /// @param exact whether it asks for just this much
    public record Choice(String id, String amount, @Nullable String label, boolean exact, TimeText created) {
        public String shortId() {
            return "…" + id.substring(Math.max(0, id.length() - 8));
        }
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }
}

package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Money that waits for a decision, and below it what was decided: `refund/inbox.jte`.
///
/// @param open the oldest first: it has waited longest
/// @param done the newest first
/// @param moreOpen whether there is more than is shown
public record InboxListPage(DashboardFrame dashboard, List<Row> open, List<Row> done, boolean moreOpen) {

    /// One money.
    ///
    /// @param reason `late`, `short`, `over`, `duplicate` or `unknown`
    /// @param expected what was asked for; null when nothing was
    /// @param status `open`, `applied` or `refunded`
    public record Row(
            String id,
            String amount,
            String reason,
            @Nullable String expected,
            @Nullable String sessionId,
            String status,
            TimeText received) {
        public String shortId() {
            return "…" + id.substring(Math.max(0, id.length() - 8));
        }
    }

    public boolean isEmpty() {
        return open.isEmpty() && done.isEmpty();
    }
}

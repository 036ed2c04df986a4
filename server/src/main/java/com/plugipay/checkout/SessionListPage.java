package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The 20 newest sessions: `checkout/session-list.jte`.
///
/// @param status that the list is narrowed to; empty for all
public record SessionListPage(DashboardFrame dashboard, String status, List<Row> rows) {

    /// One session.
    ///
    /// @param label the description, else the customer's name; null when there is neither
    /// @param adapter null until something has been tried
    public record Row(
            String id,
            @Nullable String label,
            String amount,
            StatusBadge status,
            @Nullable String adapter,
            TimeText created,
            TimeText expires) {

        /// The end of the id, enough to tell one from another.
        public String shortId() {
            return id.length() <= 10 ? id : "…" + id.substring(id.length() - 8);
        }
    }

    public StatusBadge[] statuses() {
        return StatusBadge.values();
    }
}

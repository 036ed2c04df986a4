package com.plugipay.payment;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One part of the payments, newest first: `payment/payment-list.jte`.
///
/// @param status that the list is narrowed to; empty for all
/// @param q that was searched for; empty for nothing
/// @param newerUrl null on the newest part
/// @param olderUrl null on the oldest part
public record PaymentListPage(
        DashboardFrame dashboard,
        String status,
        String q,
        List<Row> rows,
        @Nullable String newerUrl,
        @Nullable String olderUrl) {

    /// One payment.
    ///
    /// @param label the description; null when there is none
    /// @param refunded how much went back; null when nothing did
    public record Row(
            String id,
            @Nullable String label,
            String amount,
            @Nullable String refunded,
            String status,
            String method,
            TimeText captured) {
        public String shortId() {
            return "…" + id.substring(Math.max(0, id.length() - 8));
        }
    }

    public List<String> statuses() {
        return List.of("succeeded", "partially_refunded", "refunded");
    }

    /// Whether the list shows less than all.
    public boolean narrowed() {
        return !status.isEmpty() || !q.isEmpty() || newerUrl != null;
    }
}

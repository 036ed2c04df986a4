package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One payment with what went back of it: `refund/payment.jte`.
///
/// @param refunded what went back, as people write it; null when nothing did
/// @param form null when nothing is left, or for people who may not refund
/// @param noForm why there is no form, in words; null when there is one
/// @param notice what just happened; null when nothing did
public record PaymentPage(
        DashboardFrame dashboard,
        String id,
        String amount,
        String status,
        String method,
        @Nullable String card,
        String adapter,
        @Nullable String providerReference,
        @Nullable String description,
        String sessionId,
        @Nullable String customerId,
        @Nullable String refunded,
        String left,
        @Nullable String fee,
        TimeText captured,
        List<RefundPage> refunds,
        List<Timeline.Entry> timeline,
        @Nullable RefundFormPage form,
        @Nullable String noForm,
        @Nullable RefundNotice notice) {
    public boolean longAmount() {
        return amount.length() > 13;
    }
}

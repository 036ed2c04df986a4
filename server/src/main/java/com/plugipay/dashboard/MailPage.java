package com.plugipay.dashboard;

import com.plugipay.http.TimeText;
import org.jspecify.annotations.Nullable;

/// One mail: `dashboard/mail.jte`.
///
/// @param reason why it was not sent, in the page's language or as the server put it; null when nothing failed
public record MailPage(
        DashboardFrame dashboard,
        String id,
        String recipient,
        String subject,
        String status,
        String text,
        TimeText created,
        @Nullable TimeText sent,
        @Nullable TimeText nextTry,
        @Nullable String reason) {}

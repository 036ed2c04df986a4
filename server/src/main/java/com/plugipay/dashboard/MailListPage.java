package com.plugipay.dashboard;

import com.plugipay.http.TimeText;
import java.util.List;

/// The newest mails: `dashboard/mail-list.jte`.
public record MailListPage(DashboardFrame dashboard, List<Row> rows) {
    /// One mail.
    ///
    /// @param status `pending`, `sent`, `failed` or `kept`
    public record Row(String id, String recipient, String subject, String status, TimeText created) {}
}

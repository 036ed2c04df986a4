package com.plugipay.settings;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import java.util.List;

/// The form for manual payments: `settings/manual.jte`.
///
/// @param canEdit false for a member, who only reads
/// @param canAdd whether another row fits
/// @param saved whether that has just happened
public record ManualPage(
        DashboardFrame dashboard,
        String formKey,
        List<Row> rows,
        String instructions,
        boolean canEdit,
        boolean canAdd,
        boolean saved,
        FormErrors errors) {

    /// One account as typed.
    ///
    /// @param index from 0, in the names of its fields
    public record Row(int index, String bankName, String accountNumber, String accountHolder) {}
}

package com.plugipay.settings;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form for payment methods, brand and business: `settings/methods.jte`.
///
/// @param order ids of all methods as they stand, sent along so that a move without a script knows them
/// @param moved `ovo:up` when that button was just pressed; empty otherwise
/// @param logoUrl on our own origin; null for none
/// @param offered how many methods customers can see now
/// @param canEdit false for a member, who only reads
/// @param notice key of what just happened; null when nothing did
public record MethodsPage(
        DashboardFrame dashboard,
        String formKey,
        List<Group> groups,
        List<String> order,
        String moved,
        Texts texts,
        @Nullable String logoUrl,
        boolean uniqueAmount,
        int offered,
        boolean canEdit,
        @Nullable String notice,
        FormErrors errors) {

    /// One family.
    public record Group(String title, List<Row> rows) {}

    /// One method.
    ///
    /// @param handled by whom as things are: `Handled by Xendit`; null when nobody takes it
    /// @param hidden why customers do not see it although it is ticked; null when they do
    /// @param limits `Rp 10.000 - Rp 5.000.000`; null when there are none
    /// @param detail more about it, such as the brands of cards; null for nothing
    /// @param choices who may take it; none when there is nothing to choose
    /// @param first in its group, and so not to be moved up
    public record Row(
            String id,
            String label,
            boolean enabled,
            @Nullable String handled,
            @Nullable String hidden,
            @Nullable String limits,
            @Nullable String detail,
            List<Choice> choices,
            boolean first,
            boolean last) {}

    /// One line of a select.
    public record Choice(String kind, String label, boolean selected) {}

    /// What was typed, kept as it was.
    public record Texts(
            String brandName,
            String brandTagline,
            String brandAccentColor,
            String businessPhone,
            String businessEmail,
            String businessAddress,
            String businessTaxId,
            String embedOrigins) {}
}

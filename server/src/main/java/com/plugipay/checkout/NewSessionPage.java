package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The form for a new session: `checkout/new-session.jte`.
///
/// @param formKey one for each opened form: the create's idempotency key
/// @param templates receipt templates to choose from; with none the field is left out
/// @param groups methods enabled in the settings, by family; empty: no session can be made
/// @param problem the refusal as the API names it; null at first
public record NewSessionPage(
        DashboardFrame dashboard,
        String formKey,
        Values values,
        List<Option> customers,
        List<Option> templates,
        List<Group> groups,
        @Nullable Problem problem,
        FormErrors errors) {

    /// What was typed, kept as it was.
    public record Values(
            String currency,
            String amount,
            String description,
            String customerId,
            String expiresInHours,
            String templateId) {
        public static Values initial() {
            return new Values("IDR", "", "", "", "24", "");
        }

        public boolean usd() {
            return currency.equals("USD");
        }
    }

    /// One line of a select.
    public record Option(String id, String label) {}

    /// One family of methods.
    public record Group(String title, List<Method> methods) {}

    /// One method to offer.
    ///
    /// @param note what limits it, such as "IDR only"; null when nothing does
    public record Method(String id, String label, @Nullable String note, boolean checked) {}

    /// Why no session was made.
    ///
    /// @param code `no_methods`
    /// @param message the same in words
    public record Problem(String code, String message) {}
}

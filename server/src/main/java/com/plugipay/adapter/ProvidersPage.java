package com.plugipay.adapter;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.FormErrors;
import com.plugipay.http.TimeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The providers of a workspace in one mode: `settings/providers.jte`.
///
/// @param canEdit false for a member, who only reads
/// @param needsPassword whether the person has to give their password once more
/// @param notice what has just happened, in words; null for nothing
public record ProvidersPage(
        DashboardFrame dashboard,
        boolean canEdit,
        boolean needsPassword,
        @Nullable String notice,
        FormErrors errors,
        List<Card> cards,
        Managed managed) {

    /// One provider that is connected with a credential.
    ///
    /// @param status `unconfigured`, `active` or `error`
    /// @param last4 the end of the secret; empty when nothing of it may be shown
    /// @param problem why it does not work, in a sentence
    /// @param inboundUrl null in test mode
    /// @param callbacks null in test mode, and while it is not connected
    /// @param open whether its form stands open
    public record Card(
            String kind,
            String name,
            String status,
            @Nullable String last4,
            @Nullable TimeText since,
            @Nullable String problem,
            @Nullable TimeText problemAt,
            @Nullable String inboundUrl,
            @Nullable Callbacks callbacks,
            List<Shown> shown,
            List<Field> fields,
            String formKey,
            boolean open) {
        public boolean connected() {
            return !status.equals("unconfigured");
        }
    }

    /// Whether the provider calls us.
    ///
    /// @param lastAt null while it has not
    /// @param refused how often somebody else called, in words; null when nobody did
    /// @param putOff how often it called too often, in words; null when it never did
    public record Callbacks(
            @Nullable TimeText lastAt,
            @Nullable String refused,
            @Nullable TimeText refusedAt,
            @Nullable String putOff,
            @Nullable TimeText putOffAt) {}

    /// Something that may be read by everybody in the workspace.
    public record Shown(String label, String value) {}

    /// One field of a form.
    ///
    /// @param id on the page; its name is the API's
    /// @param secret never drawn again once it was sent
    public record Field(
            String id,
            String name,
            String label,
            @Nullable String help,
            boolean secret,
            boolean required,
            String value) {}

    /// The account below the operator's.
    ///
    /// @param account null while there is none
    /// @param standing how far it has come, in a sentence
    /// @param wish names what the provider was asked for without an answer; null when there is no such thing
    /// @param canSimulate whether test mode may pretend that it was approved
    public record Managed(
            boolean available,
            String status,
            @Nullable String account,
            @Nullable String standing,
            @Nullable Callbacks callbacks,
            @Nullable String wish,
            boolean canSimulate,
            String email,
            String formKey) {}
}

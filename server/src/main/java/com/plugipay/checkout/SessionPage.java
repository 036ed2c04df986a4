package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.http.FormErrors;
import com.plugipay.http.TimeText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One session as the merchant sees it: `checkout/session.jte`.
///
/// @param review null when the customer never claimed anything
/// @param doubts of which the provider could not say what became
/// @param simulate null where no payment can be simulated
/// @param asideId of open money that belongs to the session and does not fit it; null when there is none
/// @param notice something just happened to it; null when nothing did
public record SessionPage(
        DashboardFrame dashboard,
        String id,
        String amount,
        StatusBadge status,
        @Nullable String adapter,
        String hostedUrl,
        @Nullable String description,
        @Nullable Customer customer,
        TimeText created,
        TimeText expires,
        @Nullable TimeText completed,
        List<String> methods,
        List<Attempt> attempts,
        @Nullable Payment payment,
        List<Timeline.Entry> timeline,
        @Nullable Notice notice,
        @Nullable Review review,
        List<Doubt> doubts,
        @Nullable Simulate simulate,
        @Nullable String asideId) {

    /// An attempt that a person has to find out about.
    ///
    /// @param handed names this doubt in the forms
    /// @param typed the amount that came, as it is typed
    /// @param reference of the money at the provider, as it is typed
    /// @param errors in what was typed
    public record Doubt(
            String attempt,
            String handed,
            String amount,
            String method,
            String adapter,
            @Nullable String known,
            TimeText since,
            boolean canDecide,
            String typed,
            String reference,
            FormErrors errors) {}

    /// What can be made to happen in test mode.
    ///
    /// @param outcomes as the API names them
    public record Simulate(String formKey, List<String> outcomes) {}

    /// The customer's claim to have paid by hand, and what became of it.
    ///
    /// @param claimedKey names the claim in the forms
    /// @param asked what the customer was to send
    /// @param takenOff of the price, so that the transfer is recognised; null for nothing
    /// @param accounts of the merchant that the customer could choose from
    /// @param verdict who decided what and when, in words; null while nobody has
    /// @param reason for a rejection, as the customer reads it
    /// @param typed into the rejection, when it came back
    /// @param wrong with what was typed; null when nothing is
    public record Review(
            TimeText claimed,
            String claimedKey,
            String asked,
            @Nullable String takenOff,
            @Nullable String method,
            List<String> accounts,
            @Nullable String proofUrl,
            boolean waiting,
            boolean canDecide,
            @Nullable String verdict,
            @Nullable TimeText decided,
            @Nullable String reason,
            String typed,
            @Nullable String wrong) {}

    /// What happened, in the page's language ("Session canceled.").
    public record Notice(String text, boolean good) {}

    public record Customer(String id, @Nullable String name) {}

    /// One try to pay, the newest first.
    ///
    /// @param method `Visa •••• 0002`
    /// @param reason in words, for a failed one
    /// @param route to whom it went and why
    public record Attempt(
            String id,
            String method,
            AttemptState state,
            @Nullable String reason,
            @Nullable String route,
            TimeText at) {}

    /// Where an attempt stands.
    public enum AttemptState {
        PROCESSING,
        REQUIRES_ACTION,
        SUCCEEDED,
        FAILED,
        VOIDED,
        IN_DOUBT;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public String key() {
            return "checkout.attempt." + code();
        }
    }

    /// The payment of a completed session.
    ///
    /// @param card `Visa •••• 4242`; null when it was not paid by card
    public record Payment(
            String id,
            String amount,
            String method,
            @Nullable String card,
            TimeText captured) {}

    public String path() {
        return dashboard.url("checkout-sessions/" + id);
    }

    public String streamUrl() {
        return "/v1/public/checkout/sessions/" + id + "/stream";
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }
}

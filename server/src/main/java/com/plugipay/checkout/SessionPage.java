package com.plugipay.checkout;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One session as the merchant sees it: `checkout/session.jte`.
///
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
        List<Entry> timeline,
        @Nullable Notice notice) {

    /// What happened, in the page's language ("Session canceled.").
    public record Notice(String text, boolean good) {}

    public record Customer(String id, @Nullable String name) {}

    /// One try to pay, the newest first.
    ///
    /// @param method `Visa •••• 0002`
    /// @param reason in words, for a failed one
    public record Attempt(
            String id,
            String method,
            AttemptState state,
            @Nullable String reason,
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

    /// One fact of the session's story, the newest first.
    ///
    /// @param text what happened, in words
    /// @param type the event's type, or null for a fact that is no event
    public record Entry(TimeText at, String text, @Nullable String type) {}

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

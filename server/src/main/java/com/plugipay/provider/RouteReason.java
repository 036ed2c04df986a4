package com.plugipay.provider;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a payment goes to the adapter it goes to.
///
/// @param insteadOf the one that was chosen or tried before, as it is called in settings; null but for `INSTEAD`
public record RouteReason(Why why, @Nullable String insteadOf) {
    /// The reasons there are.
    public enum Why {
        /// The settings say so.
        CHOSEN,
        /// No other connected one takes it.
        ONLY,
        /// The first in our order of those that take it.
        PREFERRED,
        /// Another one was chosen or tried, and could not.
        INSTEAD,
        /// Test mode, and nothing is connected that takes it.
        SANDBOX;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public RouteReason {
        if ((why == Why.INSTEAD) != (insteadOf != null)) {
            throw new IllegalArgumentException("instead of whom?");
        }
    }

    static RouteReason of(Why why) {
        return new RouteReason(why, null);
    }

    public static RouteReason instead(String kind) {
        return new RouteReason(Why.INSTEAD, kind);
    }

    /// As in tables and JSON: `only`, `instead:xendit`.
    public String text() {
        return insteadOf == null ? why.wire() : why.wire() + ":" + insteadOf;
    }

    /// Nothing for a text that says no reason we know.
    public static Optional<RouteReason> parse(String text) {
        int colon = text.indexOf(':');
        String word = colon < 0 ? text : text.substring(0, colon);
        for (Why why : Why.values()) {
            if (why.wire().equals(word) && (why == Why.INSTEAD) == (colon > 0)) {
                return Optional.of(new RouteReason(why, colon < 0 ? null : text.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }
}

package com.plugipay.provider;

import org.jspecify.annotations.Nullable;

/// Whether a callback came from the provider. Even then it is only a reason to ask the provider.
public sealed interface CallbackCheck {
    /// @param dedupeKey the same for every copy of the same message, and for no other
    /// @param key our key, when it names one: an attempt or a refund
    /// @param reference the provider's own name of what it is about, when it names one
    record Verified(
            String dedupeKey,
            @Nullable String key,
            @Nullable String reference) implements CallbackCheck {}

    /// @param why for our log; the sender is told nothing
    record Refused(String why) implements CallbackCheck {}
}

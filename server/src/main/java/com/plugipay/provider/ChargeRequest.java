package com.plugipay.provider;

import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import org.jspecify.annotations.Nullable;

/// One charge as a provider gets it.
///
/// @param key the attempt's id: the provider's idempotency key, never made anew for the same attempt
/// @param actionPath where a page of ours for this attempt lives, for providers that need one
/// @param testCard the name of a published test card, in test mode
public record ChargeRequest(
        String key,
        Mode mode,
        String method,
        Money amount,
        String actionPath,
        @Nullable String testCard) {}

package com.plugipay.provider;

import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import org.jspecify.annotations.Nullable;

/// One refund as a provider gets it.
///
/// @param key the refund's id: the provider's idempotency key, never made anew for the same refund
/// @param reference the provider's own name for the refund, once it has told one
/// @param charge the provider's own name for the money that goes back
public record RefundRequest(
        String key, @Nullable String reference, Mode mode, String method, String charge, Money amount) {
    /// The same, asked for by another of its names.
    public RefundRequest called(String name) {
        return new RefundRequest(key, name, mode, method, charge, amount);
    }
}

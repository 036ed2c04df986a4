package com.plugipay.provider;

import com.plugipay.money.Money;
import com.plugipay.scope.Mode;

/// One refund as a provider gets it.
///
/// @param key the refund's id: the provider's idempotency key, never made anew for the same refund
/// @param charge the provider's own name for the money that goes back
public record RefundRequest(String key, Mode mode, String method, String charge, Money amount) {}

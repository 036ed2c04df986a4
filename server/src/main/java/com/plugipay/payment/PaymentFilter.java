package com.plugipay.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a list of payments may be narrowed to; null means any.
public record PaymentFilter(
        @Nullable String status,
        @Nullable String customerId,
        @Nullable String checkoutSessionId,
        @Nullable String method,
        @Nullable String adapter,
        @Nullable String currency,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable String q) {
    public static final PaymentFilter ANY = new PaymentFilter(null, null, null, null, null, null, null, null, null);
}

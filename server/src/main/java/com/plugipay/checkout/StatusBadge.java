package com.plugipay.checkout;

import java.util.Locale;

/// A session's status as the dashboard marks it: a word, a shape and a colour.
public enum StatusBadge {
    OPEN,
    PENDING_REVIEW,
    COMPLETED,
    EXPIRED,
    CANCELED;

    /// The wire name, which is also the style's.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String key() {
        return "checkout.status." + code();
    }

    public boolean live() {
        return this == OPEN || this == PENDING_REVIEW;
    }
}

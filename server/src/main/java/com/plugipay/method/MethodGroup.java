package com.plugipay.method;

import java.util.Locale;

/// How methods are grouped on pages, in this order.
public enum MethodGroup {
    QR,
    EWALLET,
    VA,
    CARD,
    RETAIL,
    PAYPAL,
    DEBIT,
    BNPL,
    OFFLINE;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static MethodGroup of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

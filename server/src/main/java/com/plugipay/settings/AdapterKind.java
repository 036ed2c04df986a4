package com.plugipay.settings;

import java.util.Locale;

/// What a workspace can connect to take money through, in the order of preference of providers.
enum AdapterKind {
    XENDIT,
    MIDTRANS,
    PAYPAL,
    MANUAL,
    MANAGED;

    /// As in tables, JSON and addresses.
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AdapterKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

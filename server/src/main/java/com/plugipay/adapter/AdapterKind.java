package com.plugipay.adapter;

import java.util.Arrays;
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

    /// The name that its attempts and payments carry.
    String adapter() {
        return this == MANAGED ? "xenplatform" : wire();
    }

    static AdapterKind ofAdapter(String adapter) {
        return Arrays.stream(values())
                .filter(kind -> kind.adapter().equals(adapter))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not an adapter that is connected: " + adapter));
    }

    static AdapterKind of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

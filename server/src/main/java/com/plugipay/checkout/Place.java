package com.plugipay.checkout;

import org.jspecify.annotations.Nullable;

/// Where a customer sees the checkout: on a page of its own, or in a frame on the shop's page. Each has its addresses,
/// and in a frame every form stays in it.
public enum Place {
    PAGE("/c/"),
    FRAME("/embed/");

    private final String root;

    Place(String root) {
        this.root = root;
    }

    /// @param uri the path that was asked for
    public static Place of(String uri) {
        return uri.startsWith(FRAME.root) ? FRAME : PAGE;
    }

    public String path(String sessionId) {
        return root + sessionId;
    }

    /// Where links out of the checkout open: never inside the shop's frame.
    public @Nullable String target() {
        return this == FRAME ? "_top" : null;
    }
}

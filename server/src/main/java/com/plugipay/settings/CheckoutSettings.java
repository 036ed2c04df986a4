package com.plugipay.settings;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a workspace chose for its checkout, read live by every open session.
///
/// @param timezone that its pages and dates are shown in
/// @param connectedAdapters kinds that are active in the mode asked for: `manual`, `xendit`, …
/// @param manual what the manual adapter shows; null while it is not connected in that mode
public record CheckoutSettings(
        List<String> enabledMethods,
        List<String> methodOrder,
        Brand brand,
        ZoneId timezone,
        Set<String> connectedAdapters,
        @Nullable ManualAccounts manual) {
    /// How the hosted page looks like the merchant.
    ///
    /// @param name falls back to the workspace's name
    /// @param accent `#RRGGBB`
    public record Brand(
            String name,
            @Nullable String logoUrl,
            @Nullable String accent,
            @Nullable String tagline) {}
}

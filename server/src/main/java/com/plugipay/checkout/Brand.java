package com.plugipay.checkout;

import com.plugipay.http.Accent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How a merchant looks to the person who pays.
///
/// @param logoUrl of our own origin (`/api/v1/files/…`): the pages' policy loads no other
/// @param accent null: ours
public record Brand(
        String name,
        @Nullable String logoUrl,
        @Nullable String tagline,
        @Nullable Accent accent) {

    /// The first letter, drawn where there is no logo.
    public String initial() {
        return name.isBlank()
                ? "·"
                : name.strip()
                        .substring(0, name.strip().offsetByCodePoints(0, 1))
                        .toUpperCase(Locale.ROOT);
    }
}

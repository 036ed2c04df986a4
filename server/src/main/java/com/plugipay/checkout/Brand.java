package com.plugipay.checkout;

import com.plugipay.http.Accent;
import java.util.Locale;
import java.util.regex.Pattern;
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
    /// What turns the direction of writing would turn round the sentences that the name stands in. It is kept as it was
    /// written, and not shown.
    private static final Pattern TURNS = Pattern.compile("[\\u061C\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    public Brand {
        name = TURNS.matcher(name).replaceAll("");
        tagline = tagline == null ? null : TURNS.matcher(tagline).replaceAll("");
    }

    /// The logo as light as its place of 48 px wants it.
    public @Nullable String smallLogoUrl() {
        return logoUrl == null ? null : logoUrl + "?size=small";
    }

    /// The first letter, drawn where there is no logo.
    public String initial() {
        return name.isBlank()
                ? "·"
                : name.strip()
                        .substring(0, name.strip().offsetByCodePoints(0, 1))
                        .toUpperCase(Locale.ROOT);
    }
}

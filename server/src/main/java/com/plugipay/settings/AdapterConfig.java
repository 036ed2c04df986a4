package com.plugipay.settings;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How one adapter is connected in one mode.
///
/// @param status `active` or `error`
/// @param publicConfig JSON of what may be shown
/// @param secretLast4 the end of its secret, where it has one
record AdapterConfig(
        AdapterKind kind,
        String status,
        String publicConfig,
        @Nullable String secretLast4,
        Instant configuredAt,
        @Nullable Instant lastErrorAt,
        @Nullable String lastErrorCode) {
    static final String ACTIVE = "active";

    static AdapterConfig active(AdapterKind kind, String publicConfig, Instant now) {
        return new AdapterConfig(kind, ACTIVE, publicConfig, null, now, null, null);
    }
}

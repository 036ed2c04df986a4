package com.plugipay.provider;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What somebody sent who says that they are a provider. Nothing in it is believed.
///
/// @param headers by lower-case name
/// @param body raw bytes: signatures are about bytes
public record Callback(Map<String, String> headers, byte[] body, Instant receivedAt) {
    public Callback {
        headers = headers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        header -> header.getKey().toLowerCase(Locale.ROOT), Map.Entry::getValue, (one, _) -> one));
    }

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return "Callback[" + body.length + " bytes]";
    }
}

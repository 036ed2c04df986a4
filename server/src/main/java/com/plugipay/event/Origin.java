package com.plugipay.event;

import org.jspecify.annotations.Nullable;

/// What made a fact happen: kept beside it for whoever asks later.
public record Origin(
        Source source, @Nullable String requestId, @Nullable String idempotencyKey) {
    public enum Source {
        API("api"),
        DASHBOARD("dashboard"),
        HOSTED("hosted"),
        PROVIDER("provider"),
        SYSTEM("system"),
        TEST("test");

        private final String wire;

        Source(String wire) {
            this.wire = wire;
        }

        public String wire() {
            return wire;
        }
    }

    public static Origin system() {
        return new Origin(Source.SYSTEM, null, null);
    }
}

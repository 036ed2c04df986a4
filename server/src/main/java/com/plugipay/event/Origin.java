package com.plugipay.event;

import org.jspecify.annotations.Nullable;

/// What made a fact happen, and who: kept beside it for whoever asks later.
///
/// @param ip where the actor's request came from; null when there was none
public record Origin(
        Source source,
        Actor actor,
        @Nullable String ip,
        @Nullable String requestId,
        @Nullable String idempotencyKey) {
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
        return new Origin(Source.SYSTEM, Actor.SYSTEM, null, null, null);
    }

    /// The customer, on a page of ours or on the merchant's.
    public static Origin customer(String ip, String requestId, @Nullable String idempotencyKey) {
        return new Origin(Source.HOSTED, Actor.CUSTOMER, ip, requestId, idempotencyKey);
    }

    /// The same, by another way in.
    public Origin from(Source other) {
        return new Origin(other, actor, ip, requestId, idempotencyKey);
    }
}

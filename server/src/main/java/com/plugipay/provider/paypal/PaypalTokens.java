package com.plugipay.provider.paypal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Access tokens, each until it ends. The least used go first when there are many.
final class PaypalTokens {
    private static final int MOST = 500;
    /// So that none ends on its way.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final class Kept {
        private final String token;
        private final Instant until;

        Kept(String token, Instant until) {
            this.token = token;
            this.until = until;
        }
    }

    private final Map<String, Kept> byConnection = new LinkedHashMap<>(16, 0.75f, true);

    synchronized @Nullable String find(String connection, Instant now) {
        Kept kept = byConnection.get(connection);
        return kept != null && kept.until.isAfter(now) ? kept.token : null;
    }

    synchronized void keep(String connection, String token, Duration life, Instant now) {
        byConnection.put(connection, new Kept(token, now.plus(life).minus(MARGIN)));
        if (byConnection.size() > MOST) {
            byConnection.remove(byConnection.keySet().iterator().next());
        }
    }

    /// Forgets this token, not a newer one.
    synchronized void drop(String connection, String token) {
        Kept kept = byConnection.get(connection);
        if (kept != null && kept.token.equals(token)) {
            byConnection.remove(connection);
        }
    }
}

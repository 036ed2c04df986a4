package com.plugipay.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How each checkout was last shown by this node, for the pages that take its place when nothing more can be read: a
/// refusal speaks its language, and the shop that may frame the checkout may frame the refusal, too.
public final class ShownCheckouts {
    private static final int MOST_REMEMBERED = 50_000;
    private static final Shown UNKNOWN = new Shown(null, List.of());

    /// @param locale what the session's owner chose for its customer; null for the browser's
    /// @param framedBy origins as browsers write them; empty where nobody may
    public record Shown(@Nullable String locale, List<String> framedBy) {}

    private final Cache<String, Shown> bySession =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    public void remember(String sessionId, Shown shown) {
        bySession.put(sessionId, shown);
    }

    Shown of(String sessionId) {
        Shown known = bySession.getIfPresent(sessionId);
        return known == null ? UNKNOWN : known;
    }
}

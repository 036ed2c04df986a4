package com.plugipay.sandboxproviders.wire;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The last calls that came in, for a test or a person to look at.
public final class Journal {
    private static final int KEPT = 1000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /// One call and the status it got; 0 when it got none.
    public record Entry(Instant at, String method, String path, Map<String, String> headers, String body, int status) {}

    synchronized void write(Instant at, Request request, int status) {
        Map<String, String> headers = new TreeMap<>();
        request.headers().forEach((name, values) -> {
            String lower = name.toLowerCase(Locale.ROOT);
            headers.put(lower, lower.equals("authorization") ? "…" : String.join(", ", values));
        });
        String body = new String(request.body(), StandardCharsets.UTF_8);
        entries.add(new Entry(at, request.method(), request.path(), headers, body, status));
        if (entries.size() > KEPT) {
            entries.remove();
        }
    }

    public synchronized List<Entry> entries() {
        return List.copyOf(entries);
    }

    public long count(String method, String path) {
        return entries().stream()
                .filter(entry -> entry.method.equals(method) && entry.path.equals(path))
                .count();
    }
}

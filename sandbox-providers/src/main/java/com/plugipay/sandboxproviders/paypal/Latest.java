package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Request;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// `PayPal-Request-Id`: the same id again answers the latest state of what the first call made. Refusals are not kept.
final class Latest {
    private final Ground ground;
    private final Tokens tokens;
    private final Object lock;
    private final Map<String, Supplier<Answer>> made = new HashMap<>();

    /// The first answer, and how to answer from then on.
    record Made(Answer first, Supplier<Answer> later) {}

    /// Work that makes something.
    @FunctionalInterface
    interface Work {
        Made of(Request request);
    }

    Latest(Ground ground, Tokens tokens, Object lock) {
        this.ground = ground;
        this.tokens = tokens;
        this.lock = lock;
    }

    void check(Request request) {
        tokens.check(request);
    }

    Answer of(Request request, Work work) {
        tokens.check(request);
        String id = request.header("paypal-request-id");
        synchronized (lock) {
            if (id == null || !ground.knobs().now().idempotency()) {
                return work.of(request).first();
            }
            String key = request.path() + " " + id;
            Supplier<Answer> earlier = made.get(key);
            if (earlier != null) {
                return earlier.get();
            }
            Made now = work.of(request);
            made.put(key, now.later());
            return now.first();
        }
    }

    static JsonNode body(Request request) {
        JsonNode body = request.json();
        if (body == null || !body.isObject()) {
            throw Problem.invalid("/", "MALFORMED_REQUEST_JSON", "The request JSON is not well formed.");
        }
        return body;
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Replay;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.xendit.Accounts.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What every Xendit call is looked at for: its version, its JSON, its idempotency key.
final class Doorman {
    private final Ground ground;
    private final Replay replay;

    Doorman(Ground ground) {
        this.ground = ground;
        this.replay = new Replay(ground.clock(), Duration.ofHours(24));
    }

    /// Work that is done once for one key.
    @FunctionalInterface
    interface Work {
        Answer of(Caller caller, Request request);
    }

    /// Both spellings of the header are in use. The same key with another body is refused.
    Answer once(Caller caller, Request request, Work work) {
        String key = key(request);
        if (key == null || !ground.knobs().now().idempotency()) {
            return work.of(caller, request);
        }
        return replay.once(
                caller.business() + " " + request.path() + " " + key,
                request.body(),
                () -> work.of(caller, request),
                () -> Problem.answer(409, "IDEMPOTENCY_ERROR", "The first request with this key is being processed."),
                () -> Problem.answer(
                        409, "IDEMPOTENCY_ERROR", "The request body does not match the body of the previous request."));
    }

    static JsonNode body(Request request) {
        JsonNode body = request.json();
        if (body == null || !body.isObject()) {
            throw Problem.of(400, "INVALID_JSON_FORMAT", "The request body is not a JSON object.");
        }
        return body;
    }

    static void version(Request request) {
        if (!V3Api.VERSION.equals(request.header("api-version"))) {
            throw Problem.invalid("api-version must be " + V3Api.VERSION + ".");
        }
    }

    private static @Nullable String key(Request request) {
        String key = request.header("idempotency-key");
        return key != null ? key : request.header("x-idempotency-key");
    }
}

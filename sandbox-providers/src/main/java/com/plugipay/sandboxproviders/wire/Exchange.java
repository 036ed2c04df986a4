package com.plugipay.sandboxproviders.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call from the first byte to the last, with the faults that the knobs ask for. Pages and control never fail.
final class Exchange implements HttpHandler {
    private static final int LARGEST = 1_000_000;

    private final Ground ground;
    private final Voice voice;
    private final Routes api;
    private final Routes others;

    Exchange(Ground ground, Voice voice, Routes api, Routes others) {
        this.ground = ground;
        this.voice = voice;
        this.api = api;
        this.others = others;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readNBytes(LARGEST + 1);
            Request request = new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    Request.pairs(exchange.getRequestURI().getRawQuery()),
                    exchange.getRequestHeaders(),
                    body,
                    Map.of());
            Routes.Found page = others.find(request);
            if (page != null) {
                send(exchange, answer(page), Knobs.OFF);
                return;
            }
            Knobs knobs = ground.knobs().forCall(request);
            Answer answer = body.length > LARGEST ? Answer.empty(413) : called(request, knobs);
            ground.journal().write(ground.clock().instant(), request, answer == null ? 0 : answer.status());
            if (answer != null) {
                pause(knobs.delayMs());
                send(exchange, answer, knobs);
            }
        }
    }

    /// The answer, or null to hang up.
    private @Nullable Answer called(Request request, Knobs knobs) {
        if (knobs.close() == Knobs.When.BEFORE) {
            return null;
        }
        if (knobs.fail() == Knobs.When.BEFORE) {
            return voice.failure(knobs.failStatus());
        }
        Routes.Found found = api.find(request);
        Answer answer = found == null ? voice.unknown(request) : answer(found);
        if (knobs.close() == Knobs.When.AFTER) {
            pause(knobs.delayMs());
            return null;
        }
        return knobs.fail() == Knobs.When.AFTER ? voice.failure(knobs.failStatus()) : answer;
    }

    private Answer answer(Routes.Found found) {
        try {
            return found.handler().answer(found.request());
        } catch (Refused refused) {
            return refused.answer();
        } catch (RuntimeException bug) {
            System.getLogger("sandbox-providers").log(System.Logger.Level.ERROR, "cannot answer", bug);
            return voice.failure(500);
        }
    }

    private static void send(HttpExchange exchange, Answer answer, Knobs knobs) throws IOException {
        answer.headers().forEach(exchange.getResponseHeaders()::set);
        byte[] body = knobs.garbled(answer.body());
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            if (knobs.dripMs() == 0) {
                out.write(body);
            } else {
                drip(out, body, knobs.dripMs());
            }
        }
    }

    private static void drip(OutputStream out, byte[] body, int everyMs) throws IOException {
        for (byte one : body) {
            pause(everyMs);
            out.write(one);
            out.flush();
        }
    }

    private static void pause(int ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}

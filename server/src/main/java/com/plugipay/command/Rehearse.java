package com.plugipay.command;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One whole start on data of its own, asked what merchants and customers ask most, so that the JDK can remember what
/// it loaded and compiled. The launcher runs it once after a build.
public final class Rehearse {
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final int ROUNDS = 15;

    private final HttpClient client;
    private final String ready;

    private Rehearse(HttpClient client, String ready) {
        this.client = client;
        this.ready = ready;
    }

    /// Returns once the rehearsal is over; the caller ends the process, and with it the server.
    ///
    /// @param folder an empty folder that the caller deletes
    /// @param start what `start` does with its options
    public static void run(Path folder, Consumer<List<String>> start) throws IOException, InterruptedException {
        Path readyFile = folder.resolve("ready.json");
        Path data = folder.resolve("data");
        Thread server = Thread.ofPlatform()
                .name("rehearsed-start")
                .daemon()
                .start(() -> start.accept(
                        List.of("--port", "0", "--data", data.toString(), "--ready-file", readyFile.toString())));
        waitFor(readyFile, server);
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(ANSWER_WITHIN)
                .build()) {
            Rehearse rehearsal = new Rehearse(client, Files.readString(readyFile));
            for (int round = 0; round < ROUNDS; round++) {
                rehearsal.play(round);
            }
        }
    }

    private void play(int round) throws IOException, InterruptedException {
        String base = value("baseUrl");
        ask(request(base + "/health"));
        ask(request(base + "/"));
        ask(request(base + "/v1/config"));
        ask(request(value("sampleSessionUrl")));
        ask(request(value("setupUrl")));
        ask(request(base + "/v1/checkout-sessions").header("Authorization", "Bearer " + value("bearerKey")));
        ask(request(base + "/v1/checkout-sessions")
                .header("Authorization", "Bearer " + value("bearerKey"))
                .header("Idempotency-Key", "rehearsal-" + round)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"amount\":25000,\"currency\":\"IDR\"}")));
    }

    /// Whatever the answer is: a refusal is rehearsed as well as a success.
    private void ask(HttpRequest.Builder request) throws IOException, InterruptedException {
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url)).timeout(ANSWER_WITHIN);
    }

    /// A value of the ready file; a fresh installation has all of them.
    private String value(String name) {
        Matcher found = Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(ready);
        if (!found.find()) {
            throw new IllegalStateException("the ready file has no " + name);
        }
        return found.group(1);
    }

    private static void waitFor(Path readyFile, Thread server) throws InterruptedException {
        Instant end = Instant.now().plus(READY_WITHIN);
        while (!Files.exists(readyFile)) {
            // `start` may return once the server runs; only time tells that it will not get ready.
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("not ready in time, its thread is " + server.getState());
            }
            Thread.sleep(50);
        }
    }
}

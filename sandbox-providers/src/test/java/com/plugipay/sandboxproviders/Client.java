package com.plugipay.sandboxproviders;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A merchant's program, or a customer's browser, as far as these tests need one.
record Client(URI base, Map<String, String> headers) {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    static final JsonMapper JSON = new JsonMapper();

    /// What came back.
    record Reply(int status, JsonNode json, String text, Map<String, java.util.List<String>> headers) {
        String at(String pointer) {
            return json.at(pointer).asString();
        }

        String header(String name) {
            return headers.getOrDefault(name, java.util.List.of("")).getFirst();
        }
    }

    static Client of(URI base) {
        return new Client(base, Map.of());
    }

    static Client basic(URI base, String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return of(base).with("Authorization", "Basic " + pair);
    }

    Client with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Client(base, more);
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    Reply post(String path, String json) {
        return send("POST", path, json);
    }

    Reply form(String path, String form) {
        return with("Content-Type", "application/x-www-form-urlencoded").send("POST", path, form);
    }

    Reply send(String method, String path, @org.jspecify.annotations.Nullable String body) {
        try {
            return tried(method, path, body);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Reply tried(String method, String path, @org.jspecify.annotations.Nullable String body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (body != null && !headers.containsKey("Content-Type")) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        try {
            HttpResponse<String> response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            String type = response.headers().firstValue("Content-Type").orElse("");
            JsonNode json = type.contains("json") ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Reply(
                    response.statusCode(),
                    json,
                    response.body(),
                    response.headers().map());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}

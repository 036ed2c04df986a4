package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A client as a merchant's developer would write it from the documentation; shares no code with the server.
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String baseUrl;
    private final @Nullable String keyId;
    private final @Nullable String secret;

    private Api(String baseUrl, @Nullable String keyId, @Nullable String secret) {
        this.baseUrl = baseUrl;
        this.keyId = keyId;
        this.secret = secret;
    }

    public static Api hmac(String baseUrl, String keyId, String secret) {
        return new Api(baseUrl, keyId, secret);
    }

    public static Api bearer(String baseUrl, String key) {
        return new Api(baseUrl, null, key);
    }

    public static Api anonymous(String baseUrl) {
        return new Api(baseUrl, null, null);
    }

    /// The same credential at another node of the same install.
    public Api at(String otherBaseUrl) {
        return new Api(otherBaseUrl, keyId, secret);
    }

    /// What nobody else may ever read.
    String secret() {
        return String.valueOf(secret);
    }

    public Reply get(String path) {
        return send("GET", path, null, Map.of());
    }

    public Reply post(String path, String json) {
        return send("POST", path, json, Map.of());
    }

    public Reply post(String path, String json, String idempotencyKey) {
        return send("POST", path, json, Map.of("Idempotency-Key", idempotencyKey));
    }

    public Reply patch(String path, String json) {
        return send("PATCH", path, json, Map.of());
    }

    public Reply delete(String path) {
        return send("DELETE", path, null, Map.of());
    }

    public Reply send(String method, String path, @Nullable String body, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        if (body != null) {
            all.putIfAbsent("Content-Type", "application/json");
        }
        return sendBytes(method, path, bytes, all);
    }

    /// With the credential, but a body that need not be text.
    public Reply sendBytes(String method, String path, byte[] body, Map<String, String> headers) {
        var all = new LinkedHashMap<>(headers);
        boolean upload = all.getOrDefault("Content-Type", "").startsWith("multipart/");
        credential(method, path, upload ? new byte[0] : body, all);
        return exchange(method, path, body, all);
    }

    /// Sends exactly these bytes and headers, credential or not.
    public Reply exchange(String method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(60))
                .method(
                        method,
                        body.length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(body));
        headers.forEach(request::header);
        try {
            return new Reply(HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void credential(String method, String path, byte[] body, Map<String, String> headers) {
        if (secret == null || headers.containsKey("Authorization")) {
            return;
        }
        if (keyId == null) {
            headers.put("Authorization", "Bearer " + secret);
            return;
        }
        String timestamp = headers.computeIfAbsent(
                "X-Plugipay-Timestamp", _ -> Long.toString(Instant.now().getEpochSecond()));
        headers.put(
                "Authorization",
                "Plugipay-HMAC-SHA256 keyId=" + keyId + ", scope=*, signature="
                        + signature(secret, method, path, timestamp, body, headers.get("Idempotency-Key")));
    }

    /// The documented recipe.
    public static String signature(
            String secret, String method, String path, String timestamp, byte[] body, @Nullable String idempotencyKey) {
        try {
            String hash = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(body));
            String text = String.join("\n", method, path, timestamp, hash)
                    + (idempotencyKey == null ? "" : "\n" + idempotencyKey);
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What came back.
    public record Reply(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return JSON.readTree(response.body());
        }

        public @Nullable String header(String name) {
            return response.headers().firstValue(name).orElse(null);
        }

        public JsonNode data() {
            return json().path("data");
        }

        /// A field of `data`, as text; `session.status` and `0.amount` go deeper. Empty for null.
        public String data(String field) {
            JsonNode node = data();
            for (String step : field.split("\\.", -1)) {
                node = node.isArray() ? node.path(Integer.parseInt(step)) : node.path(step);
            }
            return node.asString();
        }

        /// The ids of a list, in its order.
        public List<String> ids() {
            return data().valueStream().map(row -> row.path("id").asString()).toList();
        }

        public String errorCode() {
            return json().path("error").path("code").asString();
        }

        public String errorParam() {
            return json().path("error").path("param").asString();
        }

        public Reply expect(int status) {
            assertThat(status()).as("%s", text()).isEqualTo(status);
            return this;
        }

        /// A refusal with this status and code.
        public Reply refused(int status, String code) {
            expect(status);
            assertThat(errorCode()).as("%s", text()).isEqualTo(code);
            return this;
        }
    }
}

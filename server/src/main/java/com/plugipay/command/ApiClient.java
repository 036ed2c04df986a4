package com.plugipay.command;

import com.plugipay.http.Json;
import com.plugipay.secret.Sha256;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Asks a running server as its key may. Waits only so long, and tries again what may pass.
final class ApiClient {
    private static final int TRIES = 4;
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final String baseUrl;
    private final String key;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT_WITHIN)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    /// @param key `id:secret`, or a Bearer key
    ApiClient(String baseUrl, String key, Duration timeout) {
        this.baseUrl = baseUrl;
        this.key = key;
        this.timeout = timeout;
    }

    /// What the server said.
    record Answer(int status, JsonNode body) {
        boolean isRefusedCredential() {
            return status == 401 || status == 403;
        }
    }

    /// Throws IOException when no answer of a Plugipay server could be had.
    Answer get(String path) throws IOException, InterruptedException {
        for (int tried = 1; ; tried++) {
            try {
                HttpResponse<String> response = client.send(request(path), HttpResponse.BodyHandlers.ofString());
                boolean passing = switch (response.statusCode()) {
                    case 429, 502, 503 -> true;
                    default -> false;
                };
                if (!passing || tried == TRIES) {
                    return new Answer(response.statusCode(), json(response.body()));
                }
                Thread.sleep(pause(response, tried));
            } catch (IOException e) {
                if (tried == TRIES) {
                    throw e;
                }
                Thread.sleep(Duration.ofMillis(250L << tried));
            }
        }
    }

    private HttpRequest request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(timeout)
                .GET();
        int colon = key.indexOf(':');
        if (colon < 0) {
            return request.header("Authorization", "Bearer " + key).build();
        }
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String nothing = HexFormat.of().formatHex(Sha256.of(new byte[0]));
        String signature = sign(key.substring(colon + 1), "GET\n" + path + "\n" + timestamp + "\n" + nothing);
        return request.header("X-Plugipay-Timestamp", timestamp)
                .header(
                        "Authorization",
                        "Plugipay-HMAC-SHA256 keyId=" + key.substring(0, colon) + ", signature=" + signature)
                .build();
    }

    private static Duration pause(HttpResponse<?> response, int tried) {
        String asked = response.headers().firstValue("Retry-After").orElse("");
        Duration pause = asked.matches("[0-9]{1,4}")
                ? Duration.ofSeconds(Long.parseLong(asked))
                : Duration.ofMillis(250L << tried);
        return pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    }

    private static JsonNode json(String body) throws IOException {
        try {
            JsonNode json = Json.stored(body, JsonNode.class);
            if (json != null && json.has("meta")) {
                return json;
            }
        } catch (JacksonException e) {
            throw new IOException("this is not the API of Plugipay", e);
        }
        throw new IOException("this is not the API of Plugipay");
    }

    private static String sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", e);
        }
    }
}

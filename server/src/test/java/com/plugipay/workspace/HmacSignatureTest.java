package com.plugipay.workspace;

import static com.plugipay.workspace.TestKeys.SECRET;
import static com.plugipay.workspace.TestKeys.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a signature covers, for how long it counts, and how often.
class HmacSignatureTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final String BODY = "{\"amount\":150000,\"currency\":\"IDR\"}";

    private final Shop shop = SERVER.newShop();
    private final TestKeys keys = new TestKeys(SERVER, shop);

    @Test
    void the_vector_of_the_quickstart_is_the_recipe_that_clients_use() throws IOException {
        String guide = Files.readString(Path.of("../docs/guides/quickstart.md"));
        assertThat(Api.signature(
                        inGuide(guide, "secret"),
                        inGuide(guide, "method"),
                        inGuide(guide, "path"),
                        inGuide(guide, "timestamp"),
                        inGuide(guide, "body").getBytes(StandardCharsets.UTF_8),
                        inGuide(guide, "key")))
                .isEqualTo(inGuide(guide, "signature"))
                .isEqualTo("d14c676dd43cb8fcc9f4b6cf57fb999c0c6fd677b609c1b95e3b172deca0be07");
    }

    @Test
    void a_signature_covers_query_body_and_idempotency_key() {
        shop.hmac().get(SESSIONS + "?limit=5&status=open").expect(200);
        shop.hmac().get("/api" + SESSIONS + "?q=a%20b%2Bc&limit=5").expect(200);
        shop.hmac().post(SESSIONS, BODY).expect(201);
        shop.hmac().post(SESSIONS, BODY, "order-1").expect(201);
        shop.hmac()
                .send("POST", SESSIONS, "{\"amount\":1,\"currency\":\"IDR\",\"description\":\"é ☕\"}", Map.of())
                .expect(201);
    }

    @Test
    void a_signature_of_other_content_is_refused() {
        String keyId = keys.hmacKey();
        String time = now(0);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        byte[] other = BODY.replace("150000", "1").getBytes(StandardCharsets.UTF_8);
        String right = Api.signature(SECRET, "POST", SESSIONS, time, body, "k-1");

        assertThat(signed(keyId, right, time, "POST", SESSIONS, body, "k-1").status())
                .isEqualTo(201);
        uniform(signed(keyId, right, time, "POST", SESSIONS, other, "k-1"), "invalid_signature");
        uniform(signed(keyId, right, time, "POST", SESSIONS, body, "k-2"), "invalid_signature");
        uniform(signed(keyId, right, time, "POST", SESSIONS, body, null), "invalid_signature");
        uniform(signed(keyId, right, time, "POST", "/api" + SESSIONS, body, "k-1"), "invalid_signature");
        uniform(signed(keyId, right, time, "POST", SESSIONS + "?x=1", body, "k-1"), "invalid_signature");
        uniform(signed(keyId, right, time, "DELETE", SESSIONS, body, "k-1"), "invalid_signature");
        uniform(signed(keyId, right, now(1), "POST", SESSIONS, body, "k-1"), "invalid_signature");
        String upper = right.toUpperCase(java.util.Locale.ROOT);
        uniform(signed(keyId, upper, time, "POST", SESSIONS, body, "k-1"), "invalid_signature");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Plugipay-HMAC-SHA256 ",
                "Plugipay-HMAC-SHA256 keyId=x",
                "Plugipay-HMAC-SHA256 keyId=ak_test_01ARZ3NDEKTSV4RRFFQ69G5FAV, scope=*, signature=00",
                "Plugipay-HMAC-SHA256 keyId=, scope=*, signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000",
                "Plugipay-HMAC-SHA256 keyId=ak_test_01ARZ3NDEKTSV4RRFFQ69G5FAV, scope=*, signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000",
                "Plugipay-HMAC-SHA256 keyId=' or 1=1 --, scope=*, signature="
                        + "0000000000000000000000000000000000000000000000000000000000000000"
            })
    void whatever_is_wrong_with_an_hmac_credential_the_answer_is_the_same(String authorization) {
        uniform(
                shop.anonymous()
                        .exchange(
                                "GET",
                                SESSIONS,
                                new byte[0],
                                Map.of("Authorization", authorization, "X-Plugipay-Timestamp", now(0))),
                "invalid_signature");
    }

    @Test
    void the_timestamp_is_judged_before_the_key() {
        String unknown = "ak_test_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for (String time : List.of("", "soon", "1.5", "-1", "9999999999999999", now(-302), now(302))) {
            skewed(unknown, time);
            skewed(keys.hmacKey(), time);
        }
        shop.anonymous()
                .exchange(
                        "GET",
                        SESSIONS,
                        new byte[0],
                        Map.of(
                                "Authorization",
                                "Plugipay-HMAC-SHA256 keyId=" + unknown + ", scope=*, signature=" + "0".repeat(64)))
                .refused(401, "timestamp_skew");
        Api hmac = Api.hmac(SERVER.baseUrl(), keys.hmacKey(), SECRET);
        hmac.send("GET", SESSIONS, null, Map.of("X-Plugipay-Timestamp", now(-290)))
                .expect(200);
        hmac.send("GET", SESSIONS, null, Map.of("X-Plugipay-Timestamp", now(290)))
                .expect(200);
    }

    @Test
    void a_signed_write_without_a_key_is_taken_once() {
        String keyId = keys.hmacKey();
        String time = now(0);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String signature = Api.signature(SECRET, "POST", SESSIONS, time, body, null);
        assertThat(signed(keyId, signature, time, "POST", SESSIONS, body, null).status())
                .isEqualTo(201);

        Map<String, String> headers = headers(keyId, signature, time, null);
        assertThat(fromOtherAddress("POST", BODY, headers))
                .as("another address")
                .isEqualTo(401);
        SQL.update("update seen_signature set seen_at = seen_at - interval '3 seconds'");
        uniform(signed(keyId, signature, time, "POST", SESSIONS, body, null), "invalid_signature");
        assertThat(SQL.number(
                        "select count(*) from checkout_session where workspace_id = ?",
                        shop.workspace().text()))
                .isEqualTo(1);
    }

    @Test
    void a_signed_read_may_be_sent_again_and_a_write_with_a_key_is_answered_by_its_record() {
        String keyId = keys.hmacKey();
        String time = now(0);
        String read = Api.signature(SECRET, "GET", SESSIONS, time, new byte[0], null);
        byte[] body = BODY.getBytes(StandardCharsets.UTF_8);
        String write = Api.signature(SECRET, "POST", SESSIONS, time, body, "again");
        signed(keyId, read, time, "GET", SESSIONS, new byte[0], null).expect(200);
        signed(keyId, write, time, "POST", SESSIONS, body, "again").expect(201);
        SQL.update("update seen_signature set seen_at = seen_at - interval '3 seconds'");
        signed(keyId, read, time, "GET", SESSIONS, new byte[0], null).expect(200);
        assertThat(fromOtherAddress("GET", null, headers(keyId, read, time, null)))
                .isEqualTo(200);
        Api.Reply again = signed(keyId, write, time, "POST", SESSIONS, body, "again");
        assertThat(again.expect(201).header("Idempotency-Replayed")).isEqualTo("true");
    }

    private void skewed(String keyId, String time) {
        signed(keyId, "0".repeat(64), time, "GET", SESSIONS, new byte[0], null).refused(401, "timestamp_skew");
    }

    private Api.Reply signed(
            String keyId,
            String signature,
            String time,
            String method,
            String path,
            byte[] body,
            @Nullable String idempotencyKey) {
        return shop.anonymous().exchange(method, path, body, headers(keyId, signature, time, idempotencyKey));
    }

    private static Map<String, String> headers(
            String keyId, String signature, String time, @Nullable String idempotencyKey) {
        var headers = new HashMap<String, String>();
        headers.put("Content-Type", "application/json");
        headers.put("Authorization", "Plugipay-HMAC-SHA256 keyId=" + keyId + ", scope=*, signature=" + signature);
        headers.put("X-Plugipay-Timestamp", time);
        if (idempotencyKey != null) {
            headers.put("Idempotency-Key", idempotencyKey);
        }
        return headers;
    }

    private static int fromOtherAddress(String method, @Nullable String body, Map<String, String> headers) {
        try (HttpClient client = HttpClient.newBuilder()
                .localAddress(InetAddress.getByName("127.0.0.2"))
                .version(HttpClient.Version.HTTP_1_1)
                .build()) {
            URI base = URI.create(SERVER.baseUrl());
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + base.getPort() + SESSIONS))
                    .method(
                            method,
                            body == null
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            headers.forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String now(long offsetSeconds) {
        return Long.toString(Instant.now().getEpochSecond() + offsetSeconds);
    }

    private static String inGuide(String guide, String name) {
        Matcher line = Pattern.compile("(?m)^" + name + " +(\\S.*)$").matcher(guide);
        assertThat(line.find()).as(name).isTrue();
        return line.group(1);
    }
}

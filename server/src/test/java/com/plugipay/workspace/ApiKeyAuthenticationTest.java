package com.plugipay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import com.plugipay.secret.Sha256;
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
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in with a key, and that nobody else learns anything at the door.
class ApiKeyAuthenticationTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String SECRET = "sk_test_" + "k".repeat(43);
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final String BODY = "{\"amount\":150000,\"currency\":\"IDR\"}";

    private final Shop shop = SERVER.newShop();

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
        String keyId = hmacKey(shop);
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

    @Test
    void no_credential_is_unauthorized() {
        uniform(shop.anonymous().get(SESSIONS), "unauthorized");
        uniform(shop.anonymous().post(SESSIONS, BODY), "unauthorized");
        uniform(with("Authorization", "Basic dTpw"), "unauthorized");
        uniform(with("Authorization", "plugipay"), "unauthorized");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "pk_test_",
                "pk_test_000000000000000000000000000000000000000000000000",
                "pk_live_000000000000000000000000000000000000000000000000",
                "sk_test_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
            })
    void whatever_is_wrong_with_a_bearer_key_the_answer_is_the_same(String key) {
        uniform(with("Authorization", "Bearer " + key), "invalid_key");
        uniform(with("Authorization", "Bearer " + key + "y".repeat(2000)), "invalid_key");
    }

    @Test
    void revoked_and_expired_keys_are_as_unknown_as_any_other() {
        String keyId = hmacKey(shop);
        Api hmac = Api.hmac(SERVER.baseUrl(), keyId, SECRET);
        hmac.get(SESSIONS).expect(200);
        SQL.update("update api_key set expires_at = now() - interval '1 second' where key_id = ?", keyId);
        uniform(hmac.get(SESSIONS), "invalid_signature");
        SQL.update("update api_key set expires_at = now() + interval '1 hour' where key_id = ?", keyId);
        hmac.get(SESSIONS).expect(200);
        SQL.update("update api_key set revoked_at = now() where key_id = ?", keyId);
        uniform(hmac.get(SESSIONS), "invalid_signature");

        shop.bearer().get(SESSIONS).expect(200);
        SQL.update(
                "update api_key set revoked_at = now() where workspace_id = ? and type = 'bearer'",
                shop.workspace().text());
        uniform(shop.bearer().get(SESSIONS), "invalid_key");
    }

    @Test
    void the_timestamp_is_judged_before_the_key() {
        String unknown = "ak_test_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        for (String time : List.of("", "soon", "1.5", "-1", "9999999999999999", now(-302), now(302))) {
            skewed(unknown, time);
            skewed(hmacKey(shop), time);
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
        Api hmac = Api.hmac(SERVER.baseUrl(), hmacKey(shop), SECRET);
        hmac.send("GET", SESSIONS, null, Map.of("X-Plugipay-Timestamp", now(-290)))
                .expect(200);
        hmac.send("GET", SESSIONS, null, Map.of("X-Plugipay-Timestamp", now(290)))
                .expect(200);
    }

    @Test
    void a_signed_write_without_a_key_is_taken_once() {
        String keyId = hmacKey(shop);
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
        String keyId = hmacKey(shop);
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

    @Test
    void a_key_sees_only_its_own_mode() {
        String session = shop.openSession();
        shop.bearer().get(SESSIONS + "/" + session).expect(200);
        shop.live().get(SESSIONS + "/" + session).refused(404, "not_found");
        shop.live().post(SESSIONS + "/" + session + "/cancel", "{}").refused(404, "not_found");
        shop.live().delete(SESSIONS + "/" + session).refused(404, "not_found");
        assertThat(shop.live().get(SESSIONS).expect(200).data()).isEmpty();
        assertThat(shop.live().get("/v1/events").expect(200).data()).isEmpty();
        shop.live()
                .get("/v1/events/"
                        + shop.bearer()
                                .get("/v1/events")
                                .data()
                                .path(0)
                                .path("id")
                                .asString())
                .refused(404, "not_found");
    }

    @Test
    void an_ordinary_key_borrows_no_identity() {
        Shop other = SERVER.newShop();
        for (String name : List.of(other.workspace().text(), shop.workspace().text(), "nonsense")) {
            shop.bearer()
                    .send("GET", SESSIONS, null, Map.of("X-Plugipay-On-Behalf-Of", name))
                    .refused(403, "insufficient_scope");
        }
        for (String mode : List.of("live", "Test", "nonsense")) {
            shop.bearer()
                    .send("GET", SESSIONS, null, Map.of("X-Plugipay-Mode", mode))
                    .refused(403, "insufficient_scope");
            shop.hmac()
                    .send("POST", SESSIONS, BODY, Map.of("X-Plugipay-Mode", mode))
                    .refused(403, "insufficient_scope");
        }
        shop.bearer()
                .send("GET", SESSIONS, null, Map.of("X-Plugipay-Mode", "test"))
                .expect(200);
    }

    @Test
    void secrets_cannot_be_read_in_the_tables() {
        hmacKey(shop);
        String bearer = bearerKey(shop, Set.of("plugipay:*"));
        List<String> rows = SQL.texts(
                "select k::text || coalesce(encode(secret_sealed, 'escape'), '') || coalesce(encode(key_sha256,"
                        + " 'escape'), '') from api_key k where workspace_id = ?",
                shop.workspace().text());
        String hex = java.util.HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.UTF_8));
        assertThat(rows).hasSizeGreaterThan(3).noneMatch(row -> row.contains(SECRET.substring(10)));
        assertThat(rows).noneMatch(row -> row.contains(hex.substring(16)));
        assertThat(rows).noneMatch(row -> row.contains(bearer.substring(12)));
    }

    @Test
    void a_key_does_what_its_scopes_say_and_no_more() {
        String session = shop.openSession();
        Api reads = bearer(Set.of("plugipay:checkout:read"));
        reads.get(SESSIONS + "/" + session).expect(200);
        reads.get(SESSIONS).expect(200);
        reads.post(SESSIONS, BODY).refused(403, "insufficient_scope");
        reads.post(SESSIONS + "/" + session + "/cancel", "{}").refused(403, "insufficient_scope");
        reads.post(SESSIONS + "/" + session + "/expire", "{}").refused(403, "insufficient_scope");
        reads.post(SESSIONS + "/" + session + "/confirm", "{}").refused(403, "insufficient_scope");
        reads.post(SESSIONS + "/" + session + "/reject", "{}").refused(403, "insufficient_scope");
        reads.delete(SESSIONS + "/" + session).refused(403, "insufficient_scope");
        reads.get("/v1/payments").refused(403, "insufficient_scope");
        reads.get("/v1/events").refused(403, "insufficient_scope");
        reads.get("/v1/customers").refused(403, "insufficient_scope");

        Api writes = bearer(Set.of("plugipay:checkout:write"));
        writes.get(SESSIONS).expect(200);
        writes.post(SESSIONS, BODY).expect(201);
        writes.post("/v1/customers", "{}").refused(403, "insufficient_scope");

        Api everyRead = bearer(Set.of("plugipay:read"));
        for (String list : List.of(SESSIONS, "/v1/payments", "/v1/events", "/v1/events/types", "/v1/customers")) {
            everyRead.get(list).expect(200);
        }
        everyRead.post("/v1/customers", "{}").refused(403, "insufficient_scope");

        Api creates = bearer(Set.of("plugipay:customer:create"));
        String customer = creates.post("/v1/customers", "{}").expect(201).data("id");
        creates.get("/v1/customers/" + customer).refused(403, "insufficient_scope");
        creates.patch("/v1/customers/" + customer, "{}").refused(403, "insufficient_scope");
        creates.delete("/v1/customers/" + customer).refused(403, "insufficient_scope");

        bearer(Set.of("plugipay:customer:*"))
                .patch("/v1/customers/" + customer, "{}")
                .expect(200);
        bearer(Set.of()).get(SESSIONS).refused(403, "insufficient_scope");
        bearer(Set.of("plugipay:check")).get(SESSIONS).refused(403, "insufficient_scope");
    }

    @Test
    void scopes_count_as_they_are_now() {
        String key = bearerKey(shop, Set.of("plugipay:*"));
        Api api = Api.bearer(SERVER.baseUrl(), key);
        api.get(SESSIONS).expect(200);
        SQL.update("update api_key set scopes = '{plugipay:event:read}' where key_prefix = ?", key.substring(0, 12));
        api.get(SESSIONS).refused(403, "insufficient_scope");
        api.get("/v1/events").expect(200);
    }

    private void skewed(String keyId, String time) {
        signed(keyId, "0".repeat(64), time, "GET", SESSIONS, new byte[0], null).refused(401, "timestamp_skew");
    }

    /// A refusal that tells nothing but its code.
    private static void uniform(Api.Reply reply, String code) {
        reply.refused(401, code);
        assertThat(reply.json().path("error").path("message").asString()).isEqualTo("Authentication failed.");
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(reply.json().path("error").path("docUrl").asString()).endsWith("#" + code);
        assertThat(reply.header("X-Request-Id")).startsWith("req_");
        assertThat(reply.header("WWW-Authenticate")).isNull();
    }

    private Api.Reply with(String header, String value) {
        return shop.anonymous().exchange("GET", SESSIONS, new byte[0], Map.of(header, value));
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

    private Api bearer(Set<String> scopes) {
        return Api.bearer(SERVER.baseUrl(), bearerKey(shop, scopes));
    }

    private static String bearerKey(Shop shop, Set<String> scopes) {
        String key = ("pk_test_" + UUID.randomUUID() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 56);
        byte[] hash = Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
        insert(new ApiKeyStore.NewKey(
                newId(), scope(shop), "uji", "bearer", null, null, hash, key.substring(0, 12), scopes));
        return key;
    }

    private static String hmacKey(Shop shop) {
        String id = newId();
        String keyId = SERVER.running().part(Ids.class).next("ak_test");
        byte[] sealed = SERVER.running().part(Keys.class).seal(MakeApiKey.SECRET_PURPOSE, id, SECRET);
        insert(new ApiKeyStore.NewKey(
                id, scope(shop), "uji", "hmac", keyId, sealed, null, keyId.substring(0, 12), Set.of("plugipay:*")));
        return keyId;
    }

    private static void insert(ApiKeyStore.NewKey key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        SERVER.running().part(Database.class).inTransactionAcrossWorkspaces(tx -> {
            new ApiKeyStore().insert(tx, key, now);
            return true;
        });
    }

    private static String newId() {
        return SERVER.running().part(Ids.class).next("akey");
    }

    private static Scope scope(Shop shop) {
        return new Scope(shop.workspace(), Mode.TEST);
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

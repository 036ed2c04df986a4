package com.plugipay.workspace;

import static com.plugipay.workspace.TestKeys.SECRET;
import static com.plugipay.workspace.TestKeys.uniform;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Who gets in with a key, and that nobody else learns anything at the door.
class ApiKeyAuthenticationTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final String BODY = "{\"amount\":150000,\"currency\":\"IDR\"}";

    private final Shop shop = SERVER.newShop();
    private final TestKeys keys = new TestKeys(SERVER, shop);

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
        String keyId = keys.hmacKey();
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
        keys.hmacKey();
        String bearer = keys.bearerKey(Set.of("plugipay:*"));
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
        Api reads = keys.bearer(Set.of("plugipay:checkout:read"));
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

        Api writes = keys.bearer(Set.of("plugipay:checkout:write"));
        writes.get(SESSIONS).expect(200);
        writes.post(SESSIONS, BODY).expect(201);
        writes.post("/v1/customers", "{}").refused(403, "insufficient_scope");

        Api everyRead = keys.bearer(Set.of("plugipay:read"));
        for (String list : List.of(SESSIONS, "/v1/payments", "/v1/events", "/v1/events/types", "/v1/customers")) {
            everyRead.get(list).expect(200);
        }
        everyRead.post("/v1/customers", "{}").refused(403, "insufficient_scope");

        Api creates = keys.bearer(Set.of("plugipay:customer:create"));
        String customer = creates.post("/v1/customers", "{}").expect(201).data("id");
        creates.get("/v1/customers/" + customer).refused(403, "insufficient_scope");
        creates.patch("/v1/customers/" + customer, "{}").refused(403, "insufficient_scope");
        creates.delete("/v1/customers/" + customer).refused(403, "insufficient_scope");

        keys.bearer(Set.of("plugipay:customer:*"))
                .patch("/v1/customers/" + customer, "{}")
                .expect(200);
        keys.bearer(Set.of()).get(SESSIONS).refused(403, "insufficient_scope");
        keys.bearer(Set.of("plugipay:check")).get(SESSIONS).refused(403, "insufficient_scope");
    }

    @Test
    void scopes_count_as_they_are_now() {
        String key = keys.bearerKey(Set.of("plugipay:*"));
        Api api = Api.bearer(SERVER.baseUrl(), key);
        api.get(SESSIONS).expect(200);
        SQL.update("update api_key set scopes = '{plugipay:event:read}' where key_prefix = ?", key.substring(0, 12));
        api.get(SESSIONS).refused(403, "insufficient_scope");
        api.get("/v1/events").expect(200);
    }

    private Api.Reply with(String header, String value) {
        return shop.anonymous().exchange("GET", SESSIONS, new byte[0], Map.of(header, value));
    }
}

package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// How the API takes and answers requests, whatever they are about.
class ApiMannersTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String SESSIONS = "/v1/checkout-sessions";

    private final Shop shop = SERVER.newShop();

    @Test
    void both_prefixes_are_one_api() {
        String session = shop.openSession();
        for (String path : List.of(SESSIONS, SESSIONS + "/" + session, "/v1/events", "/v1/payments", "/v1/config")) {
            assertThat(shop.hmac().get("/api" + path).expect(200).data())
                    .as(path)
                    .isEqualTo(shop.hmac().get(path).expect(200).data());
        }
        shop.anonymous().get("/api/v1/public/checkout/sessions/" + session).expect(200);
        shop.hmac().post("/api" + SESSIONS + "/" + session + "/cancel", "{}").expect(200);
    }

    @Test
    void unknown_routes_and_wrong_methods_answer_the_envelope() {
        for (String path : List.of("/v1/nonsense", "/v1/", "/api/v1/x/y/z", SESSIONS + "/", SESSIONS + "/a/b/c")) {
            envelope(shop.bearer().get(path).refused(404, "not_found"));
        }
        envelope(shop.anonymous().get("/v1/public/nonsense").refused(404, "not_found"));
        envelope(shop.bearer().send("PUT", SESSIONS, "{}", Map.of()).refused(405, "method_not_allowed"));
        envelope(shop.bearer().send("DELETE", "/v1/payments", null, Map.of()).refused(405, "method_not_allowed"));
        envelope(shop.anonymous().post("/v1/config", "{}").refused(405, "method_not_allowed"));
        envelope(shop.anonymous().get("/v1/nonsense").refused(401, "unauthorized"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%00b", "a%2fb", "a;b=c", "a%5cb", "%2e%2e", "a%0ab", "%25", "ü%ff", "*"})
    void a_strange_path_is_refused_and_breaks_nothing(String id) {
        for (String list : List.of("/v1/payments/", "/v1/events/", "/v1/customers/", SESSIONS + "/")) {
            String encoded = id.replace("ü", "%C3%BC");
            Api.Reply reply = shop.bearer().get(list + encoded);
            assertThat(reply.status()).as(list + id).isIn(400, 404);
            assertThat(reply.text()).doesNotContain("Exception", "java", "sql");
            if (reply.status() == 404) {
                envelope(reply);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"amount\":1,\"currency\":\"IDR\"} {}",
                "{\"amount\":1,\"currency\":\"IDR\"}x",
                "{\"amount\":1,\"amount\":2,\"currency\":\"IDR\"}",
                "{\"amount\":1,\"currency\":\"IDR\",\"metadata\":{\"a\":1,\"a\":2}}",
                "{amount:1,currency:\"IDR\"}",
                "{'amount':1,'currency':'IDR'}",
                "{\"amount\":01,\"currency\":\"IDR\"}",
                "{\"amount\":+1,\"currency\":\"IDR\"}",
                "{\"amount\":NaN,\"currency\":\"IDR\"}",
                "{\"amount\":0x10,\"currency\":\"IDR\"}",
                "{\"amount\":1_000,\"currency\":\"IDR\"}",
                "{\"amount\":1,\"currency\":\"IDR\",}",
                "{\"amount\":1,\"currency\":\"IDR\" /* note */}",
                "{\"amount\":1,\"currency\":\"IDR\",\"description\":\"a\tb\"}",
                "{\"amount\":١٥٠,\"currency\":\"IDR\"}"
            })
    void what_is_not_a_json_object_is_an_invalid_request(String body) {
        envelope(shop.hmac().post(SESSIONS, body).refused(400, "invalid_request"));
    }

    @Test
    void only_utf_8_is_read() {
        String body = "{\"amount\":1,\"currency\":\"IDR\",\"description\":\"é\"}";
        for (var charset : List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16, StandardCharsets.UTF_16LE)) {
            raw("application/json", body.getBytes(charset)).refused(400, "invalid_request");
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        raw("application/json", bytes).expect(201);
        raw("application/json; charset=utf-8", bytes).expect(201);
        raw("Application/JSON", bytes).expect(201);
    }

    @Test
    void json_goes_32_levels_deep() {
        String deep = "{\"amount\":1,\"currency\":\"IDR\",\"metadata\":";
        shop.hmac().post(SESSIONS, deep + "[".repeat(31) + "]".repeat(31) + "}").refused(400, "validation_error");
        shop.hmac().post(SESSIONS, deep + "[".repeat(32) + "]".repeat(32) + "}").refused(400, "invalid_request");
        shop.hmac()
                .post(SESSIONS, deep + "[".repeat(5000) + "]".repeat(5000) + "}")
                .refused(400, "invalid_request");
    }

    @Test
    void a_body_has_a_type_and_a_size() {
        byte[] body = "{\"amount\":1,\"currency\":\"IDR\"}".getBytes(StandardCharsets.UTF_8);
        for (String type : List.of(
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonp",
                "multipart/form-data; boundary=x",
                "nonsense")) {
            envelope(raw(type, body).refused(415, "unsupported_media_type"));
        }
        byte[] big = new byte[1024 * 1024];
        Arrays.fill(big, (byte) ' ');
        System.arraycopy(body, 0, big, 0, body.length);
        raw("application/json", big).expect(201);
        byte[] tooBig = Arrays.copyOf(big, big.length + 1);
        tooBig[big.length] = ' ';
        envelope(raw("application/json", tooBig).refused(413, "payload_too_large"));
        // Size and type come before the credential.
        envelope(shop.anonymous()
                .exchange("POST", SESSIONS, tooBig, Map.of("Content-Type", "application/json"))
                .refused(413, "payload_too_large"));
    }

    @Test
    void text_comes_back_byte_for_byte() {
        for (String text : List.of(
                "Kopi ☕ 𝄞 \u2028 \u00a0 e\u0301 é ﷽ \u202e",
                "  spaces  ",
                "<script>alert('x')</script>&amp;",
                "a\\nb",
                "\ufeffx",
                "\u007fx".replace("\u007f", "~"),
                "{CHECKOUT_SESSION_ID}")) {
            Api.Reply reply = shop.hmac()
                    .post("/v1/customers", "{\"name\":\"" + text.replace("\\", "\\\\") + "\"}")
                    .expect(201);
            assertThat(reply.data("name")).isEqualTo(text);
            String id = reply.data("id");
            assertThat(shop.bearer().get("/v1/customers/" + id).data("name")).isEqualTo(text);
        }
        String lines = shop.hmac()
                .post(SESSIONS, "{\"amount\":1,\"currency\":\"IDR\",\"description\":\"a\\n\\tb\"}")
                .expect(201)
                .data()
                .path("metadata")
                .path("description")
                .asString();
        assertThat(lines).isEqualTo("a\n\tb");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\u0000",
                "\\u0001",
                "\\u001f",
                "\\u007f",
                "\\u0085",
                "\\ud83d",
                "\\ude00",
                "\\ude00\\ud83d",
                "\\r"
            })
    void control_characters_and_half_characters_are_refused(String text) {
        for (String field : List.of("name", "externalId", "phone")) {
            assertThat(shop.hmac()
                            .post("/v1/customers", "{\"" + field + "\":\"a" + text + "\"}")
                            .refused(400, "validation_error")
                            .errorParam())
                    .isEqualTo(field);
        }
        shop.hmac()
                .post("/v1/customers", "{\"metadata\":{\"k\":\"" + text + "\"}}")
                .refused(400, "validation_error");
        // Half a character in a name is already no JSON to the parser.
        shop.hmac()
                .post("/v1/customers", "{\"metadata\":{\"" + text + "\":\"v\"}}")
                .expect(400);
        shop.hmac().post("/v1/customers", "{\"" + text + "\":\"v\"}").expect(400);
    }

    @Test
    void a_query_may_hold_anything_and_breaks_nothing() {
        for (String q : List.of("%00", "%0a", "%ed%a0%80", "%ff", "%27%3b--", "%5c", "%25_")) {
            for (String list : List.of(SESSIONS, "/v1/payments", "/v1/customers")) {
                assertThat(shop.bearer().get(list + "?q=" + q).status())
                        .as(list + q)
                        .isIn(200, 400);
            }
        }
        shop.bearer().get(SESSIONS + "?q=" + "x".repeat(101)).refused(400, "validation_error");
        shop.bearer().get(SESSIONS + "?limit=1&limit=2").refused(400, "validation_error");
        shop.anonymous().get("/v1/config?anything=1").expect(200);
        shop.bearer().get("/v1/events/types?anything=1").expect(200);
    }

    @Test
    void every_answer_names_its_request() {
        for (String good : List.of("a", "A-z_0.9", "x".repeat(64))) {
            Api.Reply reply = shop.bearer().send("GET", SESSIONS, null, Map.of("X-Request-Id", good));
            assertThat(reply.header("X-Request-Id")).isEqualTo(good);
            assertThat(reply.json().path("meta").path("requestId").asString()).isEqualTo(good);
        }
        for (String bad : List.of("", "x".repeat(65), "a b", "a/b", "<x>")) {
            Api.Reply reply = shop.bearer().send("GET", SESSIONS, null, Map.of("X-Request-Id", bad));
            assertThat(reply.header("X-Request-Id")).matches("req_[0-9A-HJKMNP-TV-Z]{26}");
            assertThat(reply.json().path("meta").path("requestId").asString()).isEqualTo(reply.header("X-Request-Id"));
        }
        Api.Reply refused = shop.anonymous().exchange("GET", SESSIONS, new byte[0], Map.of("X-Request-Id", "mine"));
        assertThat(refused.header("X-Request-Id")).isEqualTo("mine");
        assertThat(refused.json().path("meta").path("requestId").asString()).isEqualTo("mine");
    }

    @Test
    void only_public_routes_are_open_to_other_origins() {
        String session = shop.openSession();
        String open = "/v1/public/checkout/sessions/" + session;
        for (String path : List.of(open, open + "/status", "/v1/config", "/v1/public/nonsense")) {
            Api.Reply reply = origin("GET", path);
            assertThat(reply.header("Access-Control-Allow-Origin")).as(path).isEqualTo("*");
            assertThat(reply.header("Access-Control-Allow-Credentials")).isNull();
        }
        Api.Reply preflight = origin("OPTIONS", open + "/charge").expect(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("POST");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Content-Type", "Idempotency-Key");
        for (String path : List.of(SESSIONS, "/v1/events", "/c/" + session)) {
            assertThat(origin("GET", path).header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isNull();
            assertThat(origin("OPTIONS", path).header("Access-Control-Allow-Origin"))
                    .as(path)
                    .isNull();
        }
    }

    @Test
    void the_install_says_what_it_is() {
        JsonNode config = shop.anonymous().get("/v1/config").expect(200).data();
        assertThat(config.propertyNames())
                .containsExactlyInAnyOrder(
                        "name",
                        "version",
                        "apiVersions",
                        "baseUrl",
                        "selfHosted",
                        "signupOpen",
                        "currencies",
                        "locales",
                        "region");
        assertThat(config.path("baseUrl").asString()).isEqualTo(SERVER.baseUrl());
        assertThat(config.path("currencies").toString())
                .isEqualTo("[{\"code\":\"IDR\",\"exponent\":0},{\"code\":\"USD\",\"exponent\":2}]");
        shop.anonymous().get("/health").expect(200);
        shop.anonymous().get("/ready").expect(200);
        shop.bearer().get("/v1/health").refused(404, "not_found");
    }

    /// What every API answer has, and every refusal.
    private static void envelope(Api.Reply reply) {
        assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
        assertThat(reply.header("Content-Type")).isEqualTo("application/json");
        assertThat(reply.header("Server")).isNull();
        JsonNode json = reply.json();
        assertThat(json.propertyNames()).containsExactly("data", "error", "meta");
        assertThat(json.path("data").isNull()).isTrue();
        assertThat(json.path("error").path("code").asString()).matches("[a-z_]+");
        assertThat(json.path("error").path("message").asString()).isNotBlank();
        assertThat(json.path("error").path("docUrl").asString()).startsWith(SERVER.baseUrl());
        assertThat(json.path("meta").path("requestId").asString()).isEqualTo(reply.header("X-Request-Id"));
    }

    private Api.Reply raw(String type, byte[] body) {
        return shop.bearer().sendBytes("POST", SESSIONS, body, Map.of("Content-Type", type));
    }

    private Api.Reply origin(String method, String path) {
        return shop.anonymous()
                .exchange(
                        method,
                        path,
                        new byte[0],
                        Map.of(
                                "Origin",
                                "https://toko.example",
                                "Access-Control-Request-Method",
                                "POST",
                                "Accept-Language",
                                "en"));
    }
}

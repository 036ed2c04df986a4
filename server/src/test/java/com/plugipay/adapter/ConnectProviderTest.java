package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Connecting providers as a merchant's program does it, with a server that speaks Xendit's language behind it.
class ConnectProviderTest {
    private static final XenditServer XENDIT = XenditServer.start(0);
    private static final TestServer SERVER = TestServer.start(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            XENDIT.url().toString(),
            "PLUGIPAY_XENPLATFORM_KEY",
            XenditServer.LIVE_KEY));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();

    @BeforeEach
    void aGoodDay() {
        XENDIT.knobs().reset();
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
        XENDIT.close();
    }

    @Test
    void in_test_mode_anything_well_formed_is_active_and_nobody_is_called() {
        int before = XENDIT.journal().entries().size();
        JsonNode xendit = put(shop.hmac(), "xendit", "{'secretKey':'anything-at-all','callbackToken':'token-123'}")
                .expect(200)
                .data();
        assertThat(xendit.path("status").asString()).isEqualTo("active");
        assertThat(xendit.path("mode").asString()).isEqualTo("test");
        assertThat(xendit.path("secretKeyLast4").asString()).isEqualTo("-all");
        assertThat(xendit.path("publicConfig").path("callbackTokenFingerprint").asString())
                .hasSize(8);
        assertThat(xendit.path("inboundUrl").isNull()).isTrue();

        JsonNode midtrans = put(
                        shop.hmac(),
                        "midtrans",
                        "{'serverKey':'SB-server-key','clientKey':'SB-client-key','merchantId':'M1'}")
                .expect(200)
                .data();
        assertThat(midtrans.path("publicConfig").toString())
                .isEqualTo("{\"clientKey\":\"SB-client-key\",\"merchantId\":\"M1\",\"env\":\"sandbox\"}");
        JsonNode paypal = put(shop.hmac(), "paypal", "{'clientId':'c','secret':'s'}")
                .expect(200)
                .data();
        assertThat(paypal.path("publicConfig").toString())
                .isEqualTo("{\"clientId\":\"c\",\"mode\":\"sandbox\",\"webhookId\":null}");
        assertThat(paypal.path("secretKeyLast4").asString())
                .as("so short a secret shows nothing of itself")
                .isEmpty();
        assertThat(XENDIT.journal().entries()).hasSize(before);
    }

    @Test
    void in_live_mode_the_provider_is_asked_once_and_nothing_of_the_secret_comes_back() {
        long before = XENDIT.journal().count("GET", "/balance");
        Api.Reply put = connect(XenditServer.LIVE_KEY).expect(200);
        assertThat(put.data("status")).isEqualTo("active");
        assertThat(put.data("lastErrorCode")).isEmpty();
        assertThat(put.data("inboundUrl"))
                .isEqualTo(SERVER.baseUrl() + "/v1/inbound-webhooks/xendit/"
                        + shop.workspace().text());
        assertThat(put.text()).doesNotContain(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN);
        assertThat(shop.live().get("/v1/adapters").text())
                .doesNotContain(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN);
        assertThat(XENDIT.journal().count("GET", "/balance")).isEqualTo(before + 1);
    }

    @Test
    void a_wrong_key_is_kept_with_what_is_wrong_and_a_right_one_mends_it() {
        assertThat(connect("xnd_production_nobody").expect(200).data("lastErrorCode"))
                .isEqualTo("invalid_credential");
        assertThat(status()).isEqualTo("error");
        connect(XenditServer.LIVE_KEY).expect(200);
        assertThat(status()).isEqualTo("active");
    }

    @Test
    void a_test_key_is_not_taken_in_live_mode() {
        assertThat(connect(XenditServer.TEST_KEY).expect(200).data("lastErrorCode"))
                .isEqualTo("test_credential");
    }

    @ParameterizedTest
    @CsvSource({"fail, before, provider_failed", "close, before, no_answer"})
    void what_failed_is_said_exactly(String knob, String value, String code) {
        XENDIT.knobs().turn(knob, value);
        assertThat(connect(XenditServer.LIVE_KEY).expect(200).data("lastErrorCode"))
                .isEqualTo(code);
    }

    @Test
    void the_same_key_asks_the_provider_once() {
        long before = XENDIT.journal().count("GET", "/balance");
        String body = body("{'secretKey':'" + XenditServer.LIVE_KEY + "'}");
        Map<String, String> once = Map.of("Idempotency-Key", "connect-1");
        String first = shop.live()
                .send("PUT", "/v1/adapters/xendit", body, once)
                .expect(200)
                .text();
        assertThat(shop.live()
                        .send("PUT", "/v1/adapters/xendit", body, once)
                        .expect(200)
                        .text())
                .isEqualTo(first);
        assertThat(XENDIT.journal().count("GET", "/balance")).isEqualTo(before + 1);
    }

    @Test
    void secrets_are_sealed_for_their_row_and_masked_in_the_audit_log() {
        connect(XenditServer.LIVE_KEY).expect(200);
        String workspace = shop.workspace().text();
        assertThat(SQL.texts(
                        "select encode(secret_sealed, 'escape') || public_config::text from adapter_config"
                                + " where workspace_id = ?",
                        workspace))
                .hasSize(1)
                .allSatisfy(row -> assertThat(row).doesNotContain("xnd_production", XenditServer.CALLBACK_TOKEN));
        assertThat(SQL.texts(
                        "select action || coalesce(before, '') || coalesce(after, '')"
                                + " from audit_entry where workspace_id = ? and target_type = 'adapter'",
                        workspace))
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row).doesNotContain("xnd_production", XenditServer.CALLBACK_TOKEN))
                .anySatisfy(row -> assertThat(row).contains("adapter.created", "dbox"));

        Connections connections = SERVER.running().part(Connections.class);
        Scope live = new Scope(shop.workspace(), Mode.LIVE);
        Connection opened = connections.of(live, "xendit");
        assertThat(opened.required("secretKey")).isEqualTo(XenditServer.LIVE_KEY);
        assertThat(opened.required("callbackToken")).isEqualTo(XenditServer.CALLBACK_TOKEN);
        Shop other = SERVER.newShop();
        SQL.update(
                "insert into adapter_config select ?, mode, kind, status, public_config, secret_sealed, secret_last4,"
                        + " last_error_at, last_error_code, configured_at from adapter_config where workspace_id = ?",
                other.workspace().text(),
                workspace);
        assertThatThrownBy(() -> connections.of(new Scope(other.workspace(), Mode.LIVE), "xendit"))
                .hasMessageContaining("does not open");
        // What can no longer be opened can still be replaced.
        put(
                        other.live(),
                        "xendit",
                        "{'secretKey':'" + XenditServer.LIVE_KEY + "','callbackToken':'" + XenditServer.CALLBACK_TOKEN
                                + "'}")
                .expect(200);
        assertThat(connections
                        .of(new Scope(other.workspace(), Mode.LIVE), "xendit")
                        .required("secretKey"))
                .isEqualTo(XenditServer.LIVE_KEY);
        assertThatThrownBy(() -> connections.of(live, "midtrans")).hasMessageContaining("not connected");
        assertThat(connections
                        .of(new Scope(shop.workspace(), Mode.TEST), "sandbox")
                        .secrets())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "xendit | secretKey | {}",
                "xendit | secretKey | {'secretKey':'short'}",
                "xendit | secretKey | {'secretKey':12345678}",
                "xendit | callbackToken | {'secretKey':'long enough','callbackToken':'x'}",
                "xendit | env | {'secretKey':'long enough','env':'production'}",
                "midtrans | merchantId | {'serverKey':'long enough','clientKey':'long enough'}",
                "midtrans | env | {'serverKey':'long enough','clientKey':'long enough','merchantId':'1','env':'live'}",
                "paypal | secret | {'clientId':'x'}",
                "paypal | mode | {'clientId':'x','secret':'y','mode':'production'}"
            })
    void a_wrong_field_is_named(String kind, String param, String body) {
        assertThat(put(shop.hmac(), kind, body).refused(400, "validation_error").errorParam())
                .isEqualTo(param);
    }

    @Test
    void live_mode_takes_no_sandbox_of_a_provider() {
        assertThat(put(
                                shop.live(),
                                "midtrans",
                                "{'serverKey':'long enough','clientKey':'long enough','merchantId':'1','env':'sandbox'}")
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("env");
        assertThat(put(shop.live(), "paypal", "{'clientId':'x','secret':'y','mode':'sandbox'}")
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("mode");
    }

    @Test
    void an_account_below_the_operators_is_asked_for_once_and_pretended_in_test_mode() {
        String path = "/v1/adapters/managed/onboarding";
        assertThat(shop.hmac().get(path).expect(200).data().isNull()).isTrue();
        JsonNode begun = shop.hmac()
                .post(path, "{\"email\":\"toko@example.com\"}")
                .expect(200)
                .data();
        assertThat(begun.path("kybStatus").asString()).isEqualTo("invited");
        assertThat(begun.path("subAccountId").asString()).startsWith("simulated_");
        assertThat(shop.hmac()
                        .post(path, "{\"email\":\"lain@example.com\"}")
                        .expect(200)
                        .data("subAccountId"))
                .isEqualTo(begun.path("subAccountId").asString());
        assertThat(managedStatus(shop.hmac())).isEqualTo("unconfigured");
        shop.hmac()
                .post(path + "/_simulate", "{\"capabilitiesStatus\":\"declined\"}")
                .expect(200);
        assertThat(managedStatus(shop.hmac())).isEqualTo("unconfigured");
        shop.hmac().post(path + "/_simulate", "{}").expect(200);
        assertThat(managedStatus(shop.hmac())).isEqualTo("active");
        shop.hmac().post(path + "/_simulate", "{\"kybStatus\":\"rejected\"}").expect(200);
        assertThat(managedStatus(shop.hmac())).isEqualTo("error");
        shop.live().post(path + "/_simulate", "{}").refused(404, "not_found");
        assertThat(shop.hmac()
                        .post(path, "{\"email\":\"nobody\"}")
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("email");
    }

    @Test
    void live_the_account_is_made_at_the_provider_with_the_operators_key() {
        String path = "/v1/adapters/managed/onboarding";
        JsonNode begun = shop.live()
                .post(path, "{\"email\":\"toko@example.com\"}")
                .expect(200)
                .data();
        assertThat(begun.path("kybStatus").asString()).isEqualTo("invited");
        assertThat(begun.path("payoutsReady").asBoolean()).isFalse();
        assertThat(managedStatus(shop.live())).isEqualTo("unconfigured");
        String account = begun.path("subAccountId").asString();
        assertThat(shop.live()
                        .post("/v1/onboarding/provision-managed", "{}")
                        .expect(400)
                        .errorParam())
                .as("nobody owns this shop yet")
                .isEqualTo("email");
        assertThat(shop.live()
                        .post(path, "{\"email\":\"toko@example.com\"}")
                        .expect(200)
                        .data("subAccountId"))
                .isEqualTo(account);
        assertThat(XENDIT.journal().entries().stream()
                        .filter(entry -> entry.path().equals("/v2/accounts")
                                && entry.body().contains("toko@example.com")))
                .hasSize(1);
    }

    @Test
    void an_account_that_the_operator_runs_takes_payments_at_once() {
        shop.live()
                .patch("/v1/checkout/settings", "{\"businessEmail\":\"toko@example.com\"}")
                .expect(200);
        String account = shop.live()
                .post("/v1/onboarding/provision-managed", "{}")
                .expect(200)
                .data("subAccountId");
        assertThat(managedStatus(shop.live())).isEqualTo("active");
        Connection connection =
                SERVER.running().part(Connections.class).of(new Scope(shop.workspace(), Mode.LIVE), "xenplatform");
        assertThat(connection.required("subAccountId")).isEqualTo(account);
        assertThat(connection.required("secretKey")).isEqualTo(XenditServer.LIVE_KEY);
    }

    @Test
    void of_many_who_ask_for_it_at_once_one_asks_the_provider() {
        XENDIT.knobs().turn("on", "POST /v2/accounts");
        XENDIT.knobs().turn("delayMs", 500);
        long before = opened();
        List<Api.Reply> told = Together.times(
                8, () -> shop.live().post("/v1/adapters/managed/onboarding", "{\"email\":\"toko@example.com\"}"));
        assertThat(opened() - before).as("accounts that were asked for").isEqualTo(1);
        assertThat(told).allSatisfy(reply -> assertThat(reply.status()).isIn(200, 409));
        assertThat(told.stream().filter(reply -> reply.status() == 200))
                .extracting(reply -> reply.data("subAccountId"))
                .isNotEmpty()
                .containsOnly(shop.live()
                        .get("/v1/adapters/managed/onboarding")
                        .expect(200)
                        .data("subAccountId"));
    }

    @Test
    void an_account_that_may_have_been_opened_is_asked_for_again_in_the_same_words_under_the_same_key() {
        String path = "/v1/adapters/managed/onboarding";
        XENDIT.knobs().turn("on", "POST /v2/accounts");
        XENDIT.knobs().turn("close", "AFTER");
        shop.live().post(path, "{\"email\":\"lama@example.com\"}").refused(502, "upstream_error");
        XENDIT.knobs().reset();
        shop.live().post(path, "{\"email\":\"baru@example.com\"}").refused(409, "conflict");
        SERVER.advance(Duration.ofSeconds(61));
        shop.live().post(path, "{\"email\":\"baru@example.com\"}").expect(200);
        var asked = XENDIT.journal().entries().stream()
                .filter(entry -> entry.path().equals("/v2/accounts"))
                .toList();
        var first = asked.get(asked.size() - 2);
        assertThat(asked.getLast().body()).isEqualTo(first.body()).contains("lama@example.com");
        assertThat(asked.getLast().headers().get("idempotency-key"))
                .startsWith("opn_")
                .isEqualTo(first.headers().get("idempotency-key"));
    }

    @Test
    void an_account_that_was_refused_is_asked_for_anew_at_once() {
        String path = "/v1/adapters/managed/onboarding";
        long before = opened();
        XENDIT.knobs().turn("inactive", "XENPLATFORM");
        shop.live().post(path, "{\"email\":\"lama@example.com\"}").refused(502, "upstream_error");
        XENDIT.knobs().reset();
        assertThat(shop.live()
                        .post(path, "{\"email\":\"baru@example.com\"}")
                        .expect(200)
                        .data("email"))
                .isEqualTo("baru@example.com");
        assertThat(opened() - before).isEqualTo(2);
    }

    /// That a repeat is refused says nothing about what the first call made.
    @Test
    void an_account_that_may_have_been_opened_is_not_asked_for_anew_when_the_repeat_is_refused() {
        String path = "/v1/adapters/managed/onboarding";
        XENDIT.knobs().turn("on", "POST /v2/accounts");
        XENDIT.knobs().turn("close", "BEFORE");
        shop.live().post(path, "{\"email\":\"lama@example.com\"}").refused(502, "upstream_error");
        XENDIT.knobs().reset();
        XENDIT.knobs().turn("inactive", "XENPLATFORM");
        SERVER.advance(Duration.ofSeconds(61));
        assertThat(shop.live()
                        .post(path, "{\"email\":\"baru@example.com\"}")
                        .refused(502, "upstream_error")
                        .text())
                .contains("An earlier call may have opened the account");
        XENDIT.knobs().reset();
        SERVER.advance(Duration.ofSeconds(61));
        shop.live().post(path, "{\"email\":\"baru@example.com\"}").expect(200);
        var asked = XENDIT.journal().entries().stream()
                .filter(entry -> entry.path().equals("/v2/accounts"))
                .toList();
        assertThat(asked.subList(asked.size() - 3, asked.size()))
                .as("asked for under one key")
                .extracting(entry -> entry.headers().get("idempotency-key"))
                .containsOnly(asked.getLast().headers().get("idempotency-key"));
        assertThat(asked.getLast().body()).contains("lama@example.com");
    }

    /// Whoever runs the install has looked at the provider, and the shop says so: with the address of now.
    @Test
    void a_wish_that_came_to_nothing_is_given_up_for_another_by_whoever_saw_it() {
        XENDIT.knobs().turn("on", "POST /v2/accounts");
        XENDIT.knobs().turn("close", "BEFORE");
        shop.live()
                .post("/v1/adapters/managed/onboarding", "{\"email\":\"lama@example.com\"}")
                .refused(502, "upstream_error");
        XENDIT.knobs().reset();
        SERVER.advance(Duration.ofSeconds(61));
        Browser owner = TestPeople.owner(SERVER, shop);
        String path = "/dashboard/" + shop.slug() + "/live/settings/providers";
        Browser.Page page = owner.get(path + "?lang=en").expect(200);
        assertThat(page.html()).contains("the provider has not answered for certain", "name=\"anew\"");
        String wish = Sql.of(SERVER)
                .texts(
                        "select opening_key from managed_account where workspace_id = ?",
                        shop.workspace().text())
                .getFirst();

        owner.submit(page, path + "/managed", Map.of("email", "baru@example.com", "anew", wish))
                .expect(303);

        var last = XENDIT.journal().entries().stream()
                .filter(entry -> entry.path().equals("/v2/accounts"))
                .toList()
                .getLast();
        assertThat(last.body()).contains("baru@example.com");
        assertThat(last.headers().get("idempotency-key")).startsWith("opn_").isNotEqualTo(wish);
        assertThat(Sql.of(SERVER)
                        .texts(
                                "select target_id || ' ' || after from audit_entry where workspace_id = ? and action = 'managed_account.begun_anew'",
                                shop.workspace().text()))
                .singleElement()
                .asString()
                .contains(wish, "baru@example.com");
        assertThat(owner.get(path).expect(200).html()).doesNotContain("name=\"anew\"");
    }

    private static long opened() {
        return XENDIT.journal().count("POST", "/v2/accounts");
    }

    @Test
    void without_the_operators_key_nothing_is_managed_in_live_mode() {
        Shop elsewhere = TestServer.shared().newShop();
        elsewhere
                .live()
                .post("/v1/adapters/managed/onboarding", "{\"email\":\"toko@example.com\"}")
                .refused(409, "managed_unavailable");
        elsewhere.hmac().post("/v1/onboarding/provision-managed", "{}").expect(400);
    }

    private String status() {
        return shop.live().get("/v1/adapters").data("xendit.status");
    }

    private static String managedStatus(Api api) {
        return api.get("/v1/adapters").data("managed.status");
    }

    private Api.Reply connect(String secretKey) {
        return put(
                shop.live(),
                "xendit",
                "{'secretKey':'" + secretKey + "','callbackToken':'" + XenditServer.CALLBACK_TOKEN + "'}");
    }

    private static Api.Reply put(Api api, String kind, String body) {
        return api.send("PUT", "/v1/adapters/" + kind, body(body), Map.of());
    }

    private static String body(String json) {
        return json.replace('\'', '"');
    }
}

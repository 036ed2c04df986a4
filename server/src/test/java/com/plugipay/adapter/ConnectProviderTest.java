package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
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

    private String status() {
        return shop.live().get("/v1/adapters").data("xendit.status");
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

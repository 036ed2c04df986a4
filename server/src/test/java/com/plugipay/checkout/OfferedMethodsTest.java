package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Which methods a session offers: asked for, enabled, taken by somebody, in its currency and for its amount.
class OfferedMethodsTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String NONE = "none";

    private final Shop shop = SERVER.newShop();

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            - | IDR | 150000     | card va_bca               | card va_bca   |                              | sandbox
            - | IDR | 10000      | card va_bca               | card va_bca   |                              | sandbox
            - | IDR | 9999       | card va_bca               | card          | va_bca From Rp 10.000        | sandbox
            - | IDR | 1          | va_bca                    | none          |                              |
            - | USD | 1500       | card va_bca               | card          | va_bca Only for payments in rupiah | sandbox
            xendit | IDR | 9999    | card va_bca            | card          | va_bca From Rp 10.000        | xendit
            xendit | IDR | 50000001 | card va_bca           | card          | va_bca Up to Rp 50.000.000   | xendit
            midtrans | IDR | 9999  | card va_bca            | va_bca card   |                              | midtrans
            xendit midtrans | IDR | 9999 | card va_bca      | va_bca card   |                              | midtrans xendit
            paypal | IDR | 150000  | card                   | card          |                              | sandbox
            xendit | USD | 1500    | card                   | card          |                              | sandbox
            - | IDR | 150000     | bank_transfer             | none          |                              |
            manual | IDR | 150000  | bank_transfer card     | card bank_transfer |                         | sandbox manual
            manual | USD | 1500    | bank_transfer va_bca   | bank_transfer | va_bca Only for payments in rupiah | manual
            manual | IDR | 150000  | cash                   | none          |                              |
            """)
    void a_table_of_what_is_offered(
            String connected,
            String currency,
            long amount,
            String asked,
            String offered,
            String ruledOut,
            String adapters) {
        for (String kind : connected == null ? new String[0] : connected.split(" ", -1)) {
            connect(kind);
        }
        String methods = "\"" + asked.replace(" ", "\",\"") + "\"";
        Api.Reply made = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":" + amount + ",\"currency\":\"" + currency + "\",\"methods\":[" + methods + "]}");
        if (offered.equals(NONE)) {
            made.refused(400, "no_methods");
            return;
        }
        JsonNode session = publicSession(made.expect(201).data("id"), "en");
        assertThat(texts(session.path("methods"))).containsExactlyInAnyOrder(offered.split(" ", -1));
        assertThat(session.path("catalog")
                        .valueStream()
                        .map(one -> one.path("id").asString()))
                .containsExactlyElementsOf(texts(session.path("methods")));
        List<String> unavailable = session.path("unavailable")
                .valueStream()
                .map(one -> one.path("id").asString() + " " + one.path("reason").asString())
                .toList();
        assertThat(unavailable).isEqualTo(ruledOut == null ? List.of() : List.of(ruledOut));
        assertThat(texts(session.path("activeAdapters"))).containsExactlyInAnyOrder(adapters.split(" ", -1));
    }

    @Test
    void the_reason_is_in_the_readers_language_and_on_the_page_in_grey() {
        String session = create("{\"amount\":9999,\"currency\":\"IDR\",\"methods\":[\"card\",\"va_bca\"]}");
        assertThat(publicSession(session, "id").path("unavailable").path(0).toString())
                .isEqualTo("{\"id\":\"va_bca\",\"label\":\"BCA Virtual Account\",\"reason\":\"Mulai dari Rp 10.000\"}");
        String english = page(session, "en");
        assertThat(english)
                .contains("Not available for this payment")
                .containsPattern("class=\"unavailable\"[\\s\\S]*BCA Virtual Account[\\s\\S]*From Rp 10\\.000")
                .doesNotContain("value=\"va_bca\"");
        assertThat(page(session, "id")).contains("Mulai dari Rp 10.000");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bca\"}")
                .refused(400, "validation_error");
    }

    @Test
    void that_a_method_wants_another_currency_is_said_on_the_page_only_when_nothing_else_is_left() {
        String dollars = create("{\"amount\":1500,\"currency\":\"USD\",\"methods\":[\"card\",\"va_bca\"]}");
        assertThat(publicSession(dollars, "en").path("unavailable").toString()).contains("va_bca");
        assertThat(page(dollars, "en")).doesNotContain("Only for payments in rupiah", "Not available for this payment");
        shop.hmac()
                .patch("/v1/checkout/settings", "{\"enabledMethods\":[\"va_bca\"]}")
                .expect(200);
        assertThat(page(dollars, "en")).contains("BCA Virtual Account", "Only for payments in rupiah");
    }

    @Test
    void what_is_not_asked_for_or_not_enabled_is_not_even_mentioned() {
        String session = create("{\"amount\":9999,\"currency\":\"IDR\",\"methods\":[\"card\"]}");
        assertThat(publicSession(session, "en").path("unavailable")).isEmpty();
        String all = create("{\"amount\":9999,\"currency\":\"IDR\"}");
        assertThat(publicSession(all, "en").path("unavailable").toString()).contains("va_bca");
        shop.hmac()
                .patch("/v1/checkout/settings", "{\"enabledMethods\":[\"card\"]}")
                .expect(200);
        assertThat(publicSession(all, "en").path("unavailable")).isEmpty();
    }

    @Test
    void groups_stay_in_their_order_and_the_merchant_orders_within_them() {
        connect("manual");
        shop.hmac()
                .patch(
                        "/v1/checkout/settings",
                        "{\"enabledMethods\":[\"cash\",\"bank_transfer\",\"card\",\"va_bca\"],"
                                + "\"methodOrder\":[\"cash\",\"bank_transfer\",\"card\"]}")
                .expect(200);
        String session = shop.openSession();
        assertThat(texts(publicSession(session, "en").path("methods")))
                .containsExactly("va_bca", "card", "cash", "bank_transfer");
        shop.hmac()
                .patch("/v1/checkout/settings", "{\"methodOrder\":[\"bank_transfer\",\"cash\"]}")
                .expect(200);
        assertThat(texts(publicSession(session, "en").path("methods")))
                .containsExactly("va_bca", "card", "bank_transfer", "cash");
    }

    @Test
    void the_attempt_says_where_it_went_and_why_and_the_session_page_in_both_languages() {
        connect("manual");
        var owner = TestPeople.owner(SERVER, shop);
        String session = shop.openSession();
        for (String method : List.of("va_bca", "bank_transfer")) {
            shop.anonymous()
                    .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                    .expect(200);
        }
        JsonNode attempts =
                shop.bearer().get("/v1/checkout-sessions/" + session).data().path("attempts");
        assertThat(attempts.valueStream()
                        .map(one -> one.path("adapter").asString() + " "
                                + one.path("routeReason").asString()))
                .containsExactly("sandbox sandbox", "manual only");
        String path = "/dashboard/" + shop.slug() + "/test/checkout-sessions/" + session;
        assertThat(owner.get(path + "?lang=en").expect(200).html())
                .contains("Attempt with BCA Virtual Account · Sandbox: test mode, and no connected provider takes it")
                .contains("Attempt with Bank transfer · By hand: the only connected provider that takes it");
        assertThat(owner.get(path + "?lang=id").expect(200).html())
                .contains("Percobaan dengan Transfer bank · Manual: satu-satunya penyedia terhubung");
    }

    @Test
    void in_test_mode_a_connected_adapter_lends_its_name_and_what_it_can_do() {
        connect("xendit");
        connect("midtrans");
        shop.hmac()
                .patch("/v1/checkout/settings", "{\"methodAdapter\":{\"card\":\"midtrans\"}}")
                .expect(200);
        String account = shop.openSession();
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + account + "/charge", "{\"method\":\"va_bca\"}")
                .expect(200);
        assertThat(attempt(account)).isEqualTo("xendit preferred");
        String small = create("{\"amount\":9999,\"currency\":\"IDR\",\"methods\":[\"va_bca\"]}");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + small + "/charge", "{\"method\":\"va_bca\"}")
                .expect(200);
        assertThat(attempt(small)).isEqualTo("midtrans preferred");
        String card = shop.openSession();
        shop.pay(card, "success").expect(200);
        assertThat(attempt(card)).isEqualTo("midtrans chosen");
        assertThat(shop.bearer().get("/v1/payments/" + card).data("adapter")).isEqualTo("midtrans");
        shop.hmac()
                .post("/v1/payments/" + card + "/refunds", "{\"amount\":50000}")
                .expect(201);
        SQL.update(
                "update adapter_config set status = 'error' where kind = 'midtrans' and workspace_id = ?",
                shop.workspace().text());
        String instead = shop.openSession();
        shop.pay(instead, "success").expect(200);
        assertThat(attempt(instead)).isEqualTo("xendit instead:midtrans");
    }

    private String attempt(String session) {
        JsonNode last = shop.bearer()
                .get("/v1/checkout-sessions/" + session)
                .data()
                .path("attempts")
                .path(0);
        return last.path("adapter").asString() + " " + last.path("routeReason").asString();
    }

    @Test
    void the_new_session_form_shows_exactly_what_is_enabled_and_available() {
        var owner = TestPeople.owner(SERVER, shop);
        String form = "/dashboard/" + shop.slug() + "/test/checkout-sessions/new";
        assertThat(owner.get(form).expect(200).html())
                .contains("name=\"methods\" value=\"card\" checked", "name=\"methods\" value=\"va_bca\" checked")
                .doesNotContain("value=\"cash\"", "value=\"bank_transfer\"");
        shop.hmac()
                .patch("/v1/checkout/settings", "{\"enabledMethods\":[\"card\",\"cash\"]}")
                .expect(200);
        assertThat(owner.get(form).expect(200).html())
                .contains("value=\"card\" checked")
                .doesNotContain("value=\"va_bca\"", "value=\"cash\"");
        shop.hmac().patch("/v1/checkout/settings", "{\"enabledMethods\":[]}").expect(200);
        assertThat(owner.get(form).expect(200).html())
                .contains("No methods enabled", "/dashboard/" + shop.slug() + "/test/settings/payment-methods");
    }

    private void connect(String kind) {
        if (kind.equals("manual")) {
            shop.hmac()
                    .send(
                            "PUT",
                            "/v1/adapters/manual",
                            "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1\",\"accountHolder\":\"S\"}]}",
                            Map.of())
                    .expect(200);
            return;
        }
        SQL.update(
                "insert into adapter_config (workspace_id, mode, kind, status, public_config, configured_at)"
                        + " values (?, 'test', ?, 'active', '{}', now())",
                shop.workspace().text(),
                kind);
    }

    private String create(String body) {
        return shop.hmac().post("/v1/checkout-sessions", body).expect(201).data("id");
    }

    private String page(String session, String language) {
        return shop.anonymous()
                .get("/c/" + session + "?lang=" + language)
                .expect(200)
                .text();
    }

    private JsonNode publicSession(String session, String language) {
        return shop.anonymous()
                .send("GET", "/v1/public/checkout/sessions/" + session, null, Map.of("Accept-Language", language))
                .expect(200)
                .data();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}

package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

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
import tools.jackson.databind.JsonNode;

/// An account below the operator's, as a merchant's program has it opened: with one wish at a time.
class ManagedAccountTest {
    private static final XenditServer XENDIT = XenditServer.start(0);

    private static final TestServer SERVER = TestServer.start(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            XENDIT.url().toString(),
            "PLUGIPAY_XENPLATFORM_KEY",
            XenditServer.LIVE_KEY));

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

    @Test
    void without_the_operators_key_nothing_is_managed_in_live_mode() {
        Shop elsewhere = TestServer.shared().newShop();
        elsewhere
                .live()
                .post("/v1/adapters/managed/onboarding", "{\"email\":\"toko@example.com\"}")
                .refused(409, "managed_unavailable");
        elsewhere.hmac().post("/v1/onboarding/provision-managed", "{}").expect(400);
    }

    private static String managedStatus(Api api) {
        return api.get("/v1/adapters").data("managed.status");
    }

    private static long opened() {
        return XENDIT.journal().count("POST", "/v2/accounts");
    }
}

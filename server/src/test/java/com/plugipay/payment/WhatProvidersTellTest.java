package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.event.Origin;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What the real adapters tell of money in live mode, against servers that speak like the providers: all of it is
/// written down, however it is told.
class WhatProvidersTellTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final XenditServer XENDIT = PROVIDERS.xendit();
    private static final TestServer SERVER = LiveShop.serverWith(PROVIDERS);
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final LiveShop live = new LiveShop(SERVER, PROVIDERS, SQL, shop);

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        live.check();
    }

    @Test
    void two_transfers_into_one_account_between_two_looks_are_both_written_down() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.till().pay(attempt, null, true);
        live.comesBack(session);
        assertThat(live.status(session)).isEqualTo("completed");
        assertThat(live.money("payment")).as("the first one pays").hasSize(1);
        assertThat(live.reasons()).as("the other one is put aside").containsExactly("duplicate");
        assertThat(live.money("payment")).isNotEqualTo(live.money("unapplied_payment"));
        assertThat(taken(attempt)).containsExactlyInAnyOrderElementsOf(live.moneyOfAll());
        live.comesBack(session);
        assertThat(live.moneyOfAll()).as("told again").hasSize(2);
    }

    @Test
    void a_callback_that_names_money_has_all_of_it_listed_once() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.till().pay(attempt, null, true);
        for (String name : taken(attempt)) {
            long before = calls(XENDIT, "GET", "/transactions");
            var word = new HearOfAttempt.Word(
                    new Scope(shop.workspace(), Mode.LIVE), "xendit", new AttemptId(attempt), name);
            SERVER.running().part(HearOfAttempt.class).handle(word, Origin.system(), (tx, heard) -> {});
            assertThat(calls(XENDIT, "GET", "/transactions") - before).as(name).isEqualTo(1);
        }
        assertThat(live.moneyOfAll()).containsExactlyInAnyOrderElementsOf(taken(attempt));
    }

    @Test
    void a_short_transfer_is_put_aside_and_the_whole_one_after_it_pays() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt, 20_000);
        XENDIT.till().pay(attempt, new BigDecimal(150_000), true);
        live.comesBack(session);
        assertThat(live.status(session)).isEqualTo("completed");
        assertThat(live.reasons()).containsExactly("short");
        assertThat(live.moneyOfAll()).hasSize(2);
    }

    @Test
    void a_key_that_may_not_list_transactions_still_tells_the_latest() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.knobs().turn("on", "/transactions");
        XENDIT.knobs().turn("fail", "BEFORE");
        live.comesBack(session);
        assertThat(live.status(session)).isEqualTo("completed");
        assertThat(live.moneyOfAll()).containsExactlyElementsOf(taken(attempt));
    }

    @Test
    void a_refund_whose_answer_was_lost_is_found_by_our_own_name_and_never_sent_again() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "dana").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        live.comesBack(session);
        XENDIT.knobs().turn("on", "POST /v3/refunds");
        XENDIT.knobs().turn("close", "AFTER");
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        String refund = shop.live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":50000}")
                .expect(201)
                .data("id");
        assertThat(refundStatus(refund)).isEqualTo("pending");
        XENDIT.knobs().reset();
        live.passes(Duration.ofSeconds(61));
        SERVER.running().sweep("look-at-refunds");
        assertThat(refundStatus(refund)).isEqualTo("succeeded");
        assertThat(calls(XENDIT, "POST", "/v3/refunds")).isEqualTo(1);
    }

    /// The account that was connected first has what was opened in it, and whoever pays there has paid.
    @Test
    void that_another_account_knows_nothing_of_it_ends_no_payment() {
        live.connect("xendit");
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.account("xnd_production_another_shop", XenditServer.CALLBACK_TOKEN, null);
        connectXendit("xnd_production_another_shop");
        shop.live().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        for (int i = 0; i < 4; i++) {
            live.passes(Duration.ofHours(3));
            SERVER.running().sweep("look-at-attempts");
        }
        assertThat(live.attempt(session, "next_check_at is not null or handed_over_at is not null"))
                .as("still looked at")
                .isEqualTo(attempt);
        XENDIT.till().pay(attempt, null, true);
        connectXendit(XenditServer.LIVE_KEY);
        for (int i = 0; i < 2; i++) {
            live.passes(Duration.ofHours(25));
            SERVER.running().sweep("look-at-attempts");
        }
        assertThat(live.reasons()).containsExactly("late");
        assertThat(live.moneyOfAll()).containsExactlyElementsOf(taken(attempt));
    }

    @Test
    void the_same_key_given_again_is_the_same_account() {
        live.connect("xendit");
        String since = "select account_since::text from adapter_config where workspace_id = ?";
        String first = SQL.texts(since, shop.workspace().text()).getFirst();
        live.passes(Duration.ofMinutes(1));
        live.connect("xendit");
        assertThat(SQL.texts(since, shop.workspace().text())).containsExactly(first);
        XENDIT.account("xnd_production_a_new_key", XenditServer.CALLBACK_TOKEN, null);
        connectXendit("xnd_production_a_new_key");
        assertThat(SQL.texts(since, shop.workspace().text())).doesNotContain(first);
    }

    private void connectXendit(String key) {
        live.put("xendit", """
                {"secretKey": "%s", "callbackToken": "%s"}""".formatted(key, XenditServer.CALLBACK_TOKEN));
    }

    private static String refundStatus(String refund) {
        return SQL.texts("select status from refund where id = ?", refund).getFirst();
    }

    /// What Xendit has of a charge, by its own names.
    private static List<String> taken(String attempt) {
        return XENDIT.till()
                .book()
                .path("payment_requests")
                .valueStream()
                .filter(one -> one.path("reference_id").asString().equals(attempt))
                .flatMap(one -> one.path("payments").valueStream())
                .map(one -> one.path("payment_id").asString())
                .toList();
    }

    private static long calls(WireServer server, String method, String path) {
        return server.journal().entries().stream()
                .filter(entry -> entry.method().equals(method) && entry.path().equals(path))
                .count();
    }
}

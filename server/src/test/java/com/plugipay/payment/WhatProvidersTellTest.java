package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.event.Origin;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the real adapters tell of money in live mode, against servers that speak like the providers: all of it is
/// written down, however it is told.
class WhatProvidersTellTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final XenditServer XENDIT = PROVIDERS.xendit();
    private static final TestServer SERVER = TestServer.start(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            XENDIT.url().toString(),
            "PLUGIPAY_MIDTRANS_URL",
            PROVIDERS.midtrans().url().toString(),
            "PLUGIPAY_PAYPAL_URL",
            PROVIDERS.paypal().url().toString()));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        PROVIDERS.all().forEach(server -> server.knobs().reset());
        Oracle.check(SERVER, shop);
    }

    @Test
    void two_transfers_into_one_account_between_two_looks_are_both_written_down() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.till().pay(attempt, null, true);
        comesBack(session);
        assertThat(status(session)).isEqualTo("completed");
        assertThat(money("payment")).as("the first one pays").hasSize(1);
        assertThat(reasons()).as("the other one is put aside").containsExactly("duplicate");
        assertThat(money("payment")).isNotEqualTo(money("unapplied_payment"));
        assertThat(taken(attempt)).containsExactlyInAnyOrderElementsOf(moneyOfAll());
        comesBack(session);
        assertThat(moneyOfAll()).as("told again").hasSize(2);
    }

    @Test
    void a_callback_that_names_money_has_all_of_it_listed_once() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.till().pay(attempt, null, true);
        for (String name : taken(attempt)) {
            long before = calls(XENDIT, "GET", "/transactions");
            var word = new HearOfAttempt.Word(
                    new Scope(shop.workspace(), Mode.LIVE), "xendit", new AttemptId(attempt), name);
            SERVER.running().part(HearOfAttempt.class).handle(word, Origin.system(), (tx, heard) -> {});
            assertThat(calls(XENDIT, "GET", "/transactions") - before).as(name).isEqualTo(1);
        }
        assertThat(moneyOfAll()).containsExactlyInAnyOrderElementsOf(taken(attempt));
    }

    @Test
    void a_short_transfer_is_put_aside_and_the_whole_one_after_it_pays() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt, 20_000);
        XENDIT.till().pay(attempt, new BigDecimal(150_000), true);
        comesBack(session);
        assertThat(status(session)).isEqualTo("completed");
        assertThat(reasons()).containsExactly("short");
        assertThat(moneyOfAll()).hasSize(2);
    }

    @Test
    void a_key_that_may_not_list_transactions_still_tells_the_latest() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        XENDIT.knobs().turn("on", "/transactions");
        XENDIT.knobs().turn("fail", "BEFORE");
        comesBack(session);
        assertThat(status(session)).isEqualTo("completed");
        assertThat(moneyOfAll()).containsExactlyElementsOf(taken(attempt));
    }

    @Test
    void a_refund_whose_answer_was_lost_is_found_by_our_own_name_and_never_sent_again() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "dana").expect(200).data("attemptId");
        XENDIT.pay(attempt);
        comesBack(session);
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
        passes(Duration.ofSeconds(61));
        SERVER.running().sweep("look-at-refunds");
        assertThat(refundStatus(refund)).isEqualTo("succeeded");
        assertThat(calls(XENDIT, "POST", "/v3/refunds")).isEqualTo(1);
    }

    /// The account that was connected first has what was opened in it, and whoever pays there has paid.
    @Test
    void that_another_account_knows_nothing_of_it_ends_no_payment() {
        connect("xendit");
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, "va_bri").expect(200).data("attemptId");
        XENDIT.account("xnd_production_another_shop", XenditServer.CALLBACK_TOKEN, null);
        connectXendit("xnd_production_another_shop");
        shop.live().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        for (int i = 0; i < 4; i++) {
            passes(Duration.ofHours(3));
            SERVER.running().sweep("look-at-attempts");
        }
        assertThat(attempt(session, "next_check_at is not null or handed_over_at is not null"))
                .as("still looked at")
                .isEqualTo(attempt);
        XENDIT.till().pay(attempt, null, true);
        connectXendit(XenditServer.LIVE_KEY);
        for (int i = 0; i < 2; i++) {
            passes(Duration.ofHours(25));
            SERVER.running().sweep("look-at-attempts");
        }
        assertThat(reasons()).containsExactly("late");
        assertThat(moneyOfAll()).containsExactlyElementsOf(taken(attempt));
    }

    @Test
    void the_same_key_given_again_is_the_same_account() {
        connect("xendit");
        String since = "select account_since::text from adapter_config where workspace_id = ?";
        String first = SQL.texts(since, shop.workspace().text()).getFirst();
        passes(Duration.ofMinutes(1));
        connect("xendit");
        assertThat(SQL.texts(since, shop.workspace().text())).containsExactly(first);
        XENDIT.account("xnd_production_a_new_key", XenditServer.CALLBACK_TOKEN, null);
        connectXendit("xnd_production_a_new_key");
        assertThat(SQL.texts(since, shop.workspace().text())).doesNotContain(first);
    }

    /// Nothing that a provider writes keeps what happened from being written down: in the end the money is here.
    @ParameterizedTest
    @CsvSource({
        "xendit, va_bri, value",
        "xendit, va_bri, display_name",
        "xendit, alfamart, value",
        "xendit, qris, value",
        "xendit, dana, value",
        "xendit, dana, payment_request_id",
        "xendit, qris, latest_payment_id",
        "xendit, qris, payment_id",
        "xendit, qris, reference_id",
        "xendit, qris, status",
        "xendit, va_bri, product_id",
        "midtrans, va_bri, va_number",
        "midtrans, va_mandiri, bill_key",
        "midtrans, alfamart, payment_code",
        "midtrans, qris, qr_string",
        "midtrans, shopeepay, url",
        "midtrans, qris, transaction_id",
        "midtrans, qris, status_message",
        "midtrans, qris, order_id",
        "paypal, paypal, id",
        "paypal, paypal, href",
        "paypal, paypal, custom_id",
        "paypal, paypal, status"
    })
    void a_character_that_no_table_takes_loses_no_money(String adapter, String method, String field) {
        connect(adapter);
        WireServer server = server(adapter);
        String session = session(
                adapter.equals("paypal")
                        ? "{\"amount\":1000,\"currency\":\"USD\"}"
                        : "{\"amount\":150000,\"currency\":\"IDR\"}");
        server.knobs().turn("garble", field);
        assertThat(charge(session, method).status()).as("the charge").isIn(200, 402, 502);
        assertThat(attempt(session, "version > 1 or state <> 'created'"))
                .as("what came of it is written down")
                .isNotNull();
        server.knobs().reset();
        String attempt = held(session, method);
        server.till().pay(attempt, null, false);
        server.knobs().turn("garble", field);
        comesBack(session);
        server.knobs().reset();
        for (int looks = 0; looks < 4 && !status(session).equals("completed"); looks++) {
            comesBack(session);
            passes(Duration.ofMinutes(25));
        }
        assertThat(status(session)).isEqualTo("completed");
        assertThat(money("payment")).hasSize(1);
        assertThat(reasons()).isEmpty();
    }

    /// Written down without a character, it would be the name of other money: the same money under its own name would
    /// come to the books a second time.
    @ParameterizedTest
    @CsvSource({"xendit, qris, payment_id|latest_payment_id", "midtrans, shopeepay, transaction_id"})
    void money_is_never_written_down_under_another_name(String adapter, String method, String field) {
        connect(adapter);
        WireServer server = server(adapter);
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, method).expect(200).data("attemptId");
        server.till().pay(attempt, null, false);
        server.knobs().turn("garble", field);
        comesBack(session);
        assertThat(moneyOfAll()).as("under a name that cannot be kept").isEmpty();
        server.knobs().reset();
        for (int looks = 0; looks < 4 && !status(session).equals("completed"); looks++) {
            comesBack(session);
            passes(Duration.ofMinutes(25));
        }
        assertThat(status(session)).isEqualTo("completed");
        assertThat(moneyOfAll()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "xendit, dana, message",
        "xendit, dana, error_code",
        "midtrans, shopeepay, status_message",
        "paypal, paypal, message|description|issue|name"
    })
    void a_refusal_in_such_characters_is_a_refusal(String adapter, String method, String field) {
        connect(adapter);
        WireServer server = server(adapter);
        String session = session(
                adapter.equals("paypal")
                        ? "{\"amount\":1000,\"currency\":\"USD\"}"
                        : "{\"amount\":150000,\"currency\":\"IDR\"}");
        server.knobs().turn("inactive", ".*");
        server.knobs().turn("garble", field);
        assertThat(charge(session, method).status()).isIn(200, 402, 502);
        String attempt = attempt(session, "version > 1 or state <> 'created'");
        assertThat(attempt).as("what came of it is written down").isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"xendit, dana, failure_code", "midtrans, shopeepay, status_message"})
    void a_decline_in_such_characters_is_a_decline(String adapter, String method, String field) {
        connect(adapter);
        WireServer server = server(adapter);
        String session = session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = charge(session, method).expect(200).data("attemptId");
        server.till().decline(attempt);
        server.knobs().turn("garble", field);
        comesBack(session);
        assertThat(attempt(session, "state = 'failed'")).isEqualTo(attempt);
        assertThat(SQL.texts("select failure_message from payment_attempt where id = ?", attempt)
                        .getFirst())
                .matches("[ -~]{1,500}");
    }

    private void connectXendit(String key) {
        put("xendit", """
                {"secretKey": "%s", "callbackToken": "%s"}""".formatted(key, XenditServer.CALLBACK_TOKEN));
    }

    private void connect(String kind) {
        String body = switch (kind) {
            case "xendit" -> """
                {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN);
            case "midtrans" ->
                """
                {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID);
            default -> """
                {"clientId": "%s", "secret": "%s"}""".formatted(PayPalServer.CLIENT_ID, PayPalServer.SECRET);
        };
        put(kind, body);
    }

    private void put(String kind, String body) {
        assertThat(shop.live()
                        .send("PUT", "/v1/adapters/" + kind, body, Map.of())
                        .expect(200)
                        .data("status"))
                .isEqualTo("active");
    }

    private static WireServer server(String kind) {
        return switch (kind) {
            case "xendit" -> XENDIT;
            case "midtrans" -> PROVIDERS.midtrans();
            default -> PROVIDERS.paypal();
        };
    }

    private String session(String terms) {
        return shop.live().post("/v1/checkout-sessions", terms).expect(201).data("id");
    }

    private Api.Reply charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    /// What the customer holds, after looking at what was in doubt. Of an order that nobody was told of, PayPal takes
    /// no money: then they choose once more.
    private String held(String session, String method) {
        String held = "state = 'requires_action'";
        for (int looks = 0; looks < 3 && attempt(session, held) == null; looks++) {
            look();
        }
        String attempt = attempt(session, held);
        return attempt == null ? charge(session, method).expect(200).data("attemptId") : attempt;
    }

    private void comesBack(String session) {
        shop.anonymous().get("/c/" + session + "/return");
        look();
    }

    private static void passes(Duration time) {
        SERVER.advance(time);
        PROVIDERS.all().forEach(server -> server.clock().advance(time));
    }

    private static void look() {
        passes(Duration.ofMinutes(6));
        SERVER.running().sweep("look-at-attempts");
    }

    private String status(String session) {
        return shop.live().get("/v1/checkout-sessions/" + session).expect(200).data("status");
    }

    private static @Nullable String attempt(String session, String that) {
        List<String> found = SQL.texts(
                "select id from payment_attempt where session_id = ? and (" + that + ") order by id desc", session);
        return found.isEmpty() ? null : found.getFirst();
    }

    private static String refundStatus(String refund) {
        return SQL.texts("select status from refund where id = ?", refund).getFirst();
    }

    private List<String> reasons() {
        return SQL.texts(
                "select reason from unapplied_payment where workspace_id = ? order by id",
                shop.workspace().text());
    }

    /// The providers' names of the money in a table.
    private List<String> money(String table) {
        return SQL.texts(
                "select provider_reference from " + table + " where workspace_id = ? order by id",
                shop.workspace().text());
    }

    private List<String> moneyOfAll() {
        return Stream.concat(money("payment").stream(), money("unapplied_payment").stream())
                .toList();
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

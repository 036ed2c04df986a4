package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// When one provider certainly made nothing, the next one is asked; one that does not answer rests for a while.
class AnotherProviderTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final XenditServer XENDIT = PROVIDERS.xendit();
    private static final MidtransServer MIDTRANS = PROVIDERS.midtrans();
    private static final TestServer SERVER = TestServer.start(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR", "100",
            "PLUGIPAY_XENDIT_URL", XENDIT.url().toString(),
            "PLUGIPAY_MIDTRANS_URL", MIDTRANS.url().toString()));
    private static final Sql SQL = Sql.of(SERVER);

    private static final String ELEVEN_MINUTES_PASS =
            "update payment_attempt set created_at = created_at - interval '11 minutes' where session_id = ?";

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @BeforeEach
    void a_good_day() {
        PROVIDERS.all().forEach(server -> server.knobs().reset());
        connect("xendit", """
                {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN));
    }

    private void connectMidtrans() {
        connect("midtrans", """
                {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(
                        MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID));
    }

    private void connect(String kind, String body) {
        connect(shop, kind, body);
    }

    private static void connect(Shop shop, String kind, String body) {
        assertThat(shop.live()
                        .send("PUT", "/v1/adapters/" + kind, body, Map.of())
                        .expect(200)
                        .data("status"))
                .isEqualTo("active");
    }

    private String session() {
        return session(shop);
    }

    private static String session(Shop shop) {
        return shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
    }

    private Api.Reply charge(String session) {
        return charge(session, "va_bni");
    }

    private Api.Reply charge(String session, String method) {
        return charge(shop, session, method);
    }

    private static Api.Reply charge(Shop shop, String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    /// Who was asked, why, and what stands: `xendit preferred failed`.
    private static List<String> attempts(String session) {
        return SQL.texts(
                "select adapter || ' ' || route_reason || ' ' || state from payment_attempt"
                        + " where session_id = ? order by created_at, id",
                session);
    }

    private String status(String kind) {
        return shop.live().get("/v1/adapters").expect(200).data(kind + ".status");
    }

    private static long charges(WireServer server) {
        return server.journal().entries().stream()
                .filter(entry -> entry.method().equals("POST")
                        && (entry.path().endsWith("/charge") || entry.path().endsWith("/payment_requests")))
                .count();
    }

    private void goesUnanswered(int times) {
        XENDIT.knobs().turn("close", "AFTER");
        for (int i = 0; i < times; i++) {
            charge(session()).expect(200);
        }
        XENDIT.knobs().reset();
    }

    @Test
    void what_one_provider_refused_to_make_the_next_one_makes() {
        connectMidtrans();
        XENDIT.knobs().turn("inactive", ".*");
        String session = session();
        Api.Reply charged = charge(session, "shopeepay").expect(200);
        assertThat(charged.data("redirectUrl")).startsWith(MIDTRANS.url().toString());
        assertThat(attempts(session))
                .containsExactly("xendit preferred failed", "midtrans instead:xendit requires_action");

        String page = TestPeople.owner(SERVER, shop)
                .get("/dashboard/" + shop.slug() + "/live/checkout-sessions/" + session + "?lang=en")
                .expect(200)
                .html();
        assertThat(page).contains("because Xendit could not take it");

        MIDTRANS.pay(charged.data("attemptId"));
        shop.anonymous().get("/c/" + session + "/return").expect(303);
        assertThat(shop.live().get("/v1/payments?checkoutSessionId=" + session).data("0.adapter"))
                .isEqualTo("midtrans");
    }

    @Test
    void a_form_without_a_script_goes_to_the_next_provider_too() {
        connectMidtrans();
        XENDIT.knobs().turn("inactive", ".*");
        String session = session();
        new Browser(SERVER.baseUrl())
                .post("/c/" + session + "/charge", Map.of("method", "va_bni"), Map.of("Origin", "null"))
                .expect(303);
        assertThat(attempts(session)).last().isEqualTo("midtrans instead:xendit requires_action");
    }

    /// It may have charged: another charge elsewhere could be a second one.
    @Test
    void one_that_did_not_answer_is_never_replaced() {
        connectMidtrans();
        XENDIT.knobs().turn("close", "AFTER");
        long before = charges(MIDTRANS);
        String session = session();
        charge(session).expect(200);
        assertThat(attempts(session)).containsExactly("xendit preferred in_doubt");
        assertThat(charges(MIDTRANS)).isEqualTo(before);
    }

    @Test
    void when_nobody_makes_it_the_customer_is_asked_to_choose_otherwise_and_the_limit_counts_their_own_tries() {
        connectMidtrans();
        XENDIT.knobs().turn("inactive", ".*");
        MIDTRANS.knobs().turn("inactive", ".*");
        String session = session();
        for (int i = 0; i < 5; i++) {
            charge(session).refused(502, "upstream_error");
        }
        charge(session).refused(429, "too_many_attempts");
        assertThat(attempts(session)).hasSize(10).contains("midtrans instead:xendit failed");
    }

    /// Each press of the customer's may be two attempts of ours, and only theirs use up the link.
    @Test
    void an_outage_of_all_providers_does_not_use_up_a_link_before_the_customer_does() {
        connectMidtrans();
        XENDIT.knobs().turn("inactive", ".*");
        MIDTRANS.knobs().turn("inactive", ".*");
        String session = session();
        for (int i = 0; i < 20; i++) {
            if (i % 5 == 0) {
                SQL.update(ELEVEN_MINUTES_PASS, session);
            }
            charge(session).refused(502, "upstream_error");
        }
        assertThat(attempts(session))
                .as("the 20th was put before the second provider, too")
                .hasSize(40);
        PROVIDERS.all().forEach(server -> server.knobs().reset());
        SQL.update(ELEVEN_MINUTES_PASS, session);
        assertThat(charge(session).refused(429, "too_many_attempts").header("Retry-After"))
                .isNull();
    }

    @Test
    void a_link_never_has_more_than_sixty_attempts() {
        connectMidtrans();
        XENDIT.knobs().turn("inactive", ".*");
        MIDTRANS.knobs().turn("inactive", ".*");
        String session = session();
        charge(session).refused(502, "upstream_error");
        // Four providers were asked for each of fourteen tries.
        SQL.update("""
                insert into payment_attempt
                select (jsonb_populate_record(p, jsonb_build_object(
                    'id', left(p.id, 20) || lpad(n::text, 10, '0'),
                    'created_at', p.created_at - interval '1 day' + make_interval(secs => n),
                    'adapter', (array['xendit', 'midtrans', 'paypal', 'doku'])[n % 4 + 1],
                    'route_reason', (array['preferred', 'instead:xendit', 'instead:midtrans', 'instead:paypal'])[n % 4 + 1]))).*
                from payment_attempt p, generate_series(0, 55) n
                where p.session_id = ? and p.adapter = 'xendit'""", session);
        assertThat(attempts(session)).hasSize(58);
        charge(session).refused(502, "upstream_error");
        charge(session).refused(429, "too_many_attempts");
    }

    @Test
    void after_five_charges_in_a_row_without_an_answer_others_are_asked_first_for_a_minute() {
        connectMidtrans();
        goesUnanswered(4);
        assertThat(status("xendit")).isEqualTo("active");
        goesUnanswered(1);
        assertThat(status("xendit")).isEqualTo("error");
        assertThat(shop.live().get("/v1/adapters").data("xendit.lastErrorCode")).isEqualTo("resting");
        assertThat(TestPeople.owner(SERVER, shop)
                        .get("/dashboard/" + shop.slug() + "/live/settings/providers?lang=en")
                        .expect(200)
                        .html())
                .contains("did not answer the payments of customers several times in a row");

        String meanwhile = session();
        charge(meanwhile).expect(200);
        assertThat(attempts(meanwhile)).containsExactly("midtrans instead:xendit requires_action");

        SERVER.advance(Duration.ofSeconds(61));
        assertThat(status("xendit")).isEqualTo("active");
        goesUnanswered(1);
        assertThat(status("xendit")).as("one more failure").isEqualTo("error");
        SERVER.advance(Duration.ofSeconds(61));
        String afterwards = session();
        charge(afterwards).expect(200);
        assertThat(attempts(afterwards)).containsExactly("xendit preferred requires_action");
        goesUnanswered(4);
        assertThat(status("xendit")).as("it has answered in between").isEqualTo("active");
    }

    @Test
    void failures_far_apart_are_no_reason_to_rest() {
        for (int i = 0; i < 6; i++) {
            goesUnanswered(1);
            SERVER.advance(Duration.ofMinutes(3));
        }
        assertThat(status("xendit")).isEqualTo("active");
    }

    @Test
    void one_that_rests_is_asked_all_the_same_when_nobody_else_takes_the_payment() {
        goesUnanswered(5);
        assertThat(status("xendit")).isEqualTo("error");
        String session = session();
        charge(session).expect(200);
        assertThat(attempts(session)).containsExactly("xendit only requires_action");
    }

    /// What customers of one shop met says nothing about another shop's account.
    @Test
    void each_shop_has_its_own_reasons() {
        goesUnanswered(5);
        Shop other = SERVER.newShop();
        other.live()
                .send(
                        "PUT",
                        "/v1/adapters/xendit",
                        """
                        {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN),
                        Map.of())
                .expect(200);
        assertThat(other.live().get("/v1/adapters").data("xendit.status")).isEqualTo("active");
    }

    @Test
    void a_new_key_is_a_new_beginning() {
        goesUnanswered(5);
        a_good_day();
        assertThat(status("xendit")).isEqualTo("active");
    }

    /// That another is asked first while one rests is how the shop is now, and no second try of ours.
    @Test
    void tries_that_leave_out_one_that_rests_are_the_customers_own() {
        connectMidtrans();
        goesUnanswered(5);
        String session = session();
        for (String method : List.of("va_bni", "va_bri", "va_bni", "va_bri", "va_bni")) {
            charge(session, method).expect(200);
        }
        charge(session, "va_bri").refused(429, "too_many_attempts");
        assertThat(attempts(session))
                .hasSize(5)
                .allSatisfy(attempt -> assertThat(attempt).startsWith("midtrans instead:xendit "));
    }

    /// The one that rests is asked last, and is not there; the next try leaves it out again.
    @Test
    void tries_that_nobody_makes_are_counted_while_one_rests() {
        XenditServer gone = XenditServer.start(0);
        TestServer server = TestServer.start(Map.of(
                "PLUGIPAY_RATE_LIMIT_FACTOR", "100",
                "PLUGIPAY_XENDIT_URL", gone.url().toString(),
                "PLUGIPAY_MIDTRANS_URL", MIDTRANS.url().toString()));
        try {
            Shop there = server.newShop();
            connect(there, "xendit", """
                    {"secretKey": "%s", "callbackToken": "%s"}""".formatted(XenditServer.LIVE_KEY, XenditServer.CALLBACK_TOKEN));
            connect(there, "midtrans", """
                    {"serverKey": "%s", "clientKey": "%s", "merchantId": "%s"}""".formatted(
                            MidtransServer.SERVER_KEY, MidtransServer.CLIENT_KEY, MidtransServer.MERCHANT_ID));
            gone.close();
            for (int i = 0; i < 5; i++) {
                charge(there, session(there), "va_bni").expect(200);
            }
            MIDTRANS.knobs().turn("inactive", ".*");
            String session = session(there);
            for (int i = 0; i < 5; i++) {
                charge(there, session, "va_bni").refused(502, "upstream_error");
            }
            charge(there, session, "va_bni").refused(429, "too_many_attempts");
            assertThat(Sql.of(server)
                            .texts(
                                    "select adapter || ' ' || route_reason from payment_attempt where session_id = ?"
                                            + " order by created_at, id",
                                    session))
                    .hasSize(10)
                    .startsWith("midtrans instead:xendit", "xendit instead:midtrans", "midtrans instead:xendit");
        } finally {
            server.running().close();
            gone.close();
        }
    }

    /// Between the refusal of one provider and the call of the next the customer may have taken something else.
    @Test
    void what_the_customer_holds_meanwhile_is_not_given_up_for_another_provider() {
        connectMidtrans();
        String session = session();
        charge(session, "va_bri").expect(200);
        var scope = new Scope(shop.workspace(), Mode.LIVE);
        var id = CheckoutSessionId.parse(session).orElseThrow();
        ChargeSession claims = SERVER.running().part(ChargeSession.class);
        for (String method : List.of("va_bri", "va_bni")) {
            Optional<ChargeSession.Claimed> next = SERVER.running()
                    .part(Database.class)
                    .inTransaction(
                            scope,
                            tx -> claims.claimInstead(
                                    tx, scope, id, new ChargeSession.Wish(method, null, null), List.of("xendit")));
            assertThat(next).as("instead of what is held").isEmpty();
        }
        assertThat(attempts(session)).containsExactly("xendit preferred requires_action");
    }

    /// A fault of ours says nothing about whether they answer.
    @Test
    void what_breaks_here_is_not_held_against_the_provider() {
        connectMidtrans();
        String sealed = SQL.texts(
                        "select encode(secret_sealed, 'hex') from adapter_config where workspace_id = ? and kind = 'xendit'",
                        shop.workspace().text())
                .getFirst();
        seal("00");
        for (int i = 0; i < 6; i++) {
            String session = session();
            charge(session).expect(200);
            assertThat(attempts(session)).containsExactly("xendit preferred in_doubt");
        }
        assertThat(SQL.number(
                        "select coalesce(sum(failures), 0) from adapter_health where workspace_id = ?",
                        shop.workspace().text()))
                .isZero();
        seal(sealed);
        goesUnanswered(4);
        assertThat(status("xendit")).isEqualTo("active");
    }

    private void seal(String hex) {
        SQL.update(
                "update adapter_config set secret_sealed = decode(?, 'hex') where workspace_id = ? and kind = 'xendit'",
                hex,
                shop.workspace().text());
    }
}

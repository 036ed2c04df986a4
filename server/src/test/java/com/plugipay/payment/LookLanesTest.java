package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Eventually;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.provider.Providers;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A provider that hangs while we ask it about what is not certain holds up no other.
class LookLanesTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final TestServer SERVER = TestServer.quiet(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            PROVIDERS.xendit().url().toString(),
            "PLUGIPAY_MIDTRANS_URL",
            PROVIDERS.midtrans().url().toString()));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop slow = SERVER.newShop();
    private final Shop quick = SERVER.newShop();

    @BeforeEach
    void connect() {
        PROVIDERS.all().forEach(server -> server.knobs().turn("callbackDrop", true));
        put(
                slow,
                "midtrans",
                "{\"serverKey\":\"" + MidtransServer.SERVER_KEY + "\",\"clientKey\":\"" + MidtransServer.CLIENT_KEY
                        + "\",\"merchantId\":\"" + MidtransServer.MERCHANT_ID + "\"}");
        put(
                quick,
                "xendit",
                "{\"secretKey\":\"" + XenditServer.LIVE_KEY + "\",\"callbackToken\":\"" + XenditServer.CALLBACK_TOKEN
                        + "\"}");
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        PROVIDERS.all().forEach(server -> server.knobs().reset());
        Oracle.check(SERVER, slow);
        Oracle.check(SERVER, quick);
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @Test
    void payments_of_one_are_heard_of_while_another_hangs() throws InterruptedException {
        List<String> hanging = List.of(charged(slow), charged(slow), charged(slow));
        String early = charged(quick);
        hanging.forEach(PROVIDERS.midtrans()::pay);
        PROVIDERS.xendit().pay(early);
        hangs();
        SERVER.advance(Duration.ofMinutes(2));
        Thread look = Thread.ofVirtual().start(() -> SERVER.running().sweep("look-at-attempts"));

        assertThat(Eventually.that(() -> attempt(early), "succeeded"::equals)).isEqualTo("succeeded");
        assertThat(hanging).extracting(LookLanesTest::attempt).containsOnly("requires_action");
        // One that comes only now does not wait for the next look.
        String late = charged(quick);
        PROVIDERS.xendit().pay(late);
        SQL.update(
                "update payment_attempt set next_check_at = next_check_at - interval '2 minutes' where id = ?", late);
        assertThat(Eventually.that(() -> attempt(late), "succeeded"::equals)).isEqualTo("succeeded");
        assertThat(hanging).extracting(LookLanesTest::attempt).contains("requires_action");

        PROVIDERS.midtrans().knobs().reset();
        look.join();
        SERVER.advance(Duration.ofMinutes(6));
        SERVER.running().sweep("look-at-attempts");
        assertThat(hanging).extracting(LookLanesTest::attempt).containsOnly("succeeded");
    }

    /// Test mode carries the names of providers, and asks none of them.
    @Test
    void test_mode_does_not_wait_for_a_provider_that_hangs() throws InterruptedException {
        String hanging = charged(slow);
        hangs();
        SERVER.advance(Duration.ofMinutes(2));
        Thread look = Thread.ofVirtual().start(() -> SERVER.running().sweep("look-at-attempts"));
        assertThat(Eventually.that(() -> isAsked(hanging), asked -> asked)).isTrue();
        String session = slow.openSession();
        slow.pay(session, "three_d_secure").expect(200);
        String attempt = SQL.texts("select id from payment_attempt where session_id = ?", session)
                .getFirst();
        SQL.update(
                "update payment_attempt set adapter = 'midtrans', expires_at = created_at, next_check_at = created_at"
                        + " where id = ?",
                attempt);

        assertThat(Eventually.that(() -> attempt(attempt), "voided"::equals)).isEqualTo("voided");
        assertThat(attempt(hanging)).isEqualTo("requires_action");

        PROVIDERS.midtrans().knobs().reset();
        look.join();
    }

    /// What is said once is not heard twice, though the job of one node is still at it when another node's begins.
    @Test
    void two_nodes_do_not_ask_about_the_same_at_once() {
        PROVIDERS.midtrans().knobs().turn("on", ".*");
        PROVIDERS.midtrans().knobs().turn("close", "BEFORE");
        String session = slow.live()
                .post("/v1/checkout-sessions", "{\"amount\":24145,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        slow.anonymous().post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"shopeepay\"}");
        String attempt = SQL.texts("select id from payment_attempt where session_id = ?", session)
                .getFirst();
        // Midtrans never got it, and takes its time to say so.
        PROVIDERS.midtrans().knobs().reset();
        PROVIDERS.midtrans().knobs().turn("on", ".*status.*");
        PROVIDERS.midtrans().knobs().turn("delayMs", 4_000);
        SERVER.advance(Duration.ofMinutes(2));
        assertThat(looks(attempt)).isEqualTo("in_doubt 1");
        try (LookAgain another = anotherNode()) {
            Together.run(List.of(lookOf(SERVER.running().part(LookAgain.class)), lookOf(another)));
        }

        assertThat(looks(attempt)).isEqualTo("in_doubt 2");
    }

    private static Callable<Boolean> lookOf(LookAgain node) {
        return () -> {
            node.lookOnce();
            return true;
        };
    }

    private static LookAgain anotherNode() {
        Running running = SERVER.running();
        return new LookAgain(
                running.part(Database.class),
                running.part(AttemptStore.class),
                running.part(Payables.class),
                running.part(RunAttempt.class),
                running.part(Providers.class),
                running.part(WorkspaceTime.class));
    }

    /// Taken to ask about it: it is due again only when whoever took it is taken for dead.
    private static boolean isAsked(String attempt) {
        return SQL.number(
                        "select count(*) from payment_attempt where id = ? and next_check_at > ?::timestamptz",
                        attempt,
                        SERVER.now().toString())
                == 1;
    }

    private static String looks(String attempt) {
        return SQL.texts("select state || ' ' || checks from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    @Test
    void refunds_of_one_are_heard_of_while_another_hangs() throws InterruptedException {
        String hanging = refunded(slow, charged(slow));
        String early = refunded(quick, charged(quick));
        hangs();
        SERVER.advance(Duration.ofMinutes(2));
        Thread look = Thread.ofVirtual().start(() -> SERVER.running().sweep("look-at-refunds"));

        assertThat(Eventually.that(() -> refund(early), "succeeded"::equals)).isEqualTo("succeeded");
        assertThat(refund(hanging)).isEqualTo("pending");

        PROVIDERS.midtrans().knobs().reset();
        look.join();
        SERVER.advance(Duration.ofMinutes(6));
        SERVER.running().sweep("look-at-refunds");
        assertThat(refund(hanging)).isEqualTo("succeeded");
    }

    /// As long as we wait for an answer, or nearly.
    private static void hangs() {
        PROVIDERS.midtrans().knobs().turn("on", ".*");
        PROVIDERS.midtrans().knobs().turn("delayMs", 14_000);
    }

    private static void put(Shop shop, String kind, String body) {
        shop.live().send("PUT", "/v1/adapters/" + kind, body, Map.of()).expect(200);
    }

    private static String charged(Shop shop) {
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":24145,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"shopeepay\"}")
                .expect(200)
                .data("attemptId");
    }

    /// Its provider has taken it on, and finished it meanwhile.
    private static String refunded(Shop shop, String attempt) {
        PROVIDERS.all().forEach(server -> server.knobs().turn("refunds", "PENDING"));
        WireServer provider = provider(attempt);
        provider.pay(attempt);
        SERVER.advance(Duration.ofMinutes(2));
        SERVER.running().sweep("look-at-attempts");
        String payment = SQL.texts("select id from payment where attempt_id = ?", attempt)
                .getFirst();
        String refund = shop.live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}")
                .expect(201)
                .data("id");
        assertThat(refund(refund)).isEqualTo("pending");
        provider.till().finishRefund(refund, true);
        return refund;
    }

    private static WireServer provider(String attempt) {
        String adapter = SQL.texts("select adapter from payment_attempt where id = ?", attempt)
                .getFirst();
        return adapter.equals("midtrans") ? PROVIDERS.midtrans() : PROVIDERS.xendit();
    }

    private static String attempt(String id) {
        return SQL.texts("select state from payment_attempt where id = ?", id).getFirst();
    }

    private static String refund(String id) {
        return SQL.texts("select status from refund where id = ?", id).getFirst();
    }
}

package com.plugipay.testmode;

import static com.plugipay.testmode.MovedClock.DAY;
import static com.plugipay.testmode.MovedClock.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.clock.ClockStore;
import com.plugipay.clock.Clocks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.payment.LookAgain;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What an advance of the test clock does on the way, against a provider with a book of its own. No sweep runs here
/// unless a test says so: what happens, the advance has done.
class AdvanceTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final MovedClock clock = new MovedClock(shop);

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        SANDBOX.heal();
        Oracle.check(SERVER, shop);
    }

    @Test
    void an_advance_expires_what_falls_due_on_the_way_at_its_own_moment() {
        String soon = clock.sessionExpiringIn(600);
        String later = shop.openSession();
        String latest = clock.sessionExpiringIn(30 * DAY);
        JsonNode moved = clock.advance("{\"days\":1,\"seconds\":1}");
        assertThat(moved.propertyNames()).containsExactly("now", "offsetSec", "subscription", "ran");
        assertThat(moved.path("offsetSec").asLong()).isEqualTo(DAY + 1);
        assertThat(moved.path("subscription").isNull()).isTrue();
        assertThat(moved.path("ran").toString())
                .isEqualTo("{\"expired\":2,\"renewed\":0,\"invoices\":0,\"retried\":0,\"deliveries\":0}");
        assertThat(time(moved, "now")).isCloseTo(SERVER.now().plusSeconds(DAY + 1), within(5, ChronoUnit.SECONDS));
        for (String expired : List.of(soon, later)) {
            JsonNode session = clock.session(expired);
            assertThat(session.path("status").asString()).isEqualTo("expired");
            assertThat(session.path("expiredAt")).isEqualTo(session.path("expiresAt"));
            Instant told = Instant.parse(SQL.texts(
                            "select to_char(occurred_at at time zone 'utc', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') from event"
                                    + " where aggregate_id = ? and type like '%expired%'",
                            expired)
                    .getFirst());
            assertThat(Duration.between(time(session, "expiresAt"), told))
                    .isBetween(Duration.ZERO, Duration.ofSeconds(5));
        }
        assertThat(clock.session(latest).path("status").asString()).isEqualTo("open");
    }

    @Test
    void everything_that_is_written_carries_the_clocks_time() {
        clock.advance("{\"days\":40}");
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        shop.bearer().post("/v1/customers", "{\"name\":\"Rina\"}").expect(201);
        Instant then = SERVER.now().plusSeconds(40 * DAY);
        for (String column : List.of(
                "checkout_session.created_at",
                "payment_attempt.created_at",
                "payment.captured_at",
                "payment.created_at",
                "event.occurred_at",
                "ledger_tx.posted_at",
                "customer.created_at")) {
            String[] place = column.split("\\.", -1);
            assertThat(SQL.number(
                            "select count(*) from " + place[0] + " where workspace_id = ? and mode = 'test'"
                                    + " and abs(extract(epoch from " + place[1] + " - cast(? as timestamptz))) < 60",
                            shop.workspace().text(),
                            then.toString()))
                    .as(column)
                    .isEqualTo(SQL.number(
                            "select count(*) from " + place[0] + " where workspace_id = ? and mode = 'test'",
                            shop.workspace().text()))
                    .isPositive();
        }
        JsonNode envelope =
                shop.bearer().get("/v1/checkout-sessions/" + session).json();
        assertThat(time(envelope.path("meta"), "timestamp"))
                .isBefore(Instant.now().plusSeconds(60));
    }

    @Test
    void an_account_is_voided_at_its_deadline() {
        String session = shop.openSession();
        String account = clock.charge(session, "va_bca");
        assertThat(clock.advance("{\"days\":2}").path("ran").path("expired").asInt())
                .isEqualTo(1);
        assertThat(BOOK.calls("cancel", account)).isEqualTo(1);
        assertThat(SQL.texts(
                        "select state || ' ' || coalesce(next_check_at::text, 'done') from payment_attempt where id = ?",
                        account))
                .containsExactly("voided done");
        assertThat(BOOK.calls("query", account))
                .as("asked on its schedule until then")
                .isGreaterThan(20);
    }

    @Test
    void a_doubtful_attempt_is_asked_about_on_its_schedule_over_a_week() {
        String session = clock.sessionExpiringIn(30 * DAY);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        clock.advance("{\"seconds\":59}");
        assertThat(BOOK.calls("query", attempt)).isZero();
        clock.advance("{\"seconds\":3600}");
        assertThat(BOOK.calls("query", attempt)).as("after 1, 6 and 36 minutes").isEqualTo(3);
        assertThat(SQL.number(
                        "select round(extract(epoch from next_check_at - created_at)) from payment_attempt where id = ?",
                        attempt))
                .as("2 h 36 min")
                .isBetween(9_360L, 9_370L);
        clock.advance("{\"days\":3}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(6);
        clock.advance("{\"days\":5}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(11);
        assertThat(SQL.texts(
                        "select state || ' ' || (handed_over_at is not null) || ' ' || checks from payment_attempt where id = ?",
                        attempt))
                .containsExactly("in_doubt true 11");
        assertThat(clock.session(session).path("status").asString()).isEqualTo("open");
    }

    @Test
    void a_week_in_one_go_asks_as_often_as_in_seven() {
        String session = clock.sessionExpiringIn(30 * DAY);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        clock.advance("{\"days\":8}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(11);
        SANDBOX.heal();
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        clock.advance("{\"seconds\":1}");
        assertThat(BOOK.calls("cancel", attempt)).isEqualTo(1);
    }

    @Test
    void a_refund_without_an_answer_is_asked_for_again() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        SANDBOX.next("refund", Fault.FAIL_AFTER);
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        String refund = shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}")
                .expect(201)
                .data("id");
        clock.advance("{\"days\":1}");
        assertThat(SQL.texts("select status from refund where id = ?", refund)).containsExactly("succeeded");
        assertThat(BOOK.sentBack(session)).hasSize(1);
    }

    @Test
    void sweeps_go_by_each_workspaces_clock_as_time_passes() throws InterruptedException {
        clock.advance("{\"days\":5}");
        String session = clock.sessionExpiringIn(600);
        String doubtful = shop.openSession();
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(doubtful, "success").expect(200).data("attemptId");
        Thread.sleep(1_100);
        sweep();
        assertThat(statusInTable(session)).isEqualTo("open");
        assertThat(BOOK.calls("query", attempt)).isZero();
        SERVER.advance(Duration.ofSeconds(601));
        sweep();
        assertThat(statusInTable(session)).isEqualTo("expired");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(1);
    }

    @Test
    void an_advance_does_so_much_and_the_sweeps_the_rest() throws InterruptedException {
        String session = clock.sessionExpiringIn(30 * DAY);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        var scope = new Scope(shop.workspace(), Mode.TEST);
        var bounded = new RunClock(
                part(Database.class),
                part(ClockStore.class),
                part(Clocks.class),
                part(WorkspaceTime.class),
                List.of(part(LookAgain.class)),
                2);
        bounded.handle(scope, promise(scope, 2 * DAY), (tx, ran) -> ran);
        assertThat(BOOK.calls("query", attempt)).isEqualTo(2);
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(2 * DAY);
        Thread.sleep(1_100);
        sweep();
        assertThat(BOOK.calls("query", attempt)).isEqualTo(3);
    }

    @Test
    void an_advance_whose_server_died_is_finished() {
        String session = shop.openSession();
        var scope = new Scope(shop.workspace(), Mode.TEST);
        promise(scope, 2 * DAY);
        SERVER.running().sweep("finish-clock-advances");
        assertThat(clock.shown().path("offsetSec").asLong())
                .as("it may still be alive")
                .isZero();
        SQL.update(
                "update workspace_clock set quiet_until = clock_timestamp() where workspace_id = ?",
                shop.workspace().text());
        SERVER.running().sweep("finish-clock-advances");
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(2 * DAY);
        assertThat(statusInTable(session)).isEqualTo("expired");
    }

    private static void sweep() {
        for (String sweep : List.of("lapse-checkout-sessions", "look-at-attempts", "look-at-refunds")) {
            SERVER.running().sweep(sweep);
        }
    }

    private AdvanceClock.Moving promise(Scope scope, long sec) {
        return part(Database.class)
                .inTransaction(scope, tx -> part(AdvanceClock.class).handle(tx, scope, sec, Origin.system()));
    }

    private static <T> T part(Class<T> type) {
        return SERVER.running().part(type);
    }

    private static String statusInTable(String session) {
        return SQL.texts("select status from checkout_session where id = ?", session)
                .getFirst();
    }
}

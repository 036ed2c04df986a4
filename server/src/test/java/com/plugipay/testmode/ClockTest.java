package com.plugipay.testmode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.plugipay.Api;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The test clock over HTTP, against a provider with a book of its own. No sweep runs here unless a test says so: what
/// happens, the advance has done.
class ClockTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String ADVANCE = "/v1/test/clocks/advance";
    private static final long DAY = 86_400;

    private final Shop shop = SERVER.newShop();

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

    /// Each of those who wait asks the database again and again.
    @Test
    void of_those_who_wait_for_a_clock_there_are_only_so_many() {
        advance("{\"seconds\":1}");
        SQL.update(
                "update workspace_clock set moved_by = 'somebody', quiet_until = clock_timestamp() + interval '6 seconds'"
                        + " where workspace_id = ?",
                shop.workspace().text());
        List<Api.Reply> told = Together.times(24, () -> shop.hmac().post(ADVANCE, "{\"seconds\":1}"));
        assertThat(told.stream().filter(reply -> reply.status() == 429))
                .hasSize(4)
                .allSatisfy(reply -> {
                    reply.refused(429, "rate_limited");
                    assertThat(reply.header("Retry-After")).isEqualTo("2");
                });
        assertThat(told.stream().filter(reply -> reply.status() == 200)).hasSize(20);
    }

    @Test
    void an_advance_expires_what_falls_due_on_the_way_at_its_own_moment() {
        String soon = sessionExpiringIn(600);
        String later = shop.openSession();
        String latest = sessionExpiringIn(30 * DAY);
        JsonNode moved = advance("{\"days\":1,\"seconds\":1}");
        assertThat(moved.propertyNames()).containsExactly("now", "offsetSec", "subscription", "ran");
        assertThat(moved.path("offsetSec").asLong()).isEqualTo(DAY + 1);
        assertThat(moved.path("subscription").isNull()).isTrue();
        assertThat(moved.path("ran").toString())
                .isEqualTo("{\"expired\":2,\"renewed\":0,\"invoices\":0,\"retried\":0,\"deliveries\":0}");
        assertThat(time(moved, "now")).isCloseTo(SERVER.now().plusSeconds(DAY + 1), within(5, ChronoUnit.SECONDS));
        for (String expired : List.of(soon, later)) {
            JsonNode session = session(expired);
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
        assertThat(session(latest).path("status").asString()).isEqualTo("open");
    }

    @Test
    void the_clock_is_shown_and_runs_on() throws InterruptedException {
        assertThat(clock().path("offsetSec").asLong()).isZero();
        advance("{\"days\":3}");
        JsonNode first = clock();
        assertThat(first.propertyNames()).containsExactly("now", "realNow", "offsetSec");
        assertThat(Duration.between(time(first, "realNow"), time(first, "now"))).isEqualTo(Duration.ofDays(3));
        Thread.sleep(50);
        assertThat(Duration.between(time(first, "now"), time(clock(), "now")))
                .isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
    }

    @Test
    void everything_that_is_written_carries_the_clocks_time() {
        advance("{\"days\":40}");
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
        String account = charge(session, "va_bca");
        assertThat(advance("{\"days\":2}").path("ran").path("expired").asInt()).isEqualTo(1);
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
        String session = sessionExpiringIn(30 * DAY);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        advance("{\"seconds\":59}");
        assertThat(BOOK.calls("query", attempt)).isZero();
        advance("{\"seconds\":3600}");
        assertThat(BOOK.calls("query", attempt)).as("after 1, 6 and 36 minutes").isEqualTo(3);
        assertThat(SQL.number(
                        "select round(extract(epoch from next_check_at - created_at)) from payment_attempt where id = ?",
                        attempt))
                .as("2 h 36 min")
                .isBetween(9_360L, 9_370L);
        advance("{\"days\":3}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(6);
        advance("{\"days\":5}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(11);
        assertThat(SQL.texts(
                        "select state || ' ' || (handed_over_at is not null) || ' ' || checks from payment_attempt where id = ?",
                        attempt))
                .containsExactly("in_doubt true 11");
        assertThat(session(session).path("status").asString()).isEqualTo("open");
    }

    @Test
    void a_week_in_one_go_asks_as_often_as_in_seven() {
        String session = sessionExpiringIn(30 * DAY);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        advance("{\"days\":8}");
        assertThat(BOOK.calls("query", attempt)).isEqualTo(11);
        SANDBOX.heal();
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        advance("{\"seconds\":1}");
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
        advance("{\"days\":1}");
        assertThat(SQL.texts("select status from refund where id = ?", refund)).containsExactly("succeeded");
        assertThat(BOOK.sentBack(session)).hasSize(1);
    }

    @Test
    void other_workspaces_and_live_mode_stay_where_they_are() {
        Shop other = SERVER.newShop();
        String theirs = other.openSession();
        advance("{\"days\":400}");
        assertThat(other.bearer()
                        .get("/v1/test/clock")
                        .expect(200)
                        .data()
                        .path("offsetSec")
                        .asLong())
                .isZero();
        SERVER.running().sweep("lapse-checkout-sessions");
        assertThat(other.bearer()
                        .get("/v1/checkout-sessions/" + theirs)
                        .expect(200)
                        .data("status"))
                .isEqualTo("open");
        JsonNode live = shop.live()
                .post("/v1/customers", "{\"name\":\"Rina\"}")
                .expect(201)
                .data();
        assertThat(time(live, "createdAt")).isCloseTo(SERVER.now(), within(30, ChronoUnit.SECONDS));
        shop.live().post(ADVANCE, "{\"days\":1}").refused(403, "test_mode_only");
        shop.live().get("/v1/test/clock").refused(403, "test_mode_only");
        Oracle.check(SERVER, other);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|seconds",
                "{\"days\":0,\"seconds\":0}|seconds",
                "{\"days\":-1}|days",
                "{\"days\":3661}|days",
                "{\"seconds\":31622401}|seconds",
                "{\"days\":1.0}|days",
                "{\"days\":\"1\"}|days",
                "{\"hours\":1}|hours",
                "{\"days\":1,\"subscriptionId\":\"sub_01K7ZQ8M3T5V9X2B4N6P8R0S1W\"}|subscriptionId",
                "{\"days\":1,\"subscriptionId\":7}|subscriptionId"
            })
    void what_makes_no_sense_is_refused_and_moves_nothing(String body, String param) {
        Api.Reply refused = shop.hmac().post(ADVANCE, body).refused(400, "validation_error");
        assertThat(Stream.concat(
                        Stream.of(refused.errorParam()),
                        refused.json()
                                .path("error")
                                .path("details")
                                .valueStream()
                                .map(one -> one.path("param").asString())))
                .contains(param);
        assertThat(clock().path("offsetSec").asLong()).isZero();
    }

    @Test
    void a_clock_goes_a_hundred_years_and_no_further() {
        for (int i = 0; i < 10; i++) {
            advance("{\"days\":3660}");
        }
        shop.hmac().post(ADVANCE, "{\"days\":3660}").refused(409, "conflict");
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(36_600 * DAY);
    }

    @Test
    void one_idempotency_key_moves_the_clock_once() {
        Api.Reply first = shop.hmac().post(ADVANCE, "{\"days\":2}", "k-1").expect(200);
        Api.Reply again = shop.hmac().post(ADVANCE, "{\"days\":2}", "k-1").expect(200);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        shop.hmac().post(ADVANCE, "{\"days\":3}", "k-1").refused(409, "idempotency_mismatch");
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(2 * DAY);
    }

    @Test
    void a_key_whose_answer_was_lost_with_its_server_moves_the_clock_no_further() {
        shop.hmac().post(ADVANCE, "{\"days\":2}", "k-2").expect(200);
        SQL.update(
                "update idempotency set status = null, body = null, claimed_at = claimed_at - interval '61 seconds'"
                        + " where workspace_id = ? and key = 'k-2'",
                shop.workspace().text());
        JsonNode again =
                shop.hmac().post(ADVANCE, "{\"days\":2}", "k-2").expect(200).data();
        assertThat(again.path("offsetSec").asLong()).isEqualTo(2 * DAY);
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(2 * DAY);
    }

    @Test
    void those_who_advance_at_once_take_turns_and_all_count() {
        String session = shop.openSession();
        List<JsonNode> moved = Together.times(6, () -> advance("{\"seconds\":18000}"));
        assertThat(moved.stream().map(one -> one.path("offsetSec").asLong()))
                .containsExactlyInAnyOrder(18_000L, 36_000L, 54_000L, 72_000L, 90_000L, 108_000L);
        assertThat(moved.stream()
                        .mapToInt(one -> one.path("ran").path("expired").asInt())
                        .sum())
                .isEqualTo(1);
        assertThat(session(session).path("status").asString()).isEqualTo("expired");
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(108_000);
    }

    @Test
    void the_database_lets_no_clock_go_back() {
        advance("{\"days\":2}");
        assertThatThrownBy(() -> SQL.update(
                        "update workspace_clock set offset_sec = offset_sec - 1 where workspace_id = ?",
                        shop.workspace().text()))
                .hasRootCauseMessage("ERROR: the clock of " + shop.workspace().text()
                        + " does not go back\n  Where: PL/pgSQL function keep_time_forward() line 4 at RAISE");
    }

    @Test
    void sweeps_go_by_each_workspaces_clock_as_time_passes() throws InterruptedException {
        advance("{\"days\":5}");
        String session = sessionExpiringIn(600);
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
        String session = sessionExpiringIn(30 * DAY);
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
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(2 * DAY);
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
        assertThat(clock().path("offsetSec").asLong())
                .as("it may still be alive")
                .isZero();
        SQL.update(
                "update workspace_clock set quiet_until = clock_timestamp() where workspace_id = ?",
                shop.workspace().text());
        SERVER.running().sweep("finish-clock-advances");
        assertThat(clock().path("offsetSec").asLong()).isEqualTo(2 * DAY);
        assertThat(statusInTable(session)).isEqualTo("expired");
    }

    @Test
    void the_audit_log_says_who_moved_it() {
        advance("{\"days\":2}");
        advance("{\"days\":1}");
        assertThat(SQL.texts(
                        "select actor_type || ' ' || before || ' ' || after from audit_entry"
                                + " where workspace_id = ? and action = 'test_clock.advanced' order by created_at",
                        shop.workspace().text()))
                .containsExactly(
                        "key {\"offsetSec\":0} {\"offsetSec\":172800}",
                        "key {\"offsetSec\":172800} {\"offsetSec\":259200}");
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

    private JsonNode advance(String body) {
        return shop.hmac().post(ADVANCE, body).expect(200).data();
    }

    private JsonNode clock() {
        return shop.bearer().get("/v1/test/clock").expect(200).data();
    }

    private JsonNode session(String id) {
        return shop.bearer().get("/v1/checkout-sessions/" + id).expect(200).data();
    }

    private String sessionExpiringIn(long seconds) {
        return shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":" + seconds + "}")
                .expect(201)
                .data("id");
    }

    private String charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200)
                .data("attemptId");
    }

    private static String statusInTable(String session) {
        return SQL.texts("select status from checkout_session where id = ?", session)
                .getFirst();
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(node.path(field).asString());
    }
}

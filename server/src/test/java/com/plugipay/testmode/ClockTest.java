package com.plugipay.testmode;

import static com.plugipay.testmode.MovedClock.ADVANCE;
import static com.plugipay.testmode.MovedClock.DAY;
import static com.plugipay.testmode.MovedClock.time;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.plugipay.Api;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The test clock over HTTP: what it shows, and who moves it how far. No sweep runs here unless a test says so.
class ClockTest {
    private static final TestServer SERVER =
            TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0", "PLUGIPAY_DATABASE_CONNECTIONS", "12"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final MovedClock clock = new MovedClock(shop);

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        Oracle.check(SERVER, shop);
    }

    /// Each of those who wait asks the database again and again.
    @Test
    void of_those_who_wait_for_a_clock_there_are_only_so_many() {
        clock.advance("{\"seconds\":1}");
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
    void the_clock_is_shown_and_runs_on() throws InterruptedException {
        assertThat(clock.shown().path("offsetSec").asLong()).isZero();
        clock.advance("{\"days\":3}");
        JsonNode first = clock.shown();
        assertThat(first.propertyNames()).containsExactly("now", "realNow", "offsetSec");
        assertThat(Duration.between(time(first, "realNow"), time(first, "now"))).isEqualTo(Duration.ofDays(3));
        Thread.sleep(50);
        assertThat(Duration.between(time(first, "now"), time(clock.shown(), "now")))
                .isBetween(Duration.ofMillis(50), Duration.ofSeconds(20));
    }

    @Test
    void other_workspaces_and_live_mode_stay_where_they_are() {
        Shop other = SERVER.newShop();
        String theirs = other.openSession();
        clock.advance("{\"days\":400}");
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
        assertThat(clock.shown().path("offsetSec").asLong()).isZero();
    }

    @Test
    void a_clock_goes_a_hundred_years_and_no_further() {
        for (int i = 0; i < 10; i++) {
            clock.advance("{\"days\":3660}");
        }
        shop.hmac().post(ADVANCE, "{\"days\":3660}").refused(409, "conflict");
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(36_600 * DAY);
    }

    @Test
    void one_idempotency_key_moves_the_clock_once() {
        Api.Reply first = shop.hmac().post(ADVANCE, "{\"days\":2}", "k-1").expect(200);
        Api.Reply again = shop.hmac().post(ADVANCE, "{\"days\":2}", "k-1").expect(200);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        shop.hmac().post(ADVANCE, "{\"days\":3}", "k-1").refused(409, "idempotency_mismatch");
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(2 * DAY);
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
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(2 * DAY);
    }

    @Test
    void those_who_advance_at_once_take_turns_and_all_count() {
        String session = shop.openSession();
        List<JsonNode> moved = Together.times(6, () -> clock.advance("{\"seconds\":18000}"));
        assertThat(moved.stream().map(one -> one.path("offsetSec").asLong()))
                .containsExactlyInAnyOrder(18_000L, 36_000L, 54_000L, 72_000L, 90_000L, 108_000L);
        assertThat(moved.stream()
                        .mapToInt(one -> one.path("ran").path("expired").asInt())
                        .sum())
                .isEqualTo(1);
        assertThat(clock.session(session).path("status").asString()).isEqualTo("expired");
        assertThat(clock.shown().path("offsetSec").asLong()).isEqualTo(108_000);
    }

    @Test
    void the_database_lets_no_clock_go_back() {
        clock.advance("{\"days\":2}");
        assertThatThrownBy(() -> SQL.update(
                        "update workspace_clock set offset_sec = offset_sec - 1 where workspace_id = ?",
                        shop.workspace().text()))
                .hasRootCauseMessage("ERROR: the clock of " + shop.workspace().text()
                        + " does not go back\n  Where: PL/pgSQL function keep_time_forward() line 4 at RAISE");
    }

    @Test
    void the_audit_log_says_who_moved_it() {
        clock.advance("{\"days\":2}");
        clock.advance("{\"days\":1}");
        assertThat(SQL.texts(
                        "select actor_type || ' ' || before || ' ' || after from audit_entry"
                                + " where workspace_id = ? and action = 'test_clock.advanced' order by created_at",
                        shop.workspace().text()))
                .containsExactly(
                        "key {\"offsetSec\":0} {\"offsetSec\":172800}",
                        "key {\"offsetSec\":172800} {\"offsetSec\":259200}");
    }
}

package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A test clock that is moved on one server process and read on another.
class ClockOnTwoNodesTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final TestServer HOME = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final TestNode OTHER = TestNode.start(HOME, SANDBOX, Duration.ZERO, true);
    private static final Sql SQL = Sql.of(HOME);

    private enum Direction {
        FROM_HOME,
        TO_HOME
    }

    private final Shop shop = HOME.newShop();

    @AfterAll
    static void stop() {
        OTHER.close();
        HOME.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        Oracle.check(HOME, shop);
    }

    @Test
    void what_one_node_moves_the_other_goes_by_within_a_second() throws InterruptedException {
        var quickest = new EnumMap<Direction, Duration>(Direction.class);
        for (int round = 1; round <= 6; round++) {
            Direction direction = round % 2 == 0 ? Direction.FROM_HOME : Direction.TO_HOME;
            Api mover = shop.bearer().at(direction == Direction.FROM_HOME ? HOME.baseUrl() : OTHER.baseUrl());
            Api reader = shop.bearer().at(direction == Direction.FROM_HOME ? OTHER.baseUrl() : HOME.baseUrl());
            String open = shop.openSession();
            mover.post("/v1/test/clocks/advance", "{\"days\":2}").expect(200);
            long answered = System.nanoTime();
            assertThat(reader.get("/v1/checkout-sessions/" + open).data("status"))
                    .isEqualTo("expired");
            Instant expected = Instant.now().plus(Duration.ofDays(2L * round));
            Instant created;
            do {
                Thread.sleep(20);
                created = Instant.parse(reader.post("/v1/customers", "{\"name\":\"Rina\"}")
                        .expect(201)
                        .data("createdAt"));
            } while (created.isBefore(expected.minusSeconds(60))
                    && System.nanoTime() - answered < Duration.ofSeconds(5).toNanos());
            quickest.merge(direction, Quickest.since(answered), (one, other) -> one.compareTo(other) < 0 ? one : other);
            assertThat(created).isCloseTo(expected, within(10, ChronoUnit.SECONDS));
        }
        assertThat(quickest).hasSize(2);
        assertThat(quickest.values()).allSatisfy(taken -> assertThat(taken).isLessThan(Duration.ofSeconds(1)));
        List<String> times = List.of(
                shop.bearer().get("/v1/test/clock").data("offsetSec"),
                shop.bearer().at(OTHER.baseUrl()).get("/v1/test/clock").data("offsetSec"));
        assertThat(times).containsOnly(Long.toString(12 * 86_400));
    }

    @Test
    void both_nodes_advance_at_once_and_all_counts() {
        String session = shop.openSession();
        List<Long> offsets = Together.run(IntStream.range(0, 8)
                .<Callable<Long>>mapToObj(n -> () -> shop.bearer()
                        .at(n % 2 == 0 ? HOME.baseUrl() : OTHER.baseUrl())
                        .post("/v1/test/clocks/advance", "{\"seconds\":14400}")
                        .expect(200)
                        .data()
                        .path("offsetSec")
                        .asLong())
                .toList());
        assertThat(offsets)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 8).mapToObj(n -> n * 14_400L).toList());
        assertThat(SQL.number("select count(*) from event where aggregate_id = ? and type like '%expired%'", session))
                .isEqualTo(1);
    }
}

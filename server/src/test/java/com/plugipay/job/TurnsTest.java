package com.plugipay.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Lines take turns on the lanes of their provider.
class TurnsTest {
    /// Equal to itself only.
    private static final class Line {
        private final String provider;

        Line(String provider) {
            this.provider = provider;
        }

        String provider() {
            return provider;
        }
    }

    @Test
    void with_one_lane_a_long_line_stands_behind_the_others_after_each_turn() {
        Line busy = new Line("midtrans");
        Line small = new Line("midtrans");
        var left = new ConcurrentHashMap<>(Map.of(busy, 10, small, 1));
        var order = new ConcurrentLinkedQueue<Line>();
        var begin = new CountDownLatch(1);
        try (var turns = new Turns<Line>("test", 1, Line::provider, line -> {
            await(begin);
            order.add(line);
            return left.merge(line, -1, Integer::sum) > 0;
        })) {
            assertThat(turns.callUp(busy)).isTrue();
            assertThat(turns.callUp(small)).isTrue();
            begin.countDown();
            assertThat(turns.areOverWithin(Duration.ofSeconds(30))).isTrue();
        }
        var expected = new ArrayList<>(Collections.nCopies(11, busy));
        expected.set(1, small);
        assertThat(order).containsExactlyElementsOf(expected);
    }

    @Test
    void a_provider_has_a_few_lanes_of_its_own_and_a_line_one_of_them() {
        var running = new ConcurrentHashMap<Line, Integer>();
        var most = new AtomicInteger();
        var twice = new AtomicInteger();
        var begin = new CountDownLatch(1);
        var served = new AtomicInteger();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(new Line("xendit"));
        }
        try (var turns = new Turns<Line>("test", 3, Line::provider, line -> {
            twice.accumulateAndGet(running.merge(line, 1, Integer::sum), Math::max);
            most.accumulateAndGet(running.size(), Math::max);
            if (line.provider().equals("xendit")) {
                await(begin);
            }
            served.incrementAndGet();
            running.remove(line);
            return false;
        })) {
            lines.forEach(turns::callUp);
            lines.forEach(turns::callUp);
            // All lanes of that provider hang: another provider has its own.
            turns.callUp(new Line("paypal"));
            assertThat(Eventually.that(served::get, count -> count == 1)).isEqualTo(1);
            assertThat(turns.areOverWithin(Duration.ofMillis(1))).isFalse();
            begin.countDown();
            assertThat(turns.areOverWithin(Duration.ofSeconds(30))).isTrue();
        }
        // Those that were being served when they were called up once more have one turn after it.
        assertThat(served.get()).isBetween(21, 24);
        assertThat(most.get()).isLessThanOrEqualTo(4);
        assertThat(twice.get()).as("of one line").isEqualTo(1);
    }

    @Test
    void what_breaks_leaves_its_lane_and_is_called_up_again_only_by_the_next_look() {
        var tries = new AtomicInteger();
        Line broken = new Line("xendit");
        Line sound = new Line("xendit");
        try (var turns = new Turns<Line>("test", 1, Line::provider, line -> {
            tries.incrementAndGet();
            if (line.equals(broken)) {
                throw new IllegalStateException("as if the database were away");
            }
            return false;
        })) {
            turns.callUp(broken);
            turns.callUp(sound);
            assertThat(turns.areOverWithin(Duration.ofSeconds(30))).isTrue();
            assertThat(tries.get()).isEqualTo(2);
            turns.callUp(broken);
            assertThat(turns.areOverWithin(Duration.ofSeconds(30))).isTrue();
            assertThat(tries.get()).isEqualTo(3);
        }
    }

    @Test
    void a_lane_that_cannot_begin_is_not_counted() {
        Line line = new Line("xendit");
        var served = new AtomicInteger();
        var lanes = new ConcurrentLinkedQueue<>(List.of(false, false, true));
        ThreadFactory sometimes = serve -> Boolean.TRUE.equals(lanes.remove())
                ? Thread.ofVirtual().unstarted(serve)
                // It runs already, so it cannot be started.
                : Thread.startVirtualThread(() -> {});
        try (var turns = new Turns<>("test", 1, sometimes, Line::provider, (Line _) -> {
            served.incrementAndGet();
            return false;
        })) {
            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> turns.callUp(line)).isInstanceOf(IllegalThreadStateException.class);
                assertThat(turns.areOverWithin(Duration.ZERO)).isTrue();
            }
            assertThat(turns.callUp(line)).isTrue();
            assertThat(turns.areOverWithin(Duration.ofSeconds(30))).isTrue();
            assertThat(served.get()).isEqualTo(1);
        }
    }

    @Test
    void closing_waits_a_little_and_interrupts_who_hangs() throws InterruptedException {
        var hangs = new CountDownLatch(1);
        var interrupted = new CountDownLatch(1);
        var turns = new Turns<Line>("test", 1, Line::provider, line -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return true;
        });
        turns.callUp(new Line("xendit"));
        turns.callUp(new Line("xendit"));
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        turns.close();
        assertThat(interrupted.getCount()).isZero();
        assertThat(turns.areOverWithin(Duration.ZERO)).isTrue();
        assertThat(turns.callUp(new Line("xendit"))).isFalse();
    }

    @Test
    void a_look_ends_when_we_stop_though_somebody_hangs() throws InterruptedException {
        var hangs = new CountDownLatch(1);
        var interrupted = new AtomicInteger();
        var turns = new Turns<Line>("test", 1, Line::provider, line -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
            return false;
        });
        Thread look = Thread.ofVirtual().start(() -> {
            turns.look(() -> turns.callUp(new Line("xendit")));
            interrupted.addAndGet(Thread.currentThread().isInterrupted() ? 100 : 0);
        });
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        turns.close();
        assertThat(look.join(Duration.ofSeconds(30))).isTrue();
        assertThat(interrupted.get()).as("who hangs, and not the look").isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

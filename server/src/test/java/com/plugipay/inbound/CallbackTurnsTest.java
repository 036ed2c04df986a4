package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Duration;
import java.time.InstantSource;
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

/// Lines of callbacks take turns on the lanes of their provider.
class CallbackTurnsTest {
    private static final Ids IDS = new Ids(InstantSource.system());

    @Test
    void with_one_lane_a_long_line_stands_behind_the_others_after_each_turn() {
        CallbackLine busy = line("midtrans");
        CallbackLine small = line("midtrans");
        var left = new ConcurrentHashMap<>(Map.of(busy, 10, small, 1));
        var order = new ConcurrentLinkedQueue<CallbackLine>();
        var begin = new CountDownLatch(1);
        try (var turns = new CallbackTurns(1, line -> {
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
        var running = new ConcurrentHashMap<CallbackLine, Integer>();
        var most = new AtomicInteger();
        var twice = new AtomicInteger();
        var begin = new CountDownLatch(1);
        var served = new AtomicInteger();
        List<CallbackLine> lines = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            lines.add(line("xendit"));
        }
        try (var turns = new CallbackTurns(3, line -> {
            twice.accumulateAndGet(running.merge(line, 1, Integer::sum), Math::max);
            most.accumulateAndGet(running.size(), Math::max);
            if (line.adapter().equals("xendit")) {
                await(begin);
            }
            served.incrementAndGet();
            running.remove(line);
            return false;
        })) {
            lines.forEach(turns::callUp);
            lines.forEach(turns::callUp);
            // All lanes of that provider hang: another provider has its own.
            turns.callUp(line("paypal"));
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
        CallbackLine broken = line("xendit");
        CallbackLine sound = line("xendit");
        try (var turns = new CallbackTurns(1, line -> {
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
        CallbackLine line = line("xendit");
        var served = new AtomicInteger();
        var lanes = new ConcurrentLinkedQueue<>(List.of(false, false, true));
        ThreadFactory sometimes = serve -> Boolean.TRUE.equals(lanes.remove())
                ? Thread.ofVirtual().unstarted(serve)
                // It runs already, so it cannot be started.
                : Thread.startVirtualThread(() -> {});
        try (var turns = new CallbackTurns(1, sometimes, _ -> {
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
        var turns = new CallbackTurns(1, line -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return true;
        });
        turns.callUp(line("xendit"));
        turns.callUp(line("xendit"));
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        turns.close();
        assertThat(interrupted.getCount()).isZero();
        assertThat(turns.areOverWithin(Duration.ZERO)).isTrue();
        assertThat(turns.callUp(line("xendit"))).isFalse();
    }

    private static CallbackLine line(String adapter) {
        return new CallbackLine(new Scope(WorkspaceId.next(IDS), Mode.LIVE), adapter);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

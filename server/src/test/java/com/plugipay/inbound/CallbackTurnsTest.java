package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.payment.HearOfAttempt;
import com.plugipay.refund.HearOfRefund;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody's callbacks wait for somebody else's provider, or for somebody else's business.
class CallbackTurnsTest {
    private static final Ids IDS = new Ids(InstantSource.system());

    @BeforeEach
    @AfterEach
    void aGoodDay() {
        Rail.goodDay();
    }

    /// What takes up callbacks on one more node of the same install.
    static AskProvider node() {
        Running running = Rail.SERVER.running();
        return new AskProvider(
                running.part(Database.class),
                new ProviderEventStore(),
                running.part(HearOfAttempt.class),
                running.part(HearOfRefund.class),
                running.part(WorkspaceTime.class));
    }

    @Test
    void e5_a_provider_that_hangs_for_one_shop_and_a_busy_shop_hold_up_nobody_else() throws InterruptedException {
        Rail rail = Rail.MIDTRANS;
        Waiting hanging = rail.charge(rail.shop());
        Shop busy = rail.shop();
        var many = new ArrayList<Waiting>();
        for (int i = 0; i < 50; i++) {
            many.add(rail.charge(busy));
        }
        Waiting small = rail.charge(rail.shop());
        Waiting late = rail.charge(rail.shop());
        callsAbout(rail, hanging);
        many.forEach(waiting -> callsAbout(rail, waiting));
        callsAbout(rail, small);
        rail.pay(late);
        rail.wire().knobs().turn("on", hanging.attempt() + "|" + Rail.reference(hanging));
        rail.wire().knobs().turn("delayMs", 14_000);
        Thread look = Thread.ofVirtual().start(Rail::takeUp);

        assertThat(Eventually.that(() -> Rail.status(small), "completed"::equals))
                .isEqualTo("completed");
        assertThat(isBeingAsked(hanging)).as("the other one still hangs").isTrue();
        // One that comes only now does not wait for the next look either.
        rail.send(late.shop(), rail.says(late, Claim.PAID)).expect(200);
        assertThat(Eventually.that(() -> Rail.status(late), "completed"::equals))
                .isEqualTo("completed");
        assertThat(isBeingAsked(hanging)).as("the other one still hangs").isTrue();

        look.join();
        Rail.takeUp();
        assertThat(Rail.status(hanging)).isEqualTo("completed");
        assertThat(many).allSatisfy(waiting -> assertThat(Rail.status(waiting)).isEqualTo("completed"));
        assertThat(many).allSatisfy(waiting -> assertThat(rail.asked(waiting)).isEqualTo(1));
        for (Waiting waiting : List.of(hanging, many.getFirst(), small, late)) {
            Oracle.check(Rail.SERVER, waiting.shop());
        }
    }

    private static void callsAbout(Rail rail, Waiting waiting) {
        rail.pay(waiting);
        rail.send(waiting.shop(), rail.says(waiting, Claim.PAID)).expect(200);
    }

    /// Taken up, and nothing has come back: then its claim would have been shortened or ended.
    private static boolean isBeingAsked(Waiting waiting) {
        return Rail.SQL
                .texts(
                        "select (tries = 1 and outcome is null and next_try_at > received_at + interval '45 seconds')::text"
                                + " from provider_event where workspace_id = ?",
                        waiting.shop().workspace().text())
                .equals(List.of("true"));
    }

    @Test
    void a_line_that_is_found_empty_or_not_due_is_gone_past_and_many_lines_are_all_found() {
        // More lines than are read at once: each has one that is about nothing of ours.
        var shops = new ArrayList<String>();
        for (int i = 0; i < 230; i++) {
            shops.add(WorkspaceId.next(IDS).text());
        }
        String all = String.join(",", shops);
        Rail.SQL.update(
                "insert into workspace (id, name, slug, created_at) select id, id, lower(id), now()"
                        + " from unnest(string_to_array(?, ',')) as t (id)",
                all);
        Rail.SQL.update("""
                insert into provider_event (id, workspace_id, mode, adapter, dedupe_key, headers, body, copies, tries,
                                            next_try_at, received_at, last_at)
                select 'pev_' || substr(id, 5), id, 'live', 'xendit', 'k', '{}', '', 1, 0,
                       now() + case when row % 10 = 0 then interval '1 hour' else interval '-1 second' end, now(), now()
                  from unnest(string_to_array(?, ',')) with ordinality as t (id, row)
                """, all);
        Rail.takeUp();
        assertThat(Rail.SQL.texts("""
                        select coalesce(outcome, 'waits') || ' ' || count(*) from provider_event
                         where workspace_id = any (string_to_array(?, ',')) group by outcome order by 1
                        """, all)).containsExactly("not_ours 207", "waits 23");
        Rail.SQL.update(
                "update provider_event set next_try_at = now() - interval '1 second'"
                        + " where workspace_id = any (string_to_array(?, ',')) and outcome is null",
                all);
        Rail.takeUp();
        assertThat(Rail.SQL.texts(
                        "select count(*)::text from provider_event"
                                + " where workspace_id = any (string_to_array(?, ',')) and outcome is null",
                        all))
                .containsExactly("0");
    }

    @Test
    void whose_turn_it_is_is_found_through_an_index() {
        Scope scope = new Scope(Rail.SERVER.newShop().workspace(), Mode.LIVE);
        Database database = Rail.SERVER.running().part(Database.class);
        String lines = database.inTransactionAcrossWorkspaces(tx -> plan(tx, ProviderEventStore.LINES, scope));
        assertThat(lines)
                .containsPattern("Index Only Scan using provider_event_turn on provider_event e[^\\n]*\\n"
                        + " *Index Cond: \\(ROW\\(workspace_id, mode, adapter\\) > ROW")
                .doesNotContain("Sort");
        String due = database.inTransaction(scope, tx -> plan(tx, ProviderEventStore.DUE, scope));
        assertThat(due)
                .containsPattern("Index Scan using provider_event_turn[^\\n]*\\n *Index Cond: [^\\n]*next_try_at <=")
                .doesNotContain("Sort");
    }

    private static String plan(Tx tx, String sql, Scope scope) {
        tx.sql("set local enable_seqscan = off").update();
        tx.sql("set local enable_bitmapscan = off").update();
        return String.join(
                "\n",
                tx.sql("explain " + sql)
                        .param("workspace", scope.workspace().text())
                        .param("mode", scope.mode().wire())
                        .param("adapter", "xendit")
                        .param("now", Rows.at(Rail.SERVER.now()))
                        .param("most", 5)
                        .query((row, n) -> Rows.text(row, "QUERY PLAN"))
                        .list());
    }

    private static CallbackLine line(String adapter) {
        return new CallbackLine(new Scope(WorkspaceId.next(IDS), Mode.LIVE), adapter);
    }

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

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseLogin;
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
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
    void a_line_that_is_not_due_is_left_and_many_lines_are_all_found() {
        // More lines than are read at once: each has one that is about nothing of ours.
        List<String> shops = strangers(230);
        String all = String.join(",", shops);
        call(shops, "xendit", "case when row % 10 = 0 then interval '1 hour' else interval '-1 second' end", false);
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
        forget(shops);
    }

    @Test
    void e5_one_that_is_due_does_not_wait_for_thousands_that_are_not() {
        List<String> shops = strangers(2_300);
        String last = shops.getLast();
        call(shops.subList(0, 2_299), "xendit", "interval '2 hours'", false);
        call(List.of(last), "xendit", "interval '-1 second'", false);
        Rail.takeUp();
        assertThat(outcome(last)).as("after one look").isEqualTo("not_ours");
        forget(shops);
    }

    @Test
    void e5_however_many_of_one_provider_cannot_be_served_another_provider_is() throws Exception {
        List<String> shops = strangers(1_201);
        List<String> stuck = shops.subList(0, 1_200);
        String last = shops.getLast();
        call(stuck, "midtrans", "interval '-1 second'", true);
        call(List.of(last), "xendit", "interval '-1 second'", true);
        DatabaseLogin login = Rail.SERVER.running().access().owner();
        Thread look;
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(
                    "select 1 from provider_event where dedupe_key = 'k' and adapter = 'midtrans' for update");
            look = Thread.ofVirtual().start(Rail::takeUp);
            assertThat(Eventually.that(() -> outcome(last), "not_ours"::equals)).isEqualTo("not_ours");
            assertThat(outcome(stuck.getFirst())).as("the others still hang").isEqualTo("waits");
            connection.rollback();
        }
        look.join();
        assertThat(Eventually.that(
                        () -> {
                            Rail.takeUp();
                            return waiting(stuck);
                        },
                        "0"::equals))
                .isEqualTo("0");
        forget(shops);
    }

    /// Workspaces that have callbacks and nothing else, in the order in which they are gone round.
    private static List<String> strangers(int count) {
        var shops = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            shops.add(WorkspaceId.next(IDS).text());
        }
        Collections.sort(shops);
        Rail.SQL.update(
                "insert into workspace (id, name, slug, created_at) select id, id, lower(id), now()"
                        + " from unnest(string_to_array(?, ',')) as t (id)",
                String.join(",", shops));
        return shops;
    }

    /// @param in when it is due: an interval, which may depend on its row
    private static void call(List<String> shops, String adapter, String in, boolean isMarked) {
        Rail.SQL.update("""
                insert into provider_event (id, workspace_id, mode, adapter, dedupe_key, headers, body, copies, tries,
                                            next_try_at, due, received_at, last_at)
                select 'pev_' || substr(id, 5), id, 'live', '%s', 'k', '{}', '', 1, 0, now() + %s, %s, now(), now()
                  from unnest(string_to_array(?, ',')) with ordinality as t (id, row)
                """.formatted(adapter, in, isMarked), String.join(",", shops));
    }

    private static void forget(List<String> shops) {
        String all = String.join(",", shops);
        Rail.SQL.update("delete from provider_event where workspace_id = any (string_to_array(?, ','))", all);
        Rail.SQL.update("delete from workspace where id = any (string_to_array(?, ','))", all);
    }

    private static String outcome(String workspace) {
        return Rail.SQL
                .texts("select coalesce(outcome, 'waits') from provider_event where workspace_id = ?", workspace)
                .getFirst();
    }

    private static String waiting(List<String> shops) {
        return Rail.SQL
                .texts(
                        "select count(*)::text from provider_event"
                                + " where workspace_id = any (string_to_array(?, ',')) and outcome is null",
                        String.join(",", shops))
                .getFirst();
    }

    @Test
    void whose_turn_it_is_is_found_through_an_index_of_what_is_due() {
        Scope scope = new Scope(Rail.SERVER.newShop().workspace(), Mode.LIVE);
        Database database = Rail.SERVER.running().part(Database.class);
        String lines = database.inTransactionAcrossWorkspaces(tx -> plan(tx, ProviderEventStore.LINES, scope));
        assertThat(lines)
                .containsPattern("Index Only Scan using provider_event_due on provider_event e[^\\n]*\\n"
                        + " *Index Cond: [^\\n]*adapter = [^\\n]*ROW\\(workspace_id, mode\\) > ROW")
                .doesNotContain("Sort");
        String adapters = database.inTransactionAcrossWorkspaces(tx -> plan(tx, ProviderEventStore.ADAPTERS, scope));
        assertThat(adapters)
                .containsPattern("Index Only Scan using provider_event_due on provider_event e[^\\n]*\\n"
                        + " *Index Cond: \\(adapter > ")
                .doesNotContain("Sort");
        String due = database.inTransaction(scope, tx -> plan(tx, ProviderEventStore.DUE, scope));
        assertThat(due)
                .containsPattern("Index Scan using provider_event_due[^\\n]*\\n *Index Cond: [^\\n]*next_try_at <=")
                .doesNotContain("Sort");
        String mark = database.inTransactionAcrossWorkspaces(tx -> plan(tx, ProviderEventStore.MARK_DUE, scope));
        assertThat(mark)
                .containsPattern("Index Scan using provider_event_later[^\\n]*\\n *Index Cond: [^\\n]*next_try_at <=")
                .doesNotContain("Sort");
    }

    /// Nothing of it stays: it is rolled back.
    @Test
    void among_tens_of_thousands_of_lines_a_look_reads_only_a_few_pages() throws Exception {
        DatabaseLogin login = Rail.SERVER.running().access().owner();
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("""
                    insert into workspace (id, name, slug, created_at)
                    select 'wrk_' || lpad(n::text, 26, '0'), n, 'many-' || n, now() from generate_series(1, 40000) n
                    """);
            // One line has a large backlog, one in a thousand is due, all others wait for two hours.
            statement.execute("""
                    insert into provider_event (id, workspace_id, mode, adapter, dedupe_key, headers, body, copies,
                                                tries, next_try_at, due, received_at, last_at)
                    select 'pev_many' || n, 'wrk_' || lpad(least(n, 40000)::text, 26, '0'), 'live', 'xendit', n, '{}', '', 1,
                           1, now() + case when is_due then interval '-1 second' else interval '2 hours' end, is_due,
                           now(), now()
                      from (select n, n % 1000 = 0 or n > 40000 as is_due from generate_series(1, 60000) n)
                    """);
            statement.execute("analyze provider_event");
            assertThat(pages(statement, ProviderEventStore.LINES))
                    .as("of the lines")
                    .isLessThan(400);
            assertThat(pages(statement, ProviderEventStore.ADAPTERS))
                    .as("of the providers")
                    .isLessThan(50);
            assertThat(pages(statement, ProviderEventStore.DUE))
                    .as("of one line")
                    .isLessThan(50);
            assertThat(pages(statement, ProviderEventStore.MARK_DUE))
                    .as("of what became due")
                    .isLessThan(50);
            connection.rollback();
        }
    }

    /// How many pages it reads.
    private static int pages(Statement statement, String sql) throws SQLException {
        String asked = sql.replace(":workspace", "''")
                .replace(":mode", "''")
                .replace(":adapter", "'xendit'")
                .replace(":now", "now()")
                .replace(":most", "200");
        var plan = new StringBuilder();
        try (ResultSet rows = statement.executeQuery("explain (analyze, buffers, timing off) " + asked)) {
            while (rows.next()) {
                plan.append(rows.getString(1)).append('\n');
            }
        }
        assertThat(plan).doesNotContain("Seq Scan", "Sort");
        Matcher found = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?")
                .matcher(plan);
        assertThat(found.find()).isTrue();
        return number(found.group(1)) + number(found.group(2));
    }

    private static int number(@Nullable String text) {
        return text == null ? 0 : Integer.parseInt(text);
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

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

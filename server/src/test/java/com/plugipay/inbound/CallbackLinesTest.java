package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Eventually;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.db.DatabaseLogin;
import com.plugipay.id.Ids;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.scope.WorkspaceId;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Nobody's callbacks wait for somebody else's provider, or for somebody else's business.
class CallbackLinesTest {
    private static final Ids IDS = new Ids(InstantSource.system());

    @BeforeEach
    @AfterEach
    void aGoodDay() {
        Rail.goodDay();
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
}

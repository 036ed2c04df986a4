package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseLogin;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// PostgreSQL finds whose turn it is without reading the lines that wait.
class CallbackPlansTest {
    // Of its own: which index is taken hangs on what other tests left in the table.
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void whose_turn_it_is_is_found_through_an_index_of_what_is_due() {
        Scope scope = new Scope(SERVER.newShop().workspace(), Mode.LIVE);
        Database database = SERVER.running().part(Database.class);
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

    /// In a table of its own without its neighbours. Nothing stays: it is rolled back.
    @Test
    void among_tens_of_thousands_of_lines_a_look_reads_only_a_few_pages() throws Exception {
        DatabaseLogin login = SERVER.running().access().owner();
        try (Connection connection = DriverManager.getConnection(login.jdbcUrl(), login.user(), login.password());
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("create schema many");
            statement.execute("create table many.provider_event (like public.provider_event including all)");
            statement.execute("set local search_path to many");
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
                        .param("now", Rows.at(SERVER.now()))
                        .param("most", 5)
                        .query((row, n) -> Rows.text(row, "QUERY PLAN"))
                        .list());
    }
}

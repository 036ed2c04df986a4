package com.plugipay.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is due is found through its indexes, by the application's role, behind row-level security.
class DuePlansTest {
    // Of its own: which index is taken for a table with a few rows hangs on what other tests left in it.
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Database DATABASE = SERVER.running().part(Database.class);

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void sessions_that_are_due_are_found_through_an_index() {
        String sessions = "checkout_session";
        var store = new DueStore(sessions, "expires_at", "status = 'open'");
        goesThroughIndexes(
                sessions, "expires_at", store.acrossWorkspaces(), sessions + "_due", sessions + "_due_in_test");
        goesThroughAnIndexInWorkspace(sessions, store, sessions + "_due_in_test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment_attempt", "refund"})
    void what_a_provider_is_asked_about_is_found_through_an_index_for_each(String table) {
        var store = new DueStore(table, "next_check_at", "next_check_at is not null");
        goesThroughIndexes(
                table, "next_check_at", store.testAcrossWorkspaces(), table + "_check_test", table + "_check_in_test");
        goesThroughAnIndexInWorkspace(table, store, table + "_check_in_test");
        String live = DATABASE.inTransactionAcrossWorkspaces(
                tx -> plan(tx, rows(table, store.liveAcrossWorkspaces()), "any"));
        assertThat(live)
                .containsPattern("Index (Only )?Scan using " + table + "_check_live on " + table
                        + " t[^\\n]*\\n *Index Cond: \\(\\(adapter = [^\\n]* AND \\(next_check_at <=");
    }

    private static void goesThroughIndexes(String table, String due, String ids, String byTime, String byWorkspace) {
        String across = DATABASE.inTransactionAcrossWorkspaces(tx -> plan(tx, rows(table, ids), "any"));
        assertThat(across)
                .containsPattern(
                        "Index (Only )?Scan using " + byTime + " on " + table + " t[^\\n]*\\n *Index Cond: \\(" + due)
                .containsPattern("Index (Only )?Scan using " + byWorkspace + " on " + table
                        + " t[^\\n]*\\n *Index Cond: \\(\\(workspace_id = [^\\n]* AND \\(" + due + " <=");
    }

    private static void goesThroughAnIndexInWorkspace(String table, DueStore store, String byWorkspace) {
        Scope scope = new Scope(SERVER.newShop().workspace(), Mode.TEST);
        String inWorkspace = DATABASE.inTransaction(
                scope,
                tx -> plan(
                        tx,
                        "select id from " + table + store.inWorkspace(),
                        scope.workspace().text()));
        assertThat(inWorkspace).contains("Scan using " + byWorkspace);
    }

    private static String rows(String table, String ids) {
        return "select * from " + table + " where id in (" + ids + ")";
    }

    private static String plan(Tx tx, String sql, String workspace) {
        tx.sql("set local enable_seqscan = off").update();
        tx.sql("set local enable_bitmapscan = off").update();
        List<String> lines = tx.sql("explain " + sql)
                .param("now", Rows.at(SERVER.now()))
                .param("moment", Rows.at(SERVER.now()))
                .param("workspace", workspace)
                .param("most", 100)
                .param("adapter", "xendit")
                .query((row, n) -> Rows.text(row, "QUERY PLAN"))
                .list();
        return String.join("\n", lines);
    }
}

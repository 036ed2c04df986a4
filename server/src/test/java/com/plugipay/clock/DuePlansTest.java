package com.plugipay.clock;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is due is found through its indexes, by the application's role, behind row-level security.
class DuePlansTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Database DATABASE = SERVER.running().part(Database.class);

    @ParameterizedTest
    @CsvSource({
        "checkout_session, expires_at, status = 'open', checkout_session_due, checkout_session_due_in_test",
        "payment_attempt, next_check_at, next_check_at is not null, payment_attempt_check_of_adapter, payment_attempt_check_in_test",
        "refund, next_check_at, next_check_at is not null, refund_check_of_adapter, refund_check_in_test",
    })
    void both_ways_to_what_is_due_go_through_an_index(
            String table, String due, String waiting, String byTime, String byWorkspace) {
        var store = new DueStore(table, due, waiting);
        String across = DATABASE.inTransactionAcrossWorkspaces(
                tx -> plan(tx, "select * from " + table + " where id in (" + store.acrossWorkspaces() + ")", "any"));
        assertThat(across)
                .containsPattern(
                        "Index (Only )?Scan using " + byTime + " on " + table + " t[^\\n]*\\n *Index Cond: \\(" + due)
                .containsPattern("Index (Only )?Scan using " + byWorkspace + " on " + table
                        + " t[^\\n]*\\n *Index Cond: \\(\\(workspace_id = [^\\n]* AND \\(" + due + " <=");
        Scope scope = new Scope(SERVER.newShop().workspace(), Mode.TEST);
        String inWorkspace = DATABASE.inTransaction(
                scope,
                tx -> plan(
                        tx,
                        "select id from " + table + store.inWorkspace(),
                        scope.workspace().text()));
        assertThat(inWorkspace).contains("Scan using " + byWorkspace);
    }

    private static String plan(Tx tx, String sql, String workspace) {
        tx.sql("set local enable_seqscan = off").update();
        tx.sql("set local enable_bitmapscan = off").update();
        List<String> lines = tx.sql("explain " + sql)
                .param("now", Rows.at(SERVER.now()))
                .param("moment", Rows.at(SERVER.now()))
                .param("workspace", workspace)
                .param("most", 100)
                .query((row, n) -> Rows.text(row, "QUERY PLAN"))
                .list();
        return String.join("\n", lines);
    }
}

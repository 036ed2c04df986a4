package com.plugipay.clock;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;

/// SQL that finds a table's rows whose time has come, each by the clock of its own workspace.
///
/// The table has id, workspace_id and mode, and partial indexes over the rows that wait: one on the due time, one on
/// workspace and due time for test mode. Where each adapter has a lane of its own, the first is two: one for test mode,
/// and one for live mode that begins with the adapter.
public final class DueStore {
    private final String acrossWorkspaces;
    private final String testAcrossWorkspaces;
    private final String liveAcrossWorkspaces;
    private final String inWorkspace;
    private final String next;

    /// @param due the column with the time
    /// @param waiting the condition of those that wait for it, which is also the indexes' own
    public DueStore(String table, String due, String waiting) {
        String ofTable = "select id from " + table + " t where " + waiting + " and " + due + " <= :now";
        String first = " order by " + due + " limit :most";
        String unmoved = "not exists (select 1 from workspace_clock c"
                + " where (c.workspace_id, c.mode) = (t.workspace_id, t.mode))";
        // What is ahead is computed behind a fence: inside the comparison it would keep row-level security from using
        // the index.
        String ahead = " union all "
                + "(select late.id from (select workspace_id, cast(:now as timestamptz) + offset_sec * interval"
                + " '1 second' as now from workspace_clock where quiet_until <= clock_timestamp() offset 0) clock"
                + " cross join lateral (select id from " + table + " t where t.workspace_id = clock.workspace_id"
                + " and mode = 'test' and " + waiting + " and " + due + " <= clock.now" + first + ") late limit :most)";
        acrossWorkspaces = "(" + ofTable + " and (mode = 'live' or " + unmoved + ")" + first + ")" + ahead;
        testAcrossWorkspaces = "(" + ofTable + " and mode = 'test' and " + unmoved + first + ")" + ahead;
        liveAcrossWorkspaces = ofTable + " and mode = 'live' and adapter = :adapter" + first;
        inWorkspace = " where workspace_id = :workspace and mode = 'test' and " + waiting + " and " + due
                + " <= :moment order by " + due + ", id limit :most";
        next = "select " + due + " as due from " + table + " where workspace_id = :workspace and mode = 'test' and "
                + waiting + " and " + due + " > :after order by " + due + " limit 1";
    }

    /// A query for the ids of at most twice `:most` rows that are due when unmoved clocks say `:now`. A workspace
    /// whose clock is just being moved is left out.
    public String acrossWorkspaces() {
        return acrossWorkspaces;
    }

    /// The same in test mode only.
    public String testAcrossWorkspaces() {
        return testAcrossWorkspaces;
    }

    /// A query for the ids of at most `:most` rows of live mode that are due at `:now` and carry the name `:adapter`.
    public String liveAcrossWorkspaces() {
        return liveAcrossWorkspaces;
    }

    /// The end of a query for the first `:most` rows of a `:workspace` in test mode that are due at `:moment`.
    public String inWorkspace() {
        return inWorkspace;
    }

    /// The first moment after `after` that something of this workspace waits for in test mode.
    public Asked<Instant> next(Tx tx, Scope scope, Instant after) {
        return tx.ask(
                next,
                Map.of("workspace", scope.workspace().text(), "after", Rows.at(after)),
                (row, n) -> Rows.instant(row, "due"));
    }
}

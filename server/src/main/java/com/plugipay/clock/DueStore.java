package com.plugipay.clock;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// SQL that finds a table's rows whose time has come, each by the clock of its own workspace.
///
/// The table has id, workspace_id and mode, and two partial indexes over the rows that wait: one on the due time, after
/// the provider where each has lanes of its own; one on workspace and due time for test mode.
public final class DueStore {
    private final String acrossWorkspaces;
    private final String inWorkspace;
    private final String next;
    private final String providers;

    /// @param due the column with the time
    /// @param waiting the condition of those that wait for it, which is also the indexes' own
    public DueStore(String table, String due, String waiting) {
        this(table, due, waiting, "", "");
    }

    /// What is due is looked for by `:provider`.
    ///
    /// @param provider the column that names it
    public static DueStore ofProvider(String table, String due, String waiting, String provider) {
        return new DueStore(table, due, waiting, " and " + provider + " = :provider", provider);
    }

    private DueStore(String table, String due, String waiting, String ofProvider, String provider) {
        // What is ahead is computed behind a fence: inside the comparison it would keep row-level security from using
        // the index.
        acrossWorkspaces = "(select id from " + table + " t where " + waiting + ofProvider + " and " + due + " <= :now"
                + " and (mode = 'live' or not exists (select 1 from workspace_clock c"
                + " where (c.workspace_id, c.mode) = (t.workspace_id, t.mode)))"
                + " order by " + due + " limit :most)"
                + " union all "
                + "(select late.id from (select workspace_id, cast(:now as timestamptz) + offset_sec * interval"
                + " '1 second' as now from workspace_clock where quiet_until <= clock_timestamp() offset 0) clock"
                + " cross join lateral (select id from " + table + " t where t.workspace_id = clock.workspace_id"
                + " and mode = 'test' and " + waiting + ofProvider + " and " + due + " <= clock.now order by " + due
                + " limit :most) late limit :most)";
        inWorkspace = " where workspace_id = :workspace and mode = 'test' and " + waiting + " and " + due
                + " <= :moment order by " + due + ", id limit :most";
        next = "select " + due + " as due from " + table + " where workspace_id = :workspace and mode = 'test' and "
                + waiting + " and " + due + " > :after order by " + due + " limit 1";
        // One step through the index for each of them.
        String first = "select " + provider + " from " + table + " where " + waiting;
        providers =
                "with recursive step (name) as ((" + first + " order by " + provider + " limit 1) union all select ("
                        + first + " and " + provider + " > step.name order by " + provider + " limit 1) from step"
                        + " where step.name is not null) select name from step where name is not null";
    }

    /// Those who are to be asked about something, now or later.
    public List<String> providersAcrossWorkspaces(Tx tx) {
        return tx.sql(providers).query((row, n) -> Rows.text(row, "name")).list();
    }

    /// A query for the ids of at most twice `:most` rows that are due when unmoved clocks say `:now`. A workspace
    /// whose clock is just being moved is left out.
    public String acrossWorkspaces() {
        return acrossWorkspaces;
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

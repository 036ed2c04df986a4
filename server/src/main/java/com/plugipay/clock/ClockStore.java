package com.plugipay.clock;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// SQL of the test clocks.
public final class ClockStore {
    /// How long an advance may take between two signs of life.
    public static final Duration LEASE = Duration.ofSeconds(60);

    /// After an advance the sweeps wait until every node has heard of it.
    private static final Duration HEARD_WITHIN = Duration.ofSeconds(1);

    /// A clock that was moved, for nodes that have not heard of it.
    record Moved(WorkspaceId workspace, long offsetSec, Instant movedAt) {}

    private static final String MOVED = """
            select workspace_id, offset_sec, moved_at
              from workspace_clock
             where (moved_at, workspace_id) > (:movedAt, :workspace)
             order by moved_at, workspace_id
             limit :most
            """;

    private static final String FIND = """
            select offset_sec, target_sec, moved_by is not null and quiet_until > clock_timestamp() as moving
              from workspace_clock
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String MAKE = """
            insert into workspace_clock (workspace_id, mode, offset_sec, target_sec)
            values (:workspace, :mode, 0, 0)
            on conflict do nothing
            returning offset_sec
            """;

    private static final String BEGIN = """
            update workspace_clock
               set target_sec = :target, moved_by = :by, quiet_until = clock_timestamp() + :lease * interval '1 second'
             where workspace_id = :workspace and mode = :mode
               and (moved_by is null or quiet_until <= clock_timestamp())
            """;

    private static final String STEP = """
            update workspace_clock
               set offset_sec = :offset, moved_at = clock_timestamp(),
                   quiet_until = clock_timestamp() + :lease * interval '1 second'
             where workspace_id = :workspace and mode = :mode and moved_by = :by
            """;

    private static final String FINISH = """
            update workspace_clock
               set offset_sec = :target, moved_by = null, moved_at = clock_timestamp(),
                   quiet_until = clock_timestamp() + :heard * interval '1 second'
             where workspace_id = :workspace and mode = :mode and moved_by = :by and target_sec = :target
            """;

    private static final String UNFINISHED = """
            select workspace_id, mode
              from workspace_clock
             where target_sec > offset_sec and quiet_until <= clock_timestamp()
             order by quiet_until
             limit :most
            """;

    /// Those moved after this place, in the order they were moved.
    List<Moved> movedAcrossWorkspaces(Tx tx, Instant movedAt, String workspace, int most) {
        return tx.sql(MOVED)
                .param("movedAt", Rows.at(movedAt))
                .param("workspace", workspace)
                .param("most", most)
                .query((row, n) -> new Moved(
                        new WorkspaceId(Rows.text(row, "workspace_id")),
                        row.getLong("offset_sec"),
                        Rows.instant(row, "moved_at")))
                .list();
    }

    public Asked<WorkspaceClock> find(Tx tx, Scope scope) {
        return tx.ask(FIND, params(scope), (row, n) -> read(row));
    }

    /// Holds the clock until this transaction ends; makes it when nobody has moved it yet.
    public WorkspaceClock lock(Tx tx, Scope scope) {
        tx.ask(MAKE, params(scope), (row, n) -> row.getLong("offset_sec"));
        return tx.ask(FIND + " for update", params(scope), (row, n) -> read(row))
                .single();
    }

    /// Promises to move the clock to `target`. From here on the sweeps leave the workspace to whoever moves it.
    public void begin(Tx tx, Scope scope, long target, String by) {
        tx.later(
                BEGIN,
                Map.of(
                        "workspace",
                        scope.workspace().text(),
                        "mode",
                        scope.mode().wire(),
                        "target",
                        target,
                        "by",
                        by,
                        "lease",
                        LEASE.toSeconds()));
    }

    /// One step of the advance that `by` names; refused when another has taken its place.
    public void step(Tx tx, Scope scope, long offset, String by) {
        tx.later(
                STEP,
                Map.of(
                        "workspace",
                        scope.workspace().text(),
                        "mode",
                        scope.mode().wire(),
                        "offset",
                        offset,
                        "by",
                        by,
                        "lease",
                        LEASE.toSeconds()));
    }

    /// The last step.
    public void finish(Tx tx, Scope scope, long target, String by) {
        tx.later(
                FINISH,
                Map.of(
                        "workspace",
                        scope.workspace().text(),
                        "mode",
                        scope.mode().wire(),
                        "target",
                        target,
                        "by",
                        by,
                        "heard",
                        HEARD_WITHIN.toSeconds()));
    }

    /// Promised moves whose mover is gone.
    public List<Scope> unfinishedAcrossWorkspaces(Tx tx, int most) {
        return tx.sql(UNFINISHED)
                .param("most", most)
                .query((row, n) ->
                        new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))))
                .list();
    }

    private static WorkspaceClock read(ResultSet row) throws SQLException {
        return new WorkspaceClock(row.getLong("offset_sec"), row.getLong("target_sec"), row.getBoolean("moving"));
    }

    private static Map<String, Object> params(Scope scope) {
        return Map.of(
                "workspace", scope.workspace().text(), "mode", scope.mode().wire());
    }
}

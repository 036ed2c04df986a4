package com.plugipay.alarm;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.payment.Attempt;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the alarms, and of the attempts that raise them.
final class AlarmStore {
    // A charge that a provider did not make is no try of a customer's, and one whose money came late or was another
    // amount did not fail for them. Only where enough failed, or an alarm is raised, are all attempts counted. Ids
    // begin with the machine's time, and clocks that are ahead only make the hour begin later: what has a lesser id was
    // not begun within it.
    private static final String FAILING = """
            with failing as (
                select a.workspace_id, a.mode,
                       cast(:since as timestamptz) + coalesce(c.offset_sec, 0) * interval '1 second' as since,
                       count(*) as failed
                  from payment_attempt a
                  left join workspace_clock c on (c.workspace_id, c.mode) = (a.workspace_id, a.mode)
                  left join failure_alarm r on (r.workspace_id, r.mode) = (a.workspace_id, a.mode)
                                           and r.ended_at is null
                 where a.state = 'failed' and a.id >= :least
                   and a.failure_code not in (:notMade, :mismatch, :ended)
                   and a.created_at > cast(:since as timestamptz) + coalesce(c.offset_sec, 0) * interval '1 second'
                 group by a.workspace_id, a.mode, c.offset_sec
                having count(*) >= :fewest or count(r.workspace_id) > 0
                 order by count(r.workspace_id) > 0 desc, a.mode, failed desc
                 limit :most)
            select f.workspace_id, f.mode, f.failed, count(*) as attempts
              from failing f
              join payment_attempt a on (a.workspace_id, a.mode) = (f.workspace_id, f.mode)
                                    and a.id >= :least and a.created_at > f.since
                                    and a.failure_code is distinct from :notMade
             group by f.workspace_id, f.mode, f.failed
            """;

    // Answers a row only to the one who raised it: whether the owners are to be told.
    private static final String RAISE = """
            insert into failure_alarm as a (workspace_id, mode, raised_at, attempts, failed, told_at, ended_at)
            values (:workspace, :mode, :now, :attempts, :failed, :now, null)
            on conflict (workspace_id, mode) do update
               set raised_at = :now, attempts = :attempts, failed = :failed, ended_at = null,
                   told_at = case when a.told_at <= :again then :now else a.told_at end
             where a.ended_at is not null
            returning told_at = :now
            """;

    private static final String KEEP = """
            update failure_alarm set attempts = :attempts, failed = :failed
             where workspace_id = :workspace and mode = :mode and ended_at is null
            """;

    private static final String END = """
            update failure_alarm set ended_at = :now
             where workspace_id = :workspace and mode = :mode and ended_at is null
            """;

    private static final String RAISED_EVERYWHERE = """
            select workspace_id, mode, attempts, failed from failure_alarm
             where ended_at is null
             order by workspace_id, mode
             limit :most
            """;

    private static final String RAISED = """
            select workspace_id, mode, attempts, failed from failure_alarm
             where workspace_id = :workspace and mode = :mode and ended_at is null
            """;

    /// Where at least `fewest` attempts failed since then, each by its own clock, and where an alarm is raised and some
    /// failed; raised ones first, then live ones.
    ///
    /// @param least no attempt since then has a lesser id
    List<Failures> failingAcrossWorkspaces(Tx tx, Instant since, String least, int fewest, int most) {
        return tx.sql(FAILING)
                .param("since", Rows.at(since))
                .param("least", least)
                .param("notMade", Attempt.NOT_MADE)
                .param("mismatch", Attempt.AMOUNT_MISMATCH)
                .param("ended", Attempt.SESSION_ENDED)
                .param("fewest", fewest)
                .param("most", most)
                .query(AlarmStore::failures)
                .list();
    }

    List<Failures> raisedAcrossWorkspaces(Tx tx, int most) {
        return tx.sql(RAISED_EVERYWHERE)
                .param("most", most)
                .query(AlarmStore::failures)
                .list();
    }

    Optional<Failures> raised(Tx tx, Scope scope) {
        return tx.sql(RAISED)
                .params(Params.of(scope))
                .query(AlarmStore::failures)
                .optional();
    }

    /// True when it was not raised before and the owners are to be told: they were not since `again`.
    boolean raise(Tx tx, Failures failures, Instant again, Instant now) {
        Map<String, @Nullable Object> params = params(failures);
        params.put("now", Rows.at(now));
        params.put("again", Rows.at(again));
        return tx.sql(RAISE).params(params).query(Boolean.class).optional().orElse(false);
    }

    void keep(Tx tx, Failures failures) {
        tx.sql(KEEP).params(params(failures)).update();
    }

    void end(Tx tx, Scope scope, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("now", Rows.at(now));
        tx.sql(END).params(params).update();
    }

    private static Map<String, @Nullable Object> params(Failures failures) {
        Map<String, @Nullable Object> params = Params.of(failures.scope());
        params.put("attempts", failures.attempts());
        params.put("failed", failures.failed());
        return params;
    }

    private static Failures failures(ResultSet row, int number) throws SQLException {
        var scope = new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode")));
        return new Failures(scope, row.getInt("attempts"), row.getInt("failed"));
    }
}

package com.plugipay.adapter;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.payment.AdapterHealth;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// SQL of how adapters answer. Five charges in a row without an answer, none two minutes after the one before, and the
/// adapter rests for a minute; then it is asked again, and one more failure lets it rest again.
final class HealthStore implements AdapterHealth {
    static final int FAILURES_TO_REST = 5;
    static final Duration REST = Duration.ofSeconds(60);
    private static final Duration IN_A_ROW = Duration.ofMinutes(2);

    // An adapter that was taken away meanwhile has no health.
    private static final String FAILED = """
            insert into adapter_health as h
                   (workspace_id, mode, kind, failures, last_failure_at, last_failure_code, rests_until)
            select workspace_id, mode, kind, 1, :now, :code, null
              from adapter_config
             where workspace_id = :workspace and mode = :mode and kind = :kind
            on conflict (workspace_id, mode, kind) do update
               set failures = case when h.last_failure_at < :inARow then 1 else h.failures + 1 end,
                   last_failure_at = greatest(h.last_failure_at, :now),
                   last_failure_code = :code,
                   rests_until = case when h.last_failure_at >= :inARow and h.failures + 1 >= :most
                                      then :rested else h.rests_until end
            returning kind
            """;

    private static final String ANSWERED = """
            update adapter_health
               set failures = 0, rests_until = null
             where workspace_id = :workspace and mode = :mode and kind = :kind and failures > 0
            returning kind
            """;

    private static final String RESTING = """
            select kind, last_failure_at
              from adapter_health
             where workspace_id = :workspace and mode = :mode and rests_until > :now
             order by kind limit 10
            """;

    @Override
    public void failed(Tx tx, Scope scope, String adapter, String code, Instant now) {
        Map<String, @Nullable Object> params = params(scope, adapter);
        params.put("code", code);
        params.put("now", Rows.at(now));
        params.put("inARow", Rows.at(now.minus(IN_A_ROW)));
        params.put("most", FAILURES_TO_REST);
        params.put("rested", Rows.at(now.plus(REST)));
        change(tx, FAILED, params);
    }

    @Override
    public void answered(Tx tx, Scope scope, String adapter) {
        change(tx, ANSWERED, params(scope, adapter));
    }

    /// Whether or not there is a row to change; travels with the next statement.
    private static void change(Tx tx, String sql, Map<String, @Nullable Object> params) {
        tx.ask(sql, params, (row, n) -> Rows.text(row, "kind"));
    }

    /// Those that are asked last now.
    Map<AdapterKind, Resting> resting(Tx tx, Scope scope, Instant now) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("now", Rows.at(now));
        List<Resting> found = tx.ask(RESTING, params, HealthStore::read).list();
        var resting = new EnumMap<AdapterKind, Resting>(AdapterKind.class);
        found.forEach(one -> resting.put(one.kind(), one));
        return resting;
    }

    private static Map<String, @Nullable Object> params(Scope scope, String adapter) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("kind", AdapterKind.ofAdapter(adapter).wire());
        return params;
    }

    private static Resting read(ResultSet row, int n) throws SQLException {
        return new Resting(AdapterKind.of(Rows.text(row, "kind")), Rows.instant(row, "last_failure_at"));
    }
}

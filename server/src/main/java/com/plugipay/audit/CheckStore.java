package com.plugipay.audit;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.Json;
import com.plugipay.scope.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// SQL of the checks, from `audit/checks.sql`, and of their runs.
final class CheckStore {
    private static final Pattern CHECK = Pattern.compile("(?ms)^-- (A\\d\\d) [^\\n]*\\n(.*?);\\s*(?=^-- A\\d\\d|\\z)");

    private final Map<String, String> checks = read();

    private static final String DUE = """
            select w.id as workspace_id, m.mode
              from workspace w
             cross join (values ('test'), ('live')) as m (mode)
              left join workspace_clock c on (c.workspace_id, c.mode) = (w.id, m.mode)
              left join lateral (select ran_at from audit_run r
                                  where r.workspace_id = w.id and r.mode = m.mode
                                  order by ran_at desc
                                  limit 1) last on true
             where last.ran_at is null
                or last.ran_at <= cast(:since as timestamptz) + coalesce(c.offset_sec, 0) * interval '1 second'
             order by w.id, m.mode
             limit :most
            """;

    private static final String EVERYWHERE = """
            select w.id as workspace_id, m.mode
              from workspace w
             cross join (values ('test'), ('live')) as m (mode)
             order by w.id, m.mode
             limit :most
            """;

    private static final String KEEP = """
            insert into audit_run (id, workspace_id, mode, ran_at, checks, findings)
            values (:id, :workspace, :mode, :ranAt, :checks, cast(:findings as jsonb))
            """;

    private static final String LAST = """
            select ran_at, checks, findings from audit_run
             where workspace_id = :workspace and mode = :mode
             order by ran_at desc, id desc
             limit 1
            """;

    /// The names of the checks in SQL, in order.
    List<String> names() {
        return List.copyOf(checks.keySet());
    }

    List<Finding> run(Tx tx, Scope scope, String check, Instant now, int most) {
        return tx.sql("select object_id, message from (" + checks.get(check) + ") as found limit :most")
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("now", Rows.at(now))
                .param("most", most)
                .query((row, n) -> new Finding(check, Rows.text(row, "object_id"), Rows.text(row, "message")))
                .list();
    }

    /// Workspaces and modes that have had no run since then.
    List<Scope> dueAcrossWorkspaces(Tx tx, Instant since, int most) {
        return tx.sql(DUE)
                .param("since", Rows.at(since))
                .param("most", most)
                .query((row, n) -> AuditStore.scope(row))
                .list();
    }

    List<Scope> everywhereAcrossWorkspaces(Tx tx, int most) {
        return tx.sql(EVERYWHERE)
                .param("most", most)
                .query((row, n) -> AuditStore.scope(row))
                .list();
    }

    void keep(Tx tx, String id, Scope scope, AuditReport report) {
        tx.later(
                KEEP,
                Map.of(
                        "id", id,
                        "workspace", scope.workspace().text(),
                        "mode", scope.mode().wire(),
                        "ranAt", Rows.at(report.ranAt()),
                        "checks", report.checks(),
                        "findings", Json.text(report.findings())));
    }

    Optional<AuditReport> last(Tx tx, Scope scope) {
        return tx.sql(LAST)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .query((row, n) -> AuditReport.of(
                        Rows.instant(row, "ran_at"),
                        row.getInt("checks"),
                        List.of(Json.stored(Rows.text(row, "findings"), Finding[].class))))
                .optional();
    }

    private static Map<String, String> read() {
        try (InputStream in = CheckStore.class.getResourceAsStream("/audit/checks.sql")) {
            if (in == null) {
                throw new IllegalStateException("audit/checks.sql is missing");
            }
            var found = new LinkedHashMap<String, String>();
            Matcher check = CHECK.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            while (check.find()) {
                found.put(check.group(1), check.group(2));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

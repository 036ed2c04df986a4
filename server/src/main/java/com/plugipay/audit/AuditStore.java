package com.plugipay.audit;

import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
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

/// SQL of the audit log and its chain.
public final class AuditStore {
    /// An entry as readers see it.
    ///
    /// @param hash null until it has its place in the chain
    public record Shown(AuditEntry entry, byte @Nullable [] hash) {}

    /// A place in the chain. The entry is null when somebody removed it.
    record Link(
            long position,
            String entryId,
            byte[] hash,
            @Nullable AuditEntry entry) {}

    /// What a list may be narrowed to; null means any.
    public record Filter(
            @Nullable String action,
            @Nullable String actorId,
            @Nullable String targetId,
            @Nullable Instant createdAfter,
            @Nullable Instant createdBefore) {
        public static final Filter ANY = new Filter(null, null, null, null, null);
    }

    private static final String INSERT = """
            with entry as (
                insert into audit_entry (id, workspace_id, mode, action, actor_type, actor_id, actor_name, ip,
                                         target_type, target_id, before, after, request_id, created_at)
                values (:id, :workspace, :mode, :action, :actorType, :actorId, :actorName, :ip,
                        :targetType, :targetId, :before, :after, :requestId, :createdAt)
                returning id, workspace_id, mode)
            insert into audit_unsealed (entry_id, workspace_id, mode)
            select id, workspace_id, mode from entry
            """;

    private static final String COLUMNS = """
            select e.id, e.workspace_id, e.mode, e.action, e.actor_type, e.actor_id, e.actor_name, e.ip,
                   e.target_type, e.target_id, e.before, e.after, e.request_id, e.created_at
            """;

    private static final String LIST = COLUMNS + """
                   , s.hash
              from audit_entry e
              left join audit_seal s on s.entry_id = e.id
             where e.workspace_id = :workspace and e.mode = :mode
               and (cast(:action as text) is null or e.action = :action)
               and (cast(:actorId as text) is null or e.actor_id = :actorId)
               and (cast(:targetId as text) is null or e.target_id = :targetId)
               and (cast(:createdAfter as timestamptz) is null or e.created_at >= :createdAfter)
               and (cast(:createdBefore as timestamptz) is null or e.created_at < :createdBefore)
            """;

    private static final String NEWEST = LIST + """
               and (cast(:afterId as text) is null or (e.created_at, e.id) < (:afterAt, :afterId))
             order by e.created_at desc, e.id desc
             limit :fetch
            """;

    private static final String OLDEST = LIST + """
               and (cast(:afterId as text) is null or (e.created_at, e.id) > (:afterAt, :afterId))
             order by e.created_at, e.id
             limit :fetch
            """;

    private static final String WAITING = """
            select workspace_id, mode from audit_unsealed group by workspace_id, mode order by min(queued_at) limit :most
            """;

    // Not waiting for the lock: whoever holds it seals, and we come back soon.
    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended('audit seal ' || :chain, 0))";

    private static final String HEAD = """
            select position, hash from audit_seal
             where workspace_id = :workspace and mode = :mode
             order by position desc
             limit 1
            """;

    private static final String UNSEALED = COLUMNS + """
              from audit_unsealed q
              join audit_entry e on e.id = q.entry_id
             where q.workspace_id = :workspace and q.mode = :mode
             order by e.created_at, e.id
             limit :most
            """;

    private static final String SEAL = """
            with waiting as (delete from audit_unsealed where entry_id = :entry returning entry_id, workspace_id, mode)
            insert into audit_seal (entry_id, workspace_id, mode, position, hash, sealed_at)
            select entry_id, workspace_id, mode, :position, :hash, :now from waiting
            """;

    private static final String CHAIN = COLUMNS + """
                   , s.entry_id, s.position, s.hash
              from audit_seal s
              left join audit_entry e on e.id = s.entry_id
             where s.workspace_id = :workspace and s.mode = :mode and s.position > :after
             order by s.position
             limit :most
            """;

    void insert(Tx tx, AuditEntry entry) {
        Map<String, @Nullable Object> params = Params.of(entry.scope());
        params.put("id", entry.id());
        params.put("action", entry.action());
        params.put("actorType", entry.actorType());
        params.put("actorId", entry.actorId());
        params.put("actorName", entry.actorName());
        params.put("ip", entry.ip());
        params.put("targetType", entry.targetType());
        params.put("targetId", entry.targetId());
        params.put("before", entry.before());
        params.put("after", entry.after());
        params.put("requestId", entry.requestId());
        params.put("createdAt", Rows.at(entry.createdAt()));
        tx.later(INSERT, params);
    }

    public List<Shown> list(Tx tx, Scope scope, Filter filter, PageRequest page) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("action", filter.action());
        params.put("actorId", filter.actorId());
        params.put("targetId", filter.targetId());
        params.put("createdAfter", Rows.atOrNull(filter.createdAfter()));
        params.put("createdBefore", Rows.atOrNull(filter.createdBefore()));
        page.addTo(params);
        return tx.sql(page.ascending() ? OLDEST : NEWEST)
                .params(params)
                .query((row, n) -> new Shown(entry(row), row.getBytes("hash")))
                .list();
    }

    /// The chains that have something to seal, the one that waits longest first.
    List<Scope> waitingAcrossWorkspaces(Tx tx, int most) {
        return tx.sql(WAITING).param("most", most).query((row, n) -> scope(row)).list();
    }

    /// False when another node is sealing this chain.
    boolean lockChain(Tx tx, Scope scope) {
        return tx.sql(LOCK)
                .param("chain", scope.workspace().text() + " " + scope.mode().wire())
                .query(Boolean.class)
                .single();
    }

    Optional<Head> head(Tx tx, Scope scope) {
        return tx.sql(HEAD)
                .params(Params.of(scope))
                .query((row, n) -> new Head(row.getLong("position"), row.getBytes("hash")))
                .optional();
    }

    /// The newest link of a chain.
    record Head(long position, byte[] hash) {}

    List<AuditEntry> unsealed(Tx tx, Scope scope, int most) {
        return tx.sql(UNSEALED)
                .params(Params.of(scope))
                .param("most", most)
                .query((row, n) -> entry(row))
                .list();
    }

    void seal(Tx tx, String entryId, Head link, Instant now) {
        tx.later(SEAL, Map.of("entry", entryId, "position", link.position(), "hash", link.hash(), "now", Rows.at(now)));
    }

    List<Link> chain(Tx tx, Scope scope, long after, int most) {
        return tx.sql(CHAIN)
                .params(Params.of(scope))
                .param("after", after)
                .param("most", most)
                .query((row, n) -> new Link(
                        row.getLong("position"),
                        Rows.text(row, "entry_id"),
                        row.getBytes("hash"),
                        row.getString("id") == null ? null : entry(row)))
                .list();
    }

    static Scope scope(ResultSet row) throws SQLException {
        return new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode")));
    }

    private static AuditEntry entry(ResultSet row) throws SQLException {
        return new AuditEntry(
                Rows.text(row, "id"),
                scope(row),
                Rows.text(row, "action"),
                Rows.text(row, "actor_type"),
                Rows.text(row, "actor_id"),
                Rows.textOrNull(row, "actor_name"),
                Rows.textOrNull(row, "ip"),
                Rows.text(row, "target_type"),
                Rows.text(row, "target_id"),
                Rows.textOrNull(row, "before"),
                Rows.textOrNull(row, "after"),
                Rows.textOrNull(row, "request_id"),
                Rows.instant(row, "created_at"));
    }
}

package com.plugipay.http;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What was answered to which idempotency key, kept 24 hours in the transaction of the change it protects.
final class IdempotencyStore {
    /// One key in its place.
    record Key(Scope scope, String method, String route, String key) {
        String lockName() {
            return String.join("\n", scope.workspace().text(), scope.mode().wire(), method, route, key);
        }
    }

    /// @param status null while a call to a provider is under way
    /// @param claimRef what the claim made; null when it made nothing yet
    record Kept(
            byte[] fingerprint,
            @Nullable Integer status,
            byte @Nullable [] body,
            Instant claimedAt,
            @Nullable String claimRef) {}

    private static final String LOCK = "select pg_try_advisory_xact_lock(hashtextextended(:name, 0)) as locked";

    private static final String FIND = """
            select fingerprint, status, body, claimed_at, claim_ref
              from idempotency
             where workspace_id = :workspace and mode = :mode and method = :method and route = :route and key = :key
               and created_at > :since
            """;

    private static final String KEEP = """
            insert into idempotency
                   (workspace_id, mode, method, route, key, fingerprint, status, body, claim_ref, claimed_at,
                    created_at)
            values (:workspace, :mode, :method, :route, :key, :fingerprint, :status, :body, :claimRef, :now, :now)
            on conflict (workspace_id, mode, method, route, key) do update
               set fingerprint = excluded.fingerprint, status = excluded.status, body = excluded.body,
                   claim_ref = excluded.claim_ref, claimed_at = excluded.claimed_at, created_at = excluded.created_at
             where idempotency.status is null or idempotency.created_at <= :since
            """;

    private static final String FINISH = """
            update idempotency set status = :status, body = :body
             where workspace_id = :workspace and mode = :mode and method = :method and route = :route and key = :key
               and status is null
            """;

    private static final String DROP = """
            delete from idempotency
             where workspace_id = :workspace and mode = :mode and method = :method and route = :route and key = :key
               and status is null
            """;

    private static final String DELETE_OLD = """
            delete from idempotency
             where ctid in (select ctid from idempotency where created_at <= :before limit :most)
            """;

    Asked<Boolean> lock(Tx tx, Key key) {
        return tx.ask(LOCK, Map.of("name", key.lockName()), (row, n) -> row.getBoolean("locked"));
    }

    Asked<Kept> find(Tx tx, Key key, Instant since) {
        Map<String, @Nullable Object> params = params(key);
        params.put("since", Rows.at(since));
        return tx.ask(FIND, params, IdempotencyStore::read);
    }

    void keep(Tx tx, Key key, byte[] fingerprint, Answer answer, Instant now, Instant since) {
        keep(tx, key, fingerprint, answer, null, now, since);
    }

    /// A call is under way: whoever finds this claim later knows what it made.
    void claim(Tx tx, Key key, byte[] fingerprint, @Nullable String made, Instant now, Instant since) {
        keep(tx, key, fingerprint, null, made, now, since);
    }

    private static void keep(
            Tx tx,
            Key key,
            byte[] fingerprint,
            @Nullable Answer answer,
            @Nullable String claimRef,
            Instant now,
            Instant since) {
        Map<String, @Nullable Object> params = params(key);
        params.put("fingerprint", fingerprint);
        params.put("status", answer == null ? null : answer.status());
        params.put("body", answer == null ? null : answer.body());
        params.put("claimRef", claimRef);
        params.put("now", Rows.at(now));
        params.put("since", Rows.at(since));
        tx.later(KEEP, params);
    }

    /// Somebody who took the claim over may have answered already: that answer stands, and so does what we record.
    void finish(Tx tx, Key key, Answer answer) {
        Map<String, @Nullable Object> params = params(key);
        params.put("status", answer.status());
        params.put("body", answer.body());
        tx.sql(FINISH).params(params).update();
    }

    void drop(Tx tx, Key key) {
        tx.sql(DROP).params(params(key)).update();
    }

    int deleteOldAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(DELETE_OLD)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static Kept read(ResultSet row, int n) throws SQLException {
        int status = row.getInt("status");
        return new Kept(
                row.getBytes("fingerprint"),
                row.wasNull() ? null : status,
                row.getBytes("body"),
                Rows.instant(row, "claimed_at"),
                Rows.textOrNull(row, "claim_ref"));
    }

    private static Map<String, @Nullable Object> params(Key key) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("workspace", key.scope().workspace().text());
        params.put("mode", key.scope().mode().wire());
        params.put("method", key.method());
        params.put("route", key.route());
        params.put("key", key.key());
        return params;
    }
}

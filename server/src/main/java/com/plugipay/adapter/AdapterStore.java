package com.plugipay.adapter;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the adapters.
final class AdapterStore {
    private static final String COLUMNS = """
            select kind, status, public_config, secret_last4, configured_at,
                   coalesce(account_since, configured_at) as account_since, last_error_at, last_error_code
              from adapter_config
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String LIST = COLUMNS + " order by kind limit 10";

    private static final String FIND = COLUMNS + " and kind = :kind";

    private static final String LOCK = FIND + " for update";

    // What is not there yet has no row to lock.
    private static final String LOCK_KIND = """
            select 1 from pg_advisory_xact_lock(
                hashtextextended('adapter ' || :workspace || ' ' || :mode || ' ' || :kind, 0))
            """;

    private static final String SEALED = """
            select secret_sealed from adapter_config
             where workspace_id = :workspace and mode = :mode and kind = :kind and secret_sealed is not null
            """;

    private static final String PUT = """
            insert into adapter_config (workspace_id, mode, kind, status, public_config, secret_sealed, secret_last4,
                                        configured_at, account_since, last_error_at, last_error_code)
            values (:workspace, :mode, :kind, :status, cast(:publicConfig as jsonb), :sealed, :secretLast4,
                    :configuredAt, :accountSince, :lastErrorAt, :lastErrorCode)
            on conflict (workspace_id, mode, kind) do update
               set status = excluded.status, public_config = excluded.public_config,
                   secret_last4 = excluded.secret_last4, secret_sealed = excluded.secret_sealed,
                   configured_at = excluded.configured_at, account_since = excluded.account_since, last_error_at = excluded.last_error_at,
                   last_error_code = excluded.last_error_code
            """;

    private static final String CHECKED = """
            update adapter_config
               set status = :status, public_config = cast(:publicConfig as jsonb), last_error_at = :lastErrorAt,
                   last_error_code = :lastErrorCode
             where workspace_id = :workspace and mode = :mode and kind = :kind and configured_at = :configuredAt
            """;

    List<AdapterConfig> list(Tx tx, Scope scope) {
        return tx.sql(LIST).params(params(scope)).query(AdapterStore::read).list();
    }

    Optional<AdapterConfig> find(Tx tx, Scope scope, AdapterKind kind) {
        return tx.sql(FIND)
                .params(params(scope))
                .param("kind", kind.wire())
                .query(AdapterStore::read)
                .optional();
    }

    /// Nobody else connects it until the transaction ends, also when it is connected for the first time.
    Optional<AdapterConfig> lock(Tx tx, Scope scope, AdapterKind kind) {
        tx.sql(LOCK_KIND)
                .params(params(scope))
                .param("kind", kind.wire())
                .query(Integer.class)
                .single();
        return tx.sql(LOCK)
                .params(params(scope))
                .param("kind", kind.wire())
                .query(AdapterStore::read)
                .optional();
    }

    /// What only `Keys` can open; nothing when it has no secrets.
    Optional<byte[]> sealed(Tx tx, Scope scope, AdapterKind kind) {
        return tx.sql(SEALED)
                .params(params(scope))
                .param("kind", kind.wire())
                .query((row, n) -> row.getBytes("secret_sealed"))
                .optional();
    }

    /// Replaces it whole.
    ///
    /// @param sealed its secrets; null when it has none
    void put(Tx tx, Scope scope, AdapterConfig config, byte @Nullable [] sealed) {
        Map<String, @Nullable Object> params = row(scope, config);
        params.put("sealed", sealed);
        tx.later(PUT, params);
    }

    /// What a check found, of exactly what was checked.
    void saveCheck(Tx tx, Scope scope, AdapterConfig config) {
        tx.later(CHECKED, row(scope, config));
    }

    private static Map<String, @Nullable Object> row(Scope scope, AdapterConfig config) {
        Map<String, @Nullable Object> params = params(scope);
        params.put("kind", config.kind().wire());
        params.put("status", config.status());
        params.put("publicConfig", config.publicConfig());
        params.put("secretLast4", config.secretLast4());
        params.put("configuredAt", Rows.at(config.configuredAt()));
        params.put("accountSince", Rows.at(config.accountSince()));
        params.put("lastErrorAt", Rows.atOrNull(config.lastErrorAt()));
        params.put("lastErrorCode", config.lastErrorCode());
        return params;
    }

    private static Map<String, @Nullable Object> params(Scope scope) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        return params;
    }

    private static AdapterConfig read(ResultSet row, int n) throws SQLException {
        return new AdapterConfig(
                AdapterKind.of(Rows.text(row, "kind")),
                Rows.text(row, "status"),
                Rows.text(row, "public_config"),
                Rows.textOrNull(row, "secret_last4"),
                Rows.instant(row, "configured_at"),
                Rows.instant(row, "account_since"),
                Rows.instantOrNull(row, "last_error_at"),
                Rows.textOrNull(row, "last_error_code"));
    }
}

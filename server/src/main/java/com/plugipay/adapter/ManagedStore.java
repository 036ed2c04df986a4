package com.plugipay.adapter;

import com.plugipay.adapter.ManagedAccount.Opening;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.scope.Scope;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the managed accounts.
final class ManagedStore {
    private static final String FIND = """
            select email, sub_account_id, kyb_status, capabilities_status, payouts_ready, last_webhook_at, opening_key,
                   opening_kind, opening_name, opening_until, created_at, updated_at
              from managed_account
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String PUT = """
            insert into managed_account (workspace_id, mode, email, sub_account_id, kyb_status, capabilities_status,
                                         payouts_ready, last_webhook_at, opening_key, opening_kind, opening_name,
                                         opening_until, created_at, updated_at)
            values (:workspace, :mode, :email, :subAccount, :kyb, :capabilities, :payoutsReady, :lastWebhookAt,
                    :openingKey, :openingKind, :openingName, :openingUntil, :createdAt, :updatedAt)
            on conflict (workspace_id, mode) do update
               set email = excluded.email, sub_account_id = excluded.sub_account_id, kyb_status = excluded.kyb_status,
                   capabilities_status = excluded.capabilities_status, payouts_ready = excluded.payouts_ready,
                   last_webhook_at = excluded.last_webhook_at, opening_key = excluded.opening_key,
                   opening_kind = excluded.opening_kind, opening_name = excluded.opening_name,
                   opening_until = excluded.opening_until, updated_at = excluded.updated_at
             where managed_account.sub_account_id is null
                or managed_account.sub_account_id = excluded.sub_account_id
            """;

    // Before it is first asked for there is no row to lock.
    private static final String LOCK_OPENING = """
            select 1 from pg_advisory_xact_lock(hashtextextended('managed account ' || :workspace || ' ' || :mode, 0))
            """;

    Optional<ManagedAccount> find(Tx tx, Scope scope) {
        return one(tx, scope, FIND);
    }

    /// Nobody else changes it until the transaction ends, also when there is none yet.
    Optional<ManagedAccount> lock(Tx tx, Scope scope) {
        tx.sql(LOCK_OPENING)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .query(Integer.class)
                .single();
        return one(tx, scope, FIND + " for update");
    }

    private static Optional<ManagedAccount> one(Tx tx, Scope scope, String sql) {
        return tx.sql(sql)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .query((row, n) -> new ManagedAccount(
                        scope,
                        Rows.textOrNull(row, "email"),
                        Rows.textOrNull(row, "sub_account_id"),
                        ManagedAccount.Kyb.of(Rows.text(row, "kyb_status")).orElseThrow(),
                        ManagedAccount.Capabilities.of(Rows.text(row, "capabilities_status"))
                                .orElseThrow(),
                        row.getBoolean("payouts_ready"),
                        Rows.instantOrNull(row, "last_webhook_at"),
                        opening(row),
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "updated_at")))
                .optional();
    }

    private static @Nullable Opening opening(ResultSet row) throws SQLException {
        String key = Rows.textOrNull(row, "opening_key");
        return key == null
                ? null
                : new Opening(
                        key,
                        ManagedAccounts.Kind.valueOf(
                                Rows.text(row, "opening_kind").toUpperCase(Locale.ROOT)),
                        Rows.text(row, "opening_name"),
                        Rows.instant(row, "opening_until"));
    }

    /// An account that was told once is never replaced by another.
    void put(Tx tx, ManagedAccount account) {
        Map<String, @Nullable Object> params = new HashMap<>();
        params.put("workspace", account.scope().workspace().text());
        params.put("mode", account.scope().mode().wire());
        params.put("email", account.email());
        params.put("subAccount", account.subAccount());
        params.put("kyb", account.kyb().wire());
        params.put("capabilities", account.capabilities().wire());
        params.put("payoutsReady", account.payoutsReady());
        params.put("lastWebhookAt", Rows.atOrNull(account.lastWebhookAt()));
        Opening opening = account.opening();
        params.put("openingKey", opening == null ? null : opening.key());
        params.put("openingKind", opening == null ? null : opening.kind().wire());
        params.put("openingName", opening == null ? null : opening.businessName());
        params.put("openingUntil", opening == null ? null : Rows.at(opening.until()));
        params.put("createdAt", Rows.at(account.createdAt()));
        params.put("updatedAt", Rows.at(account.updatedAt()));
        tx.later(PUT, params);
    }
}

package com.plugipay.adapter;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the managed accounts.
final class ManagedStore {
    private static final String FIND = """
            select email, sub_account_id, kyb_status, capabilities_status, payouts_ready, last_webhook_at, created_at,
                   updated_at
              from managed_account
             where workspace_id = :workspace and mode = :mode
            """;

    private static final String PUT = """
            insert into managed_account (workspace_id, mode, email, sub_account_id, kyb_status, capabilities_status,
                                         payouts_ready, last_webhook_at, created_at, updated_at)
            values (:workspace, :mode, :email, :subAccount, :kyb, :capabilities, :payoutsReady, :lastWebhookAt,
                    :createdAt, :updatedAt)
            on conflict (workspace_id, mode) do update
               set email = excluded.email, sub_account_id = excluded.sub_account_id, kyb_status = excluded.kyb_status,
                   capabilities_status = excluded.capabilities_status, payouts_ready = excluded.payouts_ready,
                   last_webhook_at = excluded.last_webhook_at, updated_at = excluded.updated_at
             where managed_account.sub_account_id is null
                or managed_account.sub_account_id = excluded.sub_account_id
            """;

    Optional<ManagedAccount> find(Tx tx, Scope scope) {
        return one(tx, scope, FIND);
    }

    Optional<ManagedAccount> lock(Tx tx, Scope scope) {
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
                        Rows.instant(row, "created_at"),
                        Rows.instant(row, "updated_at")))
                .optional();
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
        params.put("createdAt", Rows.at(account.createdAt()));
        params.put("updatedAt", Rows.at(account.updatedAt()));
        tx.later(PUT, params);
    }
}

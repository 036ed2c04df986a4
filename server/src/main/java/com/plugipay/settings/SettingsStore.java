package com.plugipay.settings;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import com.plugipay.workspace.NewWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQL of the settings.
public final class SettingsStore implements NewWorkspace {
    private static final String FIND = """
            select s.enabled_methods, s.method_order, coalesce(s.brand_name, w.name) as brand_name,
                   s.brand_logo_url, s.brand_accent, s.brand_tagline, w.timezone,
                   array(select a.kind from adapter_config a
                          where a.workspace_id = s.workspace_id and a.mode = :mode and a.status = 'active'
                          order by a.kind) as connected_adapters,
                   (select a.public_config from adapter_config a
                     where a.workspace_id = s.workspace_id and a.mode = :mode and a.status = 'active'
                       and a.kind = 'manual') as manual
              from checkout_settings s
              join workspace w on w.id = s.workspace_id
             where s.workspace_id = :workspace
            """;

    private static final String CREATE = """
            insert into checkout_settings (workspace_id, enabled_methods, updated_at)
            values (:workspace, :methods, :now)
            """;

    /// As they are in this mode: brand and methods are shared by both, adapters are not.
    public Asked<CheckoutSettings> ask(Tx tx, Scope scope) {
        return tx.ask(
                FIND,
                Map.of(
                        "workspace", scope.workspace().text(),
                        "mode", scope.mode().wire()),
                SettingsStore::read);
    }

    @Override
    public void furnish(Tx tx, WorkspaceId workspace, Instant now) {
        tx.later(
                CREATE,
                Map.of(
                        "workspace", workspace.text(),
                        "methods", MethodCatalogue.enabledAtFirst().toArray(String[]::new),
                        "now", Rows.at(now)));
    }

    private static @Nullable ManualAccounts manual(@Nullable String json) {
        return json == null ? null : ManualJson.stored(json);
    }

    private static CheckoutSettings read(ResultSet row, int n) throws SQLException {
        return new CheckoutSettings(
                Rows.texts(row, "enabled_methods"),
                Rows.texts(row, "method_order"),
                new CheckoutSettings.Brand(
                        Rows.text(row, "brand_name"),
                        Rows.textOrNull(row, "brand_logo_url"),
                        Rows.textOrNull(row, "brand_accent"),
                        Rows.textOrNull(row, "brand_tagline")),
                ZoneId.of(Rows.text(row, "timezone")),
                Set.copyOf(Rows.texts(row, "connected_adapters")),
                manual(Rows.textOrNull(row, "manual")));
    }
}

package com.plugipay.settings;

import com.plugipay.db.Asked;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// SQL of the settings.
public final class SettingsStore {
    private static final String FIND = """
            select s.enabled_methods, s.method_order, coalesce(s.brand_name, w.name) as brand_name,
                   s.brand_logo_url, s.brand_accent, s.brand_tagline, w.timezone
              from checkout_settings s
              join workspace w on w.id = s.workspace_id
             where s.workspace_id = :workspace
            """;

    private static final String CREATE = """
            insert into checkout_settings (workspace_id, enabled_methods, updated_at)
            values (:workspace, :methods, :now)
            """;

    public Asked<CheckoutSettings> ask(Tx tx, WorkspaceId workspace) {
        return tx.ask(FIND, Map.of("workspace", workspace.text()), SettingsStore::read);
    }

    public void create(Tx tx, WorkspaceId workspace, List<String> enabledMethods, Instant now) {
        tx.later(
                CREATE,
                Map.of(
                        "workspace", workspace.text(),
                        "methods", enabledMethods.toArray(String[]::new),
                        "now", Rows.at(now)));
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
                ZoneId.of(Rows.text(row, "timezone")));
    }
}

package com.plugipay.settings;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Params;
import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.http.Json;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import com.plugipay.workspace.NewWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQL of the settings.
public final class SettingsStore implements NewWorkspace {
    private static final String FIND = """
            select s.enabled_methods, s.method_order, s.method_adapter, s.brand_name, w.name as workspace_name,
                   s.brand_logo_url, s.brand_accent, s.brand_tagline, s.business_phone, s.business_email,
                   s.business_address, s.business_tax_id, s.receipt_template, s.embed_origins,
                   s.manual_unique_amount, w.timezone,
                   array(select a.kind from adapter_config a
                          where a.workspace_id = s.workspace_id and a.mode = :mode and a.status = 'active'
                          order by a.kind) as connected_adapters,
                   array(select h.kind from adapter_health h
                          where h.workspace_id = s.workspace_id and h.mode = :mode and h.rests_until > :now
                          order by h.kind) as resting_adapters,
                   (select a.public_config from adapter_config a
                     where a.workspace_id = s.workspace_id and a.mode = :mode and a.status = 'active'
                       and a.kind = 'manual') as manual
              from checkout_settings s
              join workspace w on w.id = s.workspace_id
             where s.workspace_id = :workspace
            """;

    private static final String SAVE = """
            update checkout_settings
               set enabled_methods = :enabledMethods, method_order = :methodOrder,
                   method_adapter = cast(:methodAdapter as jsonb), brand_name = :brandName,
                   brand_logo_url = :brandLogoUrl, brand_accent = :brandAccent, brand_tagline = :brandTagline,
                   business_phone = :businessPhone, business_email = :businessEmail,
                   business_address = :businessAddress, business_tax_id = :businessTaxId,
                   receipt_template = cast(:receiptTemplate as jsonb), embed_origins = :embedOrigins,
                   manual_unique_amount = :manualUniqueAmount, updated_at = :now
             where workspace_id = :workspace
            """;

    private static final String CREATE = """
            insert into checkout_settings (workspace_id, enabled_methods, updated_at)
            values (:workspace, :methods, :now)
            """;

    private final WorkspaceTime time;

    SettingsStore(WorkspaceTime time) {
        this.time = time;
    }

    /// As they are in this mode: brand and methods are shared by both, adapters are not.
    public Asked<CheckoutSettings> ask(Tx tx, Scope scope) {
        return tx.ask(FIND, params(scope), SettingsStore::read);
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

    /// As [#ask], and nobody else changes it until this transaction ends.
    Asked<CheckoutSettings> lock(Tx tx, Scope scope) {
        return tx.ask(FIND + " for update of s", params(scope), SettingsStore::read);
    }

    private Map<String, @Nullable Object> params(Scope scope) {
        Map<String, @Nullable Object> params = Params.of(scope);
        params.put("now", Rows.at(time.now(scope)));
        return params;
    }

    void save(Tx tx, WorkspaceId workspace, ChosenSettings chosen, Instant now) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("workspace", workspace.text());
        params.put("enabledMethods", chosen.enabledMethods().toArray(String[]::new));
        params.put("methodOrder", chosen.methodOrder().toArray(String[]::new));
        params.put("methodAdapter", Json.text(chosen.methodAdapter()));
        params.put("brandName", chosen.brandName());
        params.put("brandLogoUrl", chosen.brandLogoUrl());
        params.put("brandAccent", chosen.brandAccentColor());
        params.put("brandTagline", chosen.brandTagline());
        params.put("businessPhone", chosen.business().phone());
        params.put("businessEmail", chosen.business().email());
        params.put("businessAddress", chosen.business().address());
        params.put("businessTaxId", chosen.business().taxId());
        params.put("receiptTemplate", chosen.receiptTemplate() == null ? null : Json.text(chosen.receiptTemplate()));
        params.put("embedOrigins", chosen.embedOrigins().toArray(String[]::new));
        params.put("manualUniqueAmount", chosen.manualUniqueAmount());
        params.put("now", Rows.at(now));
        tx.later(SAVE, params);
    }

    private static @Nullable ManualAccounts manual(@Nullable String json) {
        return json == null ? null : ManualJson.stored(json);
    }

    private static Map<String, String> adapters(String json) {
        return json.equals("{}") ? Map.of() : Objects.requireNonNull(Json.storedTexts(json));
    }

    private static CheckoutSettings read(ResultSet row, int n) throws SQLException {
        String own = Rows.textOrNull(row, "brand_name");
        String receipt = Rows.textOrNull(row, "receipt_template");
        return new CheckoutSettings(
                Rows.texts(row, "enabled_methods"),
                Rows.texts(row, "method_order"),
                adapters(Rows.text(row, "method_adapter")),
                new CheckoutSettings.Brand(
                        own == null || own.isBlank() ? Rows.text(row, "workspace_name") : own,
                        own,
                        Rows.textOrNull(row, "brand_logo_url"),
                        Rows.textOrNull(row, "brand_accent"),
                        Rows.textOrNull(row, "brand_tagline")),
                new CheckoutSettings.Business(
                        Rows.textOrNull(row, "business_phone"),
                        Rows.textOrNull(row, "business_email"),
                        Rows.textOrNull(row, "business_address"),
                        Rows.textOrNull(row, "business_tax_id")),
                receipt == null ? null : Json.stored(receipt, ReceiptTexts.class),
                Rows.texts(row, "embed_origins"),
                row.getBoolean("manual_unique_amount"),
                ZoneId.of(Rows.text(row, "timezone")),
                Set.copyOf(Rows.texts(row, "connected_adapters")),
                Set.copyOf(Rows.texts(row, "resting_adapters")),
                manual(Rows.textOrNull(row, "manual")));
    }
}

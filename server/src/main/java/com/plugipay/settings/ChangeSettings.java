package com.plugipay.settings;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.file.FileName;
import com.plugipay.file.FileStore;
import com.plugipay.http.Json;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// Changes the checkout's settings. The API and the dashboard's form both come here.
final class ChangeSettings {
    private final SettingsStore store;
    private final FileStore files;
    private final AuditLog audit;
    private final WorkspaceTime time;

    ChangeSettings(SettingsStore store, FileStore files, AuditLog audit, WorkspaceTime time) {
        this.store = store;
        this.files = files;
        this.audit = audit;
        this.time = time;
    }

    /// @param change makes what is to be of what is, under its lock
    CheckoutSettings handle(Tx tx, Scope scope, UnaryOperator<ChosenSettings> change, Origin origin) {
        ChosenSettings before = ChosenSettings.of(store.lock(tx, scope).single());
        ChosenSettings after = change.apply(before);
        if (!after.equals(before)) {
            checkLogo(tx, scope, before.brandLogoUrl(), after.brandLogoUrl());
            Instant now = time.now(scope);
            store.save(tx, scope.workspace(), after, now);
            writeAudit(tx, scope, before, after, origin, now);
        }
        return store.ask(tx, scope).single();
    }

    private void checkLogo(Tx tx, Scope scope, @Nullable String before, @Nullable String after) {
        if (after == null || after.equals(before)) {
            return;
        }
        if (FileName.ofUrl(after, "").filter(name -> files.has(tx, scope, name)).isEmpty()) {
            throw Rejected.invalid("brandLogoUrl", "brandLogoUrl must be a picture that you uploaded here.");
        }
    }

    private void writeAudit(
            Tx tx, Scope scope, ChosenSettings before, ChosenSettings after, Origin origin, Instant now) {
        Map<String, @Nullable Object> was = named(before);
        Map<String, @Nullable Object> is = named(after);
        was.keySet().removeIf(name -> Objects.equals(was.get(name), is.get(name)));
        is.keySet().retainAll(was.keySet());
        audit.write(
                tx,
                scope,
                origin,
                "checkout_settings.updated",
                "checkout_settings",
                scope.workspace().text(),
                Json.text(was),
                Json.text(is),
                now);
    }

    /// By the names of the API.
    private static Map<String, @Nullable Object> named(ChosenSettings chosen) {
        var named = new LinkedHashMap<String, @Nullable Object>();
        named.put("enabledMethods", chosen.enabledMethods());
        named.put("methodOrder", chosen.methodOrder());
        named.put("methodAdapter", new HashMap<>(chosen.methodAdapter()));
        named.put("brandName", chosen.brandName());
        named.put("brandLogoUrl", chosen.brandLogoUrl());
        named.put("brandAccentColor", chosen.brandAccentColor());
        named.put("brandTagline", chosen.brandTagline());
        named.put("businessPhone", chosen.business().phone());
        named.put("businessEmail", chosen.business().email());
        named.put("businessAddress", chosen.business().address());
        named.put("businessTaxId", chosen.business().taxId());
        named.put("receiptTemplate", chosen.receiptTemplate());
        named.put("embedOrigins", chosen.embedOrigins());
        named.put("manualUniqueAmount", chosen.manualUniqueAmount());
        return named;
    }
}

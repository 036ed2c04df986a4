package com.plugipay.adapter;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.file.FileName;
import com.plugipay.file.FileStore;
import com.plugipay.http.Json;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import com.plugipay.settings.ManualAccounts;
import com.plugipay.settings.ManualJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The adapters of a workspace in one mode: the one place that connects them.
final class Adapters {
    private static final Logger LOG = LoggerFactory.getLogger(Adapters.class);

    private final AdapterStore store;
    private final HealthStore health;
    private final FileStore files;
    private final Keys keys;
    private final AuditLog audit;
    private final WorkspaceTime time;

    Adapters(AdapterStore store, HealthStore health, FileStore files, Keys keys, AuditLog audit, WorkspaceTime time) {
        this.store = store;
        this.health = health;
        this.files = files;
        this.keys = keys;
        this.audit = audit;
        this.time = time;
    }

    /// As they are now: one that rests is shown as an error.
    List<AdapterConfig> list(Tx tx, Scope scope) {
        Map<AdapterKind, Resting> resting = health.resting(tx, scope, time.now(scope));
        return store.list(tx, scope).stream()
                .map(config -> config.shownResting(resting.get(config.kind())))
                .toList();
    }

    /// What is shown to people who pay by hand; null while nobody has said it.
    @Nullable
    ManualAccounts manual(Tx tx, Scope scope) {
        return store.find(tx, scope, AdapterKind.MANUAL)
                .map(config -> ManualJson.stored(config.publicConfig()))
                .orElse(null);
    }

    /// As [#manual], and nobody else changes it until this transaction ends: for whoever changes a part of it.
    @Nullable
    ManualAccounts lockManual(Tx tx, Scope scope) {
        return store.lock(tx, scope, AdapterKind.MANUAL)
                .map(config -> ManualJson.stored(config.publicConfig()))
                .orElse(null);
    }

    /// Replaces what was said before, whole.
    AdapterConfig putManual(Tx tx, Scope scope, ManualAccounts manual, Origin origin) {
        String image = manual.staticQrImage();
        if (image != null
                && FileName.ofUrl(image, "")
                        .filter(name -> files.has(tx, scope, name))
                        .isEmpty()) {
            throw Rejected.invalid("staticQrImageUrl", "staticQrImageUrl must be a picture that you uploaded here.");
        }
        AdapterConfig before = store.lock(tx, scope, AdapterKind.MANUAL).orElse(null);
        Instant now = time.now(scope);
        var after = AdapterConfig.active(AdapterKind.MANUAL, Json.text(ManualJson.of(manual)), now);
        store.put(tx, scope, after, null);
        writeAudit(tx, scope, before, after, origin, now);
        return after;
    }

    /// Replaces what was given before, whole. Live, it counts once the provider has been asked.
    AdapterConfig put(Tx tx, Scope scope, CredentialJson credential, Origin origin) {
        AdapterConfig before = store.lock(tx, scope, credential.kind()).orElse(null);
        Instant now = time.now(scope);
        var after = AdapterConfig.given(credential, scope.mode(), sameSince(tx, scope, before, credential), now);
        store.put(tx, scope, after, StoredConnections.seal(keys, scope, credential.kind(), credential.secrets()));
        health.answered(tx, scope, credential.kind().adapter());
        writeAudit(tx, scope, before, after, origin, now);
        return after;
    }

    /// Since when we have had the account that the credentials are of; null when it may be another than before.
    private @Nullable Instant sameSince(Tx tx, Scope scope, @Nullable AdapterConfig before, CredentialJson credential) {
        if (before == null) {
            return null;
        }
        byte[] closed = store.sealed(tx, scope, credential.kind()).orElse(null);
        try {
            Map<String, String> secrets =
                    closed == null ? Map.of() : StoredConnections.open(keys, scope, credential.kind(), closed);
            return credential.isOfSameAccount(before.texts(), secrets) ? before.accountSince() : null;
        } catch (IllegalStateException e) {
            // What can no longer be opened must still be replaceable.
            LOG.warn(
                    "the secrets of {} that are replaced do not open",
                    credential.kind().wire(),
                    e);
            return null;
        }
    }

    AdapterConfig find(Tx tx, Scope scope, AdapterKind kind) {
        return store.find(tx, scope, kind).orElseThrow(Rejected::notFound);
    }

    /// Keeps what the provider said to `asked`. When something else was given meanwhile, that stands.
    AdapterConfig keepCheck(Tx tx, Scope scope, AdapterConfig asked, CredentialCheck answer, Origin origin) {
        AdapterConfig now = store.lock(tx, scope, asked.kind()).orElseThrow();
        if (!now.configuredAt().equals(asked.configuredAt())) {
            return now;
        }
        AdapterConfig after = now.checked(answer, time.now(scope));
        store.saveCheck(tx, scope, after);
        if (!after.status().equals(now.status())) {
            writeAudit(tx, scope, now, after, origin, time.now(scope));
        }
        return after;
    }

    private void writeAudit(
            Tx tx, Scope scope, @Nullable AdapterConfig before, AdapterConfig after, Origin origin, Instant now) {
        audit.write(
                tx,
                scope,
                origin,
                before == null ? "adapter.created" : "adapter.updated",
                "adapter",
                after.kind().wire(),
                before == null ? null : noted(before),
                noted(after),
                now);
    }

    /// The log is for ever: of an account number it keeps the end.
    private static String noted(AdapterConfig config) {
        return config.kind() == AdapterKind.MANUAL ? notedManual(config) : notedProvider(config);
    }

    private static String notedProvider(AdapterConfig config) {
        Map<String, @Nullable String> noted = new LinkedHashMap<>(config.texts());
        noted.put("status", config.status());
        noted.put("secretKeyLast4", config.secretLast4());
        noted.put("lastErrorCode", config.lastErrorCode());
        return Json.text(noted);
    }

    private static String notedManual(AdapterConfig config) {
        ManualAccounts manual = ManualJson.stored(config.publicConfig());
        List<ManualAccounts.BankAccount> masked = manual.accounts().stream()
                .map(account -> new ManualAccounts.BankAccount(
                        account.bankName(), end(account.accountNumber()), account.accountHolder()))
                .toList();
        return Json.text(ManualJson.of(
                new ManualAccounts(masked, manual.instructions(), manual.staticQrImage(), manual.staticQrPayload())));
    }

    private static String end(String number) {
        return number.length() <= 4 ? "••••" : "••••" + number.substring(number.length() - 4);
    }
}

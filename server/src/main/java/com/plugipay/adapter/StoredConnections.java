package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.http.Json;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.ProviderInstall;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Connections as workspaces stored them, their secrets opened.
final class StoredConnections implements Connections {
    private static final String PURPOSE = "adapter";

    private final Database database;
    private final AdapterStore store;
    private final Keys keys;
    private final ProviderInstall install;

    StoredConnections(Database database, AdapterStore store, Keys keys, ProviderInstall install) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.install = install;
    }

    @Override
    public Connection of(Scope scope, String runBy) {
        return switch (runBy) {
            case "sandbox", "manual" -> Connection.none(runBy, scope.mode());
            default -> find(scope, runBy).orElseThrow(() -> new IllegalStateException(runBy + " is not connected"));
        };
    }

    @Override
    public Optional<Connection> find(Scope scope, String adapter) {
        return database.read(scope, tx -> find(tx, scope, AdapterKind.ofAdapter(adapter)));
    }

    private Optional<Connection> find(Tx tx, Scope scope, AdapterKind kind) {
        return store.find(tx, scope, kind).map(config -> {
            Map<String, String> secrets = kind == AdapterKind.MANAGED
                    ? operators()
                    : store.sealed(tx, scope, kind)
                            .map(closed -> open(keys, scope, kind, closed))
                            .orElse(Map.of());
            // An account below the operator's is opened once and stays.
            Instant since = kind == AdapterKind.MANAGED ? Instant.EPOCH : config.accountSince();
            return new Connection(kind.adapter(), scope.mode(), texts(config.publicConfig()), secrets, since);
        });
    }

    /// A managed account is used with the operator's own key.
    private Map<String, String> operators() {
        var secrets = new HashMap<String, String>();
        putIfThere(secrets, "secretKey", install.xenplatformKey());
        putIfThere(secrets, "callbackToken", install.xenplatformCallbackToken());
        return secrets;
    }

    private static void putIfThere(Map<String, String> all, String name, @Nullable String value) {
        if (value != null) {
            all.put(name, value);
        }
    }

    /// Only the row that it was sealed for opens it again.
    static byte[] seal(Keys keys, Scope scope, AdapterKind kind, Map<String, String> secrets) {
        return keys.seal(PURPOSE, owner(scope, kind), Json.text(secrets));
    }

    static Map<String, String> open(Keys keys, Scope scope, AdapterKind kind, byte[] closed) {
        return texts(keys.open(PURPOSE, owner(scope, kind), closed));
    }

    private static String owner(Scope scope, AdapterKind kind) {
        return scope.workspace().text() + " " + scope.mode().wire() + " " + kind.wire();
    }

    private static Map<String, String> texts(String json) {
        var there = new HashMap<String, String>();
        Json.storedValues(json).forEach((name, value) -> putIfThere(there, name, value));
        return there;
    }
}

package com.plugipay.inbound;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes in what somebody sent who says that they are a provider: verified, then stored, and only then answered.
/// Nothing else happens here. Takes a Database: to verify may take a look at a certificate elsewhere.
final class ReceiveCallback {
    private static final Logger LOG = LoggerFactory.getLogger(ReceiveCallback.class);
    private static final int LONGEST_KEY = 200;

    private final Database database;
    private final Connections connections;
    private final Providers providers;
    private final ProviderEventStore store;
    private final Ids ids;
    private final WorkspaceTime time;

    ReceiveCallback(
            Database database,
            Connections connections,
            Providers providers,
            ProviderEventStore store,
            Ids ids,
            WorkspaceTime time) {
        this.database = database;
        this.connections = connections;
        this.providers = providers;
        this.store = store;
        this.ids = ids;
        this.time = time;
    }

    /// Whether it was the provider. A workspace that is not there, one without this adapter and a callback that is not
    /// genuine are the same.
    boolean handle(String accountId, String adapter, Callback callback) {
        return WorkspaceId.parse(accountId)
                .map(workspace -> new Scope(workspace, Mode.LIVE))
                .filter(scope -> receive(scope, adapter, callback))
                .isPresent();
    }

    private boolean receive(Scope scope, String adapter, Callback callback) {
        Optional<Connection> connection = connection(scope, adapter);
        if (connection.isEmpty()) {
            return false;
        }
        return switch (verify(connection.get(), adapter, callback)) {
            case CallbackCheck.Verified verified
            when isKept(verified.dedupeKey()) -> {
                var arrived = new ProviderEventStore.Arrived(
                        ids.next("pev"),
                        adapter,
                        verified.dedupeKey(),
                        named(verified.key()),
                        named(verified.reference()),
                        Json.text(kept(callback.headers())),
                        callback.body());
                database.inTransaction(scope, tx -> {
                    store.arrived(tx, scope, arrived, time.now(scope));
                    return arrived;
                });
                yield true;
            }
            case CallbackCheck.Verified _ -> refused(scope, adapter, "it cannot be told from its copies");
            case CallbackCheck.Refused(String why) -> refused(scope, adapter, why);
        };
    }

    /// One whose secrets cannot be opened cannot verify anything.
    private Optional<Connection> connection(Scope scope, String adapter) {
        try {
            return connections.find(scope, adapter);
        } catch (IllegalStateException e) {
            LOG.error(
                    "{}: the connection to {} cannot be read", scope.workspace().text(), adapter, e);
            return Optional.empty();
        }
    }

    private boolean refused(Scope scope, String adapter, String why) {
        LOG.debug("{}: a callback to {} was refused: {}", scope.workspace().text(), adapter, why);
        database.inTransaction(scope, tx -> {
            store.refused(tx, scope, adapter, time.now(scope));
            return why;
        });
        return false;
    }

    /// One that cannot be verified is not genuine.
    private CallbackCheck verify(Connection connection, String adapter, Callback callback) {
        try {
            return providers.running(Mode.LIVE, adapter).verify(connection, callback);
        } catch (RuntimeException e) {
            LOG.error("a callback to {} could not be verified", adapter, e);
            return new CallbackCheck.Refused("verifying broke");
        }
    }

    /// What can be no name of anything of ours is left out.
    private static @Nullable String named(@Nullable String text) {
        return text != null && isKept(text) ? text : null;
    }

    private static boolean isKept(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_KEY
                && text.chars().noneMatch(Character::isISOControl)
                && text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /// What a signature hangs on; never a token.
    private static Map<String, String> kept(Map<String, String> headers) {
        var kept = new TreeMap<String, String>();
        headers.forEach((name, value) -> {
            if (name.startsWith("paypal-") || name.equals("content-type") || name.equals("webhook-id")) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}

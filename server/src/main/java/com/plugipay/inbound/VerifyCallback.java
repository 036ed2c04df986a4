package com.plugipay.inbound;

import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a callback is the provider's, by what the workspace gave to be connected with it.
final class VerifyCallback {
    private static final Logger LOG = LoggerFactory.getLogger(VerifyCallback.class);

    private final Connections connections;
    private final Providers providers;

    VerifyCallback(Connections connections, Providers providers) {
        this.connections = connections;
        this.providers = providers;
    }

    /// Nothing for a workspace that is not connected with it.
    Optional<CallbackCheck> handle(CallbackLine line, Callback callback) {
        return connection(line).map(connection -> verify(connection, line.adapter(), callback));
    }

    /// One whose secrets cannot be opened cannot verify anything.
    private Optional<Connection> connection(CallbackLine line) {
        try {
            return connections.find(line.scope(), line.adapter());
        } catch (IllegalStateException e) {
            LOG.error(
                    "{}: the connection to {} cannot be read",
                    line.scope().workspace().text(),
                    line.adapter(),
                    e);
            return Optional.empty();
        }
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
}

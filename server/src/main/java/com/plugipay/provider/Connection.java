package com.plugipay.provider;

import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a workspace gave to use one adapter in one mode.
///
/// @param shown what anybody in the workspace may see
/// @param secrets never shown and never logged: in words it is left out
/// @param accountSince since when this may be another account there than before
public record Connection(
        String adapter, Mode mode, Map<String, String> shown, Map<String, String> secrets, Instant accountSince) {
    /// To an account that was never another.
    public Connection(String adapter, Mode mode, Map<String, String> shown, Map<String, String> secrets) {
        this(adapter, mode, shown, secrets, Instant.EPOCH);
    }

    public Connection {
        shown = Map.copyOf(shown);
        secrets = Map.copyOf(secrets);
    }

    /// Of a provider that needs nothing.
    public static Connection none(String adapter, Mode mode) {
        return new Connection(adapter, mode, Map.of(), Map.of());
    }

    /// Whether what was begun then may be in another account: that it is not found in this one says nothing.
    public boolean mayNotKnow(Instant begun) {
        return begun.isBefore(accountSince);
    }

    public @Nullable String optional(String name) {
        String value = secrets.get(name);
        return value == null ? shown.get(name) : value;
    }

    /// A value that this adapter cannot be connected without.
    public String required(String name) {
        String value = optional(name);
        if (value == null) {
            throw new IllegalStateException(adapter + " is connected without its " + name);
        }
        return value;
    }

    @Override
    public String toString() {
        return "Connection[" + adapter + ", " + mode.wire() + "]";
    }
}

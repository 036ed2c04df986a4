package com.plugipay.workspace;

import java.util.Locale;
import java.util.Set;

/// What a person is in a workspace, and so what they may do there.
public enum Role {
    OWNER,
    ADMIN,
    MEMBER;

    /// An admin does everything but delete the workspace and change owners, which no scope gives. A member reads
    /// everything and sells.
    Set<String> scopes() {
        return switch (this) {
            case OWNER, ADMIN -> Set.of("plugipay:*");
            case MEMBER ->
                Set.of(
                        "plugipay:read",
                        "plugipay:checkout:write",
                        "plugipay:customer:create",
                        "plugipay:invoice:create",
                        "plugipay:portal:create");
        };
    }

    /// As in tables and JSON.
    String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Role of(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}

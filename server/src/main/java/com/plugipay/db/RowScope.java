package com.plugipay.db;

import com.plugipay.scope.Scope;
import java.util.Map;

/// What row-level security is told: a workspace and a mode, or `*` for all.
record RowScope(String workspace, String mode) {
    static final RowScope ALL = new RowScope("*", "*");

    static RowScope of(Scope scope) {
        return new RowScope(scope.workspace().text(), scope.mode().wire());
    }

    private static final String TELL_TRANSACTION = """
            select set_config('plugipay.workspace', :workspace, true), set_config('plugipay.mode', :mode, true)
            """;

    private static final String TELL_CONNECTION = """
            select set_config('plugipay.workspace', :workspace, false), set_config('plugipay.mode', :mode, false)
            """;

    /// Without a transaction the connection is told: the driver may end the round trip, and with it what was set for
    /// it, between this statement and the next. The next user of the connection tells its own scope first.
    Statement statement(boolean transaction) {
        return Statement.of(
                transaction ? TELL_TRANSACTION : TELL_CONNECTION, Map.of("workspace", workspace, "mode", mode));
    }
}

package com.plugipay.db;

import com.plugipay.scope.Scope;
import java.util.Map;

/// What row-level security is told: a workspace and a mode, or `*` for all.
record RowScope(String workspace, String mode) {
    static final RowScope ALL = new RowScope("*", "*");

    static RowScope of(Scope scope) {
        return new RowScope(scope.workspace().text(), scope.mode().wire());
    }

    private static final String TELL = """
            select set_config('plugipay.workspace', :workspace, :local), set_config('plugipay.mode', :mode, :local)
            """;

    /// @param transaction whether the setting ends with the transaction. Outside of one it has to stay for the
    ///     statement behind it: the driver may part the two by a Sync, which would end a local setting. It is told
    ///     anew before every statement, so nothing ever reads under an older one.
    Statement statement(boolean transaction) {
        return Statement.of(TELL, Map.of("workspace", workspace, "mode", mode, "local", transaction));
    }
}

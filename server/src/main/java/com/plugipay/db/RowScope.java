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
            select set_config('plugipay.workspace', :workspace, true), set_config('plugipay.mode', :mode, true)
            """;

    Statement statement() {
        return Statement.of(TELL, Map.of("workspace", workspace, "mode", mode));
    }
}

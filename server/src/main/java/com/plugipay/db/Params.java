package com.plugipay.db;

import com.plugipay.scope.Scope;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The named parameters of a statement.
public final class Params {
    private Params() {}

    /// Those that lead every key, `workspace` and `mode`; a store adds its own.
    public static Map<String, @Nullable Object> of(Scope scope) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        return params;
    }
}

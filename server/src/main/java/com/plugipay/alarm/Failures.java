package com.plugipay.alarm;

import com.plugipay.scope.Scope;

/// How the tries to pay of the last hour went in one workspace and mode.
///
/// @param attempts all that were begun in that hour
/// @param failed how many of them failed
public record Failures(Scope scope, int attempts, int failed) {
    /// Fewer tell nothing.
    static final int FEWEST = 20;
    static final int PERCENT = 60;

    /// More than 60 of a hundred, of at least 20.
    boolean tooMany() {
        return attempts >= FEWEST && 100L * failed > (long) PERCENT * attempts;
    }
}

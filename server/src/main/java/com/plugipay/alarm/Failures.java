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

    private static final int FEWEST_TO_STAY = 10;
    private static final int PERCENT_TO_STAY = 40;

    /// Whether an alarm that was raised is over. It takes less than raising it, so that a share about the limit does
    /// not
    /// end and raise it again and again.
    boolean areOver() {
        return attempts < FEWEST_TO_STAY || 100L * failed <= (long) PERCENT_TO_STAY * attempts;
    }

    /// More than 60 of a hundred, of at least 20.
    boolean tooMany() {
        return attempts >= FEWEST && 100L * failed > (long) PERCENT * attempts;
    }
}

package com.plugipay.clock;

import com.plugipay.scope.Scope;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/// Product time: what expiry, deadlines and dates go by. Signatures, cookies and rate limits use real time.
///
/// Cut to milliseconds, the wire's precision, so that what we answer is what we stored.
public final class WorkspaceTime {
    private final InstantSource source;

    public WorkspaceTime(InstantSource source) {
        this.source = source;
    }

    public Instant now(Scope scope) {
        return everywhere();
    }

    /// The time that sweeps over all workspaces go by.
    public Instant everywhere() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

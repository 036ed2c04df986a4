package com.plugipay.clock;

import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// Product time: what expiry, deadlines and dates go by. Signatures, cookies and rate limits use real time.
///
/// In test mode each workspace has a clock that can be moved ahead. What this node knows of them stands in memory, so
/// that asking for the time costs nothing; [Clocks] keeps it up to date. Live mode never looks.
///
/// Cut to milliseconds, the wire's precision, so that what we answer is what we stored.
public final class WorkspaceTime {
    private final InstantSource source;
    private final ConcurrentMap<WorkspaceId, Long> aheadSec = new ConcurrentHashMap<>();

    public WorkspaceTime(InstantSource source) {
        this.source = source;
    }

    public Instant now(Scope scope) {
        return everywhere().plusSeconds(aheadSec(scope));
    }

    /// The time of every clock that nobody has moved. Sweeps over all workspaces start from it, and add each
    /// workspace's own part in SQL.
    public Instant everywhere() {
        return source.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /// How far a workspace's clock is ahead; 0 in live mode.
    public long aheadSec(Scope scope) {
        return scope.mode() == Mode.LIVE ? 0 : aheadSec.getOrDefault(scope.workspace(), 0L);
    }

    /// What is heard late or twice changes nothing: a clock only goes forward. Answers whether this was news.
    boolean raise(WorkspaceId workspace, long sec) {
        long before = aheadSec.getOrDefault(workspace, 0L);
        return before < sec && aheadSec.merge(workspace, sec, Math::max) == sec;
    }
}

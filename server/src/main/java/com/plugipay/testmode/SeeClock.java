package com.plugipay.testmode;

import com.plugipay.clock.ClockStore;
import com.plugipay.clock.Clocks;
import com.plugipay.clock.WorkspaceClock;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// Reads a test clock where it stands, so that whoever asks for it is answered the same by every node.
final class SeeClock {
    /// @param realNow what the clock would say if nobody had moved it
    record Seen(Instant now, Instant realNow, long offsetSec) {}

    private final Database database;
    private final ClockStore store;
    private final Clocks clocks;
    private final WorkspaceTime time;

    SeeClock(Database database, ClockStore store, Clocks clocks, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.clocks = clocks;
        this.time = time;
    }

    Seen handle(Scope scope) {
        WorkspaceClock clock =
                database.read(scope, tx -> store.find(tx, scope).optional()).orElse(WorkspaceClock.NEVER_MOVED);
        clocks.seen(scope, clock.offsetSec());
        return at(clock.offsetSec());
    }

    /// The same for a clock that has just arrived.
    Seen at(long offsetSec) {
        Instant real = time.everywhere();
        return new Seen(real.plusSeconds(offsetSec), real, offsetSec);
    }
}

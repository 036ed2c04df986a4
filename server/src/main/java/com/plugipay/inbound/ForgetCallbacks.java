package com.plugipay.inbound;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import java.time.Duration;
import java.time.Instant;
import java.util.function.ToIntFunction;

/// Drops what has been done with for long: the bodies hold what providers know of customers.
final class ForgetCallbacks {
    private static final Duration KEPT = Duration.ofDays(90);
    private static final int BATCH = 1_000;
    /// More than any shop can send in the hour until the next time; the rest is for that one.
    private static final int ROUNDS = 2_000;
    private static final long MOST_NANOS = Duration.ofMinutes(5).toNanos();

    private final Database database;
    private final ProviderEventStore store;
    private final TurnedAwayStore turnedAway;
    private final WorkspaceTime time;

    ForgetCallbacks(Database database, ProviderEventStore store, TurnedAwayStore turnedAway, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.turnedAway = turnedAway;
        this.time = time;
    }

    void lookOnce() {
        Instant before = time.everywhere().minus(KEPT);
        drop(tx -> store.forgetAcrossWorkspaces(tx, before, BATCH));
        drop(tx -> turnedAway.forgetAcrossWorkspaces(tx, before, BATCH));
    }

    private void drop(ToIntFunction<Tx> some) {
        long began = System.nanoTime();
        for (int i = 0; i < ROUNDS && System.nanoTime() - began < MOST_NANOS; i++) {
            int dropped = database.inTransactionAcrossWorkspaces(some::applyAsInt);
            if (dropped < BATCH) {
                return;
            }
        }
    }
}

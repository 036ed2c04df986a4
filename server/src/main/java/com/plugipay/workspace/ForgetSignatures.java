package com.plugipay.workspace;

import com.plugipay.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// Drops the signatures that are too old to be replayed: their timestamps are refused by now.
final class ForgetSignatures {
    private static final Duration KEPT_FOR = Duration.ofMinutes(10);
    private static final int BATCH = 5_000;
    private static final int ROUNDS = 100;

    private final Database database;
    private final ApiKeyStore store;
    private final InstantSource realTime;

    ForgetSignatures(Database database, ApiKeyStore store, InstantSource realTime) {
        this.database = database;
        this.store = store;
        this.realTime = realTime;
    }

    void lookOnce() {
        Instant before = realTime.instant().minus(KEPT_FOR);
        for (int i = 0; i < ROUNDS; i++) {
            int dropped = database.inTransactionAcrossWorkspaces(
                    tx -> store.forgetSignaturesAcrossWorkspaces(tx, before, BATCH));
            if (dropped < BATCH) {
                return;
            }
        }
    }
}

package com.plugipay.workspace;

import com.plugipay.db.Database;
import java.time.InstantSource;

/// Drops browser sessions that have ended and failures that no longer make anybody wait.
final class ForgetSignIns {
    private static final int BATCH = 1_000;
    private static final int ROUNDS = 100;

    private final Database database;
    private final BrowserSessions sessions;
    private final PersonStore people;
    private final InstantSource realTime;

    ForgetSignIns(Database database, BrowserSessions sessions, PersonStore people, InstantSource realTime) {
        this.database = database;
        this.sessions = sessions;
        this.people = people;
        this.realTime = realTime;
    }

    void lookOnce() {
        for (int i = 0; i < ROUNDS; i++) {
            int dropped = database.inTransactionAcrossWorkspaces(tx -> Math.max(
                    sessions.forgetEnded(tx, BATCH),
                    people.forgetFailuresAcrossWorkspaces(tx, realTime.instant(), BATCH)));
            if (dropped < BATCH) {
                return;
            }
        }
    }
}

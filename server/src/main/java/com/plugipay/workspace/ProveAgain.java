package com.plugipay.workspace;

import com.plugipay.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// A signed-in person gives their password once more, before something that could do much harm. Counted like sign-ins.
public final class ProveAgain {
    /// What came of it.
    public enum Result {
        PROVED,
        WRONG,
        TOO_MANY
    }

    private static final int LONGEST_PASSWORD = 1_000;

    private final Database database;
    private final PersonStore people;
    private final BrowserSessionStore sessions;
    private final Passwords passwords;
    private final InstantSource realTime;
    private final boolean limited;

    /// @param limited whether failures make the next try wait
    ProveAgain(
            Database database,
            PersonStore people,
            BrowserSessionStore sessions,
            Passwords passwords,
            InstantSource realTime,
            boolean limited) {
        this.database = database;
        this.people = people;
        this.sessions = sessions;
        this.passwords = passwords;
        this.realTime = realTime;
        this.limited = limited;
    }

    public Result handle(SignedIn person, String password, String ip) {
        Instant now = realTime.instant().truncatedTo(ChronoUnit.MILLIS);
        PersonStore.Proof known = database.readAcrossWorkspaces(tx -> people.proofAcrossWorkspaces(tx, person.person()))
                .orElseThrow();
        String account = known.email().toLowerCase(Locale.ROOT);
        boolean allowed = !limited
                || database.inTransactionAcrossWorkspaces(tx -> people.countTryAcrossWorkspaces(tx, account, ip, now));
        if (!allowed) {
            return Result.TOO_MANY;
        }
        if (password.length() > LONGEST_PASSWORD || !passwords.matches(password, known.passwordHash())) {
            return Result.WRONG;
        }
        database.inTransactionAcrossWorkspaces(tx -> {
            people.forgiveAcrossWorkspaces(tx, account, ip);
            sessions.provedAcrossWorkspaces(tx, person.sessionId(), now);
            return true;
        });
        return Result.PROVED;
    }
}

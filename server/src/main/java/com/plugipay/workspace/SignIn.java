package com.plugipay.workspace;

import com.plugipay.db.Database;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A person proves who they are. An unknown e-mail and a wrong password get the same answer after the same time.
final class SignIn {
    /// What came of it.
    sealed interface Result {
        /// @param token the secret of the new browser session
        record In(String token) implements Result {}

        record Wrong() implements Result {}

        record TooMany() implements Result {}
    }

    private final Database database;
    private final PersonStore people;
    private final Passwords passwords;
    private final BrowserSessions sessions;
    private final InstantSource realTime;
    private final boolean limited;

    /// @param limited whether failures make the next try wait
    SignIn(
            Database database,
            PersonStore people,
            Passwords passwords,
            BrowserSessions sessions,
            InstantSource realTime,
            boolean limited) {
        this.database = database;
        this.people = people;
        this.passwords = passwords;
        this.sessions = sessions;
        this.realTime = realTime;
        this.limited = limited;
    }

    Result handle(String email, String password, BrowserSessions.Browser browser) {
        String account = email.toLowerCase(Locale.ROOT);
        Instant now = realTime.instant().truncatedTo(ChronoUnit.MILLIS);
        boolean allowed = !limited
                || database.inTransactionAcrossWorkspaces(
                        tx -> people.countTryAcrossWorkspaces(tx, account, browser.ip(), now));
        if (!allowed) {
            return new Result.TooMany();
        }
        PersonStore.@Nullable Known known = database.readAcrossWorkspaces(
                tx -> people.byEmailAcrossWorkspaces(tx, email).orElse(null));
        boolean right = passwords.matches(password, known == null ? null : known.passwordHash());
        if (known == null || !right) {
            return new Result.Wrong();
        }
        return database.inTransactionAcrossWorkspaces(tx -> {
            people.forgiveAcrossWorkspaces(tx, account, browser.ip());
            people.signedIn(tx, known.id(), now);
            return new Result.In(sessions.begin(tx, known.id(), browser, now));
        });
    }
}

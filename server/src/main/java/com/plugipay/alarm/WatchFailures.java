package com.plugipay.alarm;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.mail.Outbox;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Members;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raises an alarm where too many attempts of the last hour failed, writes to the owners once, and ends it when that is
/// over.
final class WatchFailures {
    private static final Logger LOG = LoggerFactory.getLogger(WatchFailures.class);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int WORKSPACES_A_LOOK = 500;

    private final Database database;
    private final AlarmStore store;
    private final Members members;
    private final AlarmLetters letters;
    private final Outbox outbox;
    private final WorkspaceTime time;

    WatchFailures(
            Database database,
            AlarmStore store,
            Members members,
            AlarmLetters letters,
            Outbox outbox,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.members = members;
        this.letters = letters;
        this.outbox = outbox;
        this.time = time;
    }

    void lookOnce() {
        // Below this many the share cannot be reached.
        int fewest = Failures.FEWEST * Failures.PERCENT / 100 + 1;
        Instant since = time.everywhere().minus(HOUR);
        Map<Scope, Failures> failing = database
                .readAcrossWorkspaces(tx -> store.failingAcrossWorkspaces(tx, since, fewest, WORKSPACES_A_LOOK))
                .stream()
                .filter(Failures::tooMany)
                .collect(Collectors.toMap(Failures::scope, Function.identity()));
        List<Failures> raised =
                database.readAcrossWorkspaces(tx -> store.raisedAcrossWorkspaces(tx, 2 * WORKSPACES_A_LOOK));
        for (Failures before : raised) {
            Failures now = failing.remove(before.scope());
            change(before.scope(), tx -> {
                if (now == null) {
                    store.end(tx, before.scope(), time.now(before.scope()));
                } else {
                    store.keep(tx, now);
                }
            });
        }
        failing.values().forEach(failures -> change(failures.scope(), tx -> raise(tx, failures)));
    }

    private interface Change {
        void in(Tx tx);
    }

    /// What goes wrong for one workspace leaves the others alone.
    private void change(Scope scope, Change change) {
        try {
            database.inTransaction(scope, tx -> {
                change.in(tx);
                return true;
            });
        } catch (RuntimeException e) {
            LOG.error("the alarm of {} could not be kept", scope.workspace().text(), e);
        }
    }

    private void raise(Tx tx, Failures failures) {
        Scope scope = failures.scope();
        Instant now = time.now(scope);
        if (store.raise(tx, failures, now)) {
            LOG.warn(
                    "{} of {} attempts of {} ({}) failed within an hour: its public limits are halved",
                    failures.failed(),
                    failures.attempts(),
                    scope.workspace().text(),
                    scope.mode().wire());
            members.owners(tx, scope.workspace())
                    .forEach(owner -> outbox.write(tx, scope, letters.to(owner, failures), now));
        }
    }
}

package com.plugipay.alarm;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.mail.Outbox;
import com.plugipay.payment.AttemptId;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.Members;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Raises an alarm where too many attempts of the last hour failed, writes to the owners once, and ends it when that is
/// over.
final class WatchFailures {
    private static final Logger LOG = LoggerFactory.getLogger(WatchFailures.class);
    private static final Duration HOUR = Duration.ofHours(1);
    /// How far the clocks of two nodes may be apart.
    private static final Duration SKEW = Duration.ofMinutes(5);
    /// So long nothing is written again when it ends and comes back.
    private static final Duration QUIET = Duration.ofHours(6);
    private static final int WORKSPACES_A_LOOK = 500;

    private final Database database;
    private final AlarmStore store;
    private final Members members;
    private final AlarmLetters letters;
    private final Outbox outbox;
    private final WorkspaceTime time;
    private final InstantSource realTime;

    WatchFailures(
            Database database,
            AlarmStore store,
            Members members,
            AlarmLetters letters,
            Outbox outbox,
            WorkspaceTime time,
            InstantSource realTime) {
        this.database = database;
        this.store = store;
        this.members = members;
        this.letters = letters;
        this.outbox = outbox;
        this.time = time;
        this.realTime = realTime;
    }

    void lookOnce() {
        // Below this many the share cannot be reached.
        int fewest = Failures.FEWEST * Failures.PERCENT / 100 + 1;
        Instant since = time.everywhere().minus(HOUR);
        String least = AttemptId.leastAt(realTime.instant().minus(HOUR).minus(SKEW));
        List<Failures> counted = database.readAcrossWorkspaces(
                tx -> store.failingAcrossWorkspaces(tx, since, least, fewest, WORKSPACES_A_LOOK));
        // More than one look takes: what is not among them may still be failing.
        boolean all = counted.size() < WORKSPACES_A_LOOK;
        Map<Scope, Failures> failing = counted.stream().collect(Collectors.toMap(Failures::scope, Function.identity()));
        database.readAcrossWorkspaces(tx -> store.raisedAcrossWorkspaces(tx, WORKSPACES_A_LOOK)).stream()
                .filter(before -> all || failing.containsKey(before.scope()))
                .forEach(before -> lookAgain(before.scope(), failing.remove(before.scope())));
        failing.values().stream()
                .filter(Failures::tooMany)
                .forEach(failures -> change(failures.scope(), tx -> raise(tx, failures)));
    }

    /// @param failures null when none failed within the hour
    private void lookAgain(Scope scope, @Nullable Failures failures) {
        change(scope, tx -> {
            if (failures == null || failures.areOver()) {
                store.end(tx, scope, time.now(scope));
            } else {
                store.keep(tx, failures);
            }
        });
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
        if (store.raise(tx, failures, now.minus(QUIET), now)) {
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

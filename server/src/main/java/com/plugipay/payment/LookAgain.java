package com.plugipay.payment;

import com.plugipay.clock.DueWork;
import com.plugipay.clock.Round;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.job.Sweep;
import com.plugipay.job.Turns;
import com.plugipay.provider.Lane;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;

/// The janitor: asks the provider about every attempt that is not certain, when its time has come. A charge that a
/// dead server left behind runs again under the key it had; a voided one is voided there, too; the others are asked
/// about. So nobody is charged twice and no money is missed. Each adapter has a lane of its own: one that hangs holds
/// up no other.
public final class LookAgain implements DueWork, Sweep.Work {
    private static final int BATCH = 100;

    private final Database database;
    private final AttemptStore attempts;
    private final Payables payables;
    private final RunAttempt run;
    private final WorkspaceTime time;
    private final Providers providers;
    private final Turns<Lane> lanes = new Turns<>("attempts", 1, Lane::toString, this::lookAt);

    LookAgain(
            Database database,
            AttemptStore attempts,
            Payables payables,
            RunAttempt run,
            Providers providers,
            WorkspaceTime time) {
        this.providers = providers;
        this.database = database;
        this.payables = payables;
        this.attempts = attempts;
        this.run = run;
        this.time = time;
    }

    @Override
    public void lookOnce() {
        lanes.look(() -> providers.lanes().forEach(lanes::callUp));
    }

    /// The rest is for the next look.
    private boolean lookAt(Lane lane) {
        lookAtAll(
                database.readAcrossWorkspaces(tx -> attempts.dueAcrossWorkspaces(tx, lane, time.everywhere(), BATCH)));
        return false;
    }

    @Override
    public void close() {
        lanes.close();
    }

    @Override
    public String countedAs() {
        return "";
    }

    @Override
    public Asked<Instant> next(Tx tx, Scope scope, Instant after) {
        return attempts.nextDue(tx, scope, after);
    }

    @Override
    public int run(Scope scope, Instant moment, int most) {
        return lookAtAll(database.read(scope, tx -> attempts.due(tx, scope, moment, most)));
    }

    private int lookAtAll(List<Attempt> due) {
        return Round.over(due, attempt -> attempt.id().text(), this::look, this::postpone);
    }

    private void look(Attempt attempt) {
        CrashPoint.reached("before-look");
        switch (attempt.state()) {
            case AttemptState.Created _ -> {
                switch (database.inTransaction(attempt.scope(), tx -> claimAgain(tx, attempt))) {
                    case Claimed.Mine(Attempt mine) -> run.charge(mine, Origin.system(), (tx, after) -> {});
                    case Claimed.Ended _ -> run.cancel(attempt, Origin.system());
                    case Claimed.Gone _ -> {}
                }
            }
            case AttemptState.RequiresAction _, AttemptState.InDoubt _, AttemptState.Voided _ -> ask(claimed(attempt));
            case AttemptState.Succeeded _, AttemptState.Failed _ -> {}
        }
    }

    /// Two who ask about the same would count what is said once as said twice.
    private Attempt claimed(Attempt seen) {
        Watch mine = Watch.claimed(time.now(seen.scope()));
        return database.inTransaction(seen.scope(), tx -> {
            attempts.claim(tx, seen, mine);
            return seen;
        });
    }

    private void ask(Attempt mine) {
        // What is no longer good is voided, or turns out to be paid.
        boolean over = mine.state() instanceof AttemptState.Voided || mine.isLapsed(time.now(mine.scope()));
        if (over) {
            run.cancel(mine, Origin.system());
        } else {
            run.look(mine, Origin.system());
        }
    }

    /// What we had read may be long past: whoever else took it up meanwhile keeps it.
    private Claimed claimAgain(Tx tx, Attempt seen) {
        Instant now = time.now(seen.scope());
        Asked<? extends Payable> payable = payables.lock(tx, seen.scope(), seen.payable());
        Asked<Attempt> stored = attempts.lock(tx, seen.scope(), seen.id());
        boolean takesMoney = payable.single().takesMoney(now);
        Attempt attempt = stored.single();
        if (!(attempt.state() instanceof AttemptState.Created)
                || attempt.watch().isAhead(now)) {
            return new Claimed.Gone();
        }
        // Nothing is charged for what has ended meanwhile; what was charged is found out.
        if (!takesMoney) {
            return new Claimed.Ended();
        }
        Attempt mine = attempt.claimedAgain(now);
        attempts.update(tx, mine);
        return new Claimed.Mine(mine);
    }

    /// What became of a charge that a dead server left behind.
    private sealed interface Claimed {
        record Mine(Attempt attempt) implements Claimed {}

        record Ended() implements Claimed {}

        record Gone() implements Claimed {}
    }

    /// What cannot be recorded is asked about later, like all that is in doubt.
    private void postpone(Attempt attempt) {
        Instant now = time.now(attempt.scope());
        Watch later = Watch.doubtful(attempt.watch().checks(), now);
        database.inTransaction(attempt.scope(), tx -> {
            attempts.postpone(tx, attempt, later, Watch.claimed(now));
            return later;
        });
    }
}

package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.event.Origin;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The janitor: asks the provider about every attempt that is not certain, when its time has come. A charge that a
/// dead server left behind runs again under the key it had; a voided one is voided there, too; the others are asked
/// about. So nobody is charged twice and no money is missed.
public final class LookAgain {
    private static final Logger LOG = LoggerFactory.getLogger(LookAgain.class);
    private static final int BATCH = 100;

    private final Database database;
    private final AttemptStore attempts;
    private final Payables payables;
    private final RunAttempt run;
    private final WorkspaceTime time;

    LookAgain(Database database, AttemptStore attempts, Payables payables, RunAttempt run, WorkspaceTime time) {
        this.database = database;
        this.payables = payables;
        this.attempts = attempts;
        this.run = run;
        this.time = time;
    }

    public void lookOnce() {
        List<Attempt> due =
                database.readAcrossWorkspaces(tx -> attempts.dueAcrossWorkspaces(tx, time.everywhere(), BATCH));
        for (Attempt attempt : due) {
            CrashPoint.reached("before-look");
            try {
                look(attempt);
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", attempt.id().text(), e);
            } catch (RuntimeException e) {
                // One that cannot be looked at does not keep the others waiting.
                LOG.error("{} cannot be looked at", attempt.id().text(), e);
            }
        }
    }

    private void look(Attempt attempt) {
        switch (attempt.state()) {
            case AttemptState.Created _ -> {
                // Nothing is charged for what has ended meanwhile; what was charged is found out.
                if (takesMoney(attempt)) {
                    run.charge(attempt, Origin.system(), (tx, after) -> {});
                } else {
                    run.cancel(attempt, Origin.system());
                }
            }
            case AttemptState.RequiresAction _, AttemptState.InDoubt _ -> run.look(attempt, Origin.system());
            case AttemptState.Voided _ -> run.cancel(attempt, Origin.system());
            case AttemptState.Succeeded _, AttemptState.Failed _ -> {}
        }
    }

    private boolean takesMoney(Attempt attempt) {
        return database.inTransaction(
                attempt.scope(),
                tx -> payables.lock(tx, attempt.scope(), attempt.payable())
                        .single()
                        .takesMoney(time.now(attempt.scope())));
    }
}

package com.plugipay.refund;

import com.plugipay.clock.DueWork;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the providers about refunds that are not certain, each under the key it had.
public final class LookAtRefunds implements DueWork {
    private static final Logger LOG = LoggerFactory.getLogger(LookAtRefunds.class);
    private static final int BATCH = 100;
    /// A slow provider does not hold up the next look: that one goes on with what is due then.
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

    private final Database database;
    private final RefundStore store;
    private final RunRefund run;
    private final WorkspaceTime time;

    LookAtRefunds(Database database, RefundStore store, RunRefund run, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.run = run;
        this.time = time;
    }

    public void lookOnce() {
        List<Refund> due = database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, time.everywhere(), BATCH));
        lookAtAll(due);
    }

    @Override
    public String countedAs() {
        return "";
    }

    @Override
    public Asked<Instant> next(Tx tx, Scope scope, Instant after) {
        return store.nextDue(tx, scope, after);
    }

    @Override
    public int run(Scope scope, Instant moment, int most) {
        return lookAtAll(database.read(scope, tx -> store.due(tx, scope, moment, most)));
    }

    private int lookAtAll(List<Refund> due) {
        long began = System.nanoTime();
        int looked = 0;
        for (Refund refund : due) {
            if (System.nanoTime() - began > MOST_NANOS) {
                break;
            }
            looked++;
            CrashPoint.reached("before-refund-look");
            try {
                run.ask(refund, Origin.system(), (tx, after) -> {});
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", refund.id().text(), e);
            } catch (RuntimeException e) {
                // One that cannot be looked at does not keep the others waiting.
                LOG.error("{} cannot be looked at", refund.id().text(), e);
                postpone(refund);
            }
        }
        return looked;
    }

    /// What cannot be recorded is asked about later, so that it never stands first for ever.
    private void postpone(Refund refund) {
        Instant now = time.now(refund.scope());
        try {
            database.inTransaction(refund.scope(), tx -> {
                // What we had read is long past: others may have learned more, or have it now.
                var stored = store.lock(tx, refund.scope(), refund.id())
                        .filter(one -> one.state() instanceof Refund.State.Pending && !one.isWithAPerson());
                stored.ifPresent(one -> store.saveWatch(tx, one.stillPending(null, now)));
                return stored.isPresent();
            });
        } catch (LostRace e) {
            LOG.debug("{} was settled by somebody else", refund.id().text(), e);
        }
    }
}

package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.event.Origin;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the providers about refunds that are not certain, each under the key it had.
public final class LookAtRefunds {
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
        long began = System.nanoTime();
        for (Refund refund : due) {
            if (System.nanoTime() - began > MOST_NANOS) {
                return;
            }
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
    }

    /// What cannot be recorded is asked about later, so that it never stands first for ever.
    private void postpone(Refund refund) {
        Refund later = refund.stillPending(null, time.now(refund.scope()));
        try {
            database.inTransaction(refund.scope(), tx -> {
                store.saveWatch(tx, later);
                return later;
            });
        } catch (LostRace e) {
            LOG.debug("{} was settled by somebody else", refund.id().text(), e);
        }
    }
}

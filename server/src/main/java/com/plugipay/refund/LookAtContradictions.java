package com.plugipay.refund;

import com.plugipay.clock.DueWork;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
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

/// Asks the providers about refunds that failed here and are on their way all the same, until they have ended. Nothing
/// is sent.
final class LookAtContradictions implements DueWork {
    private static final Logger LOG = LoggerFactory.getLogger(LookAtContradictions.class);
    private static final int BATCH = 100;
    /// A slow provider does not hold up the next look: that one goes on with what is due then.
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

    private final Database database;
    private final ContradictionStore store;
    private final RefundStore refunds;
    private final RunRefund run;
    private final WorkspaceTime time;

    LookAtContradictions(
            Database database, ContradictionStore store, RefundStore refunds, RunRefund run, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.refunds = refunds;
        this.run = run;
        this.time = time;
    }

    void lookOnce() {
        lookAtAll(database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, time.everywhere(), BATCH)));
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

    private int lookAtAll(List<Contradiction> due) {
        long began = System.nanoTime();
        int looked = 0;
        for (Contradiction one : due) {
            if (System.nanoTime() - began > MOST_NANOS) {
                break;
            }
            looked++;
            try {
                lookAt(one);
            } catch (LostRace e) {
                LOG.debug("{} was looked at by somebody else", one.id(), e);
            } catch (RuntimeException e) {
                // One that cannot be looked at does not keep the others waiting: its next look is set already.
                LOG.error("{} cannot be looked at", one.id(), e);
            }
        }
        return looked;
    }

    private void lookAt(Contradiction seen) {
        Scope scope = seen.scope();
        Refund failed = database.inTransaction(scope, tx -> {
            store.claim(tx, seen, seen.askedAgain(time.now(scope)));
            return refunds.find(tx, scope, seen.refund()).orElseThrow();
        });
        run.hear(failed, seen.providerReference(), Origin.system(), (tx, sure) -> {});
    }
}

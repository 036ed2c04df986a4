package com.plugipay.refund;

import com.plugipay.clock.DueWork;
import com.plugipay.clock.Round;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;

/// Asks the providers about refunds that failed here and are on their way all the same, until they have ended. Nothing
/// is sent.
final class LookAtContradictions implements DueWork {
    private static final int BATCH = 100;

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
        // The claim sets the next look before the provider is asked, so nothing is left to postpone.
        return Round.over(due, Contradiction::id, this::lookAt, one -> {});
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

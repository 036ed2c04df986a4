package com.plugipay.refund;

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

/// Asks the providers about refunds that are not certain, each under the key it had. Each adapter has a lane
/// of its own.
public final class LookAtRefunds implements DueWork, Sweep.Work {
    private static final int BATCH = 100;

    private final Database database;
    private final RefundStore store;
    private final RunRefund run;
    private final WorkspaceTime time;
    private final Providers providers;
    private final Turns<Lane> lanes = new Turns<>("refunds", 1, Lane::toString, this::lookAt);

    LookAtRefunds(Database database, RefundStore store, RunRefund run, Providers providers, WorkspaceTime time) {
        this.providers = providers;
        this.database = database;
        this.store = store;
        this.run = run;
        this.time = time;
    }

    @Override
    public void lookOnce() {
        lanes.look(() -> providers.lanes().forEach(lanes::callUp));
    }

    /// The rest is for the next look.
    private boolean lookAt(Lane lane) {
        lookAtAll(database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, lane, time.everywhere(), BATCH)));
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
        return store.nextDue(tx, scope, after);
    }

    @Override
    public int run(Scope scope, Instant moment, int most) {
        return lookAtAll(database.read(scope, tx -> store.due(tx, scope, moment, most)));
    }

    private int lookAtAll(List<Refund> due) {
        return Round.over(due, refund -> refund.id().text(), this::look, this::postpone);
    }

    private void look(Refund refund) {
        CrashPoint.reached("before-refund-look");
        run.ask(refund, Origin.system(), (tx, after) -> {});
    }

    /// What cannot be recorded is asked about later.
    private void postpone(Refund refund) {
        Instant now = time.now(refund.scope());
        database.inTransaction(refund.scope(), tx -> {
            // What we had read is long past: others may have learned more, or have it now.
            var stored = store.lock(tx, refund.scope(), refund.id())
                    .filter(one -> one.state() instanceof Refund.State.Pending && !one.isWithAPerson());
            stored.ifPresent(one -> store.saveWatch(tx, one.stillPending(null, now)));
            return stored.isPresent();
        });
    }
}

package com.plugipay.checkout;

import com.plugipay.clock.DueWork;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Expires the sessions whose deadline has passed. Readers do not wait for it: to them a session is expired at once.
final class LapseSessions implements DueWork {
    private static final Logger LOG = LoggerFactory.getLogger(LapseSessions.class);
    private static final int BATCH = 200;
    private static final int BATCHES_A_LOOK = 50;

    private final Database database;
    private final LapseStore store;
    private final EndCheckoutSession end;
    private final WorkspaceTime time;

    LapseSessions(Database database, LapseStore store, EndCheckoutSession end, WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.end = end;
        this.time = time;
    }

    void lookOnce() {
        for (int i = 0; i < BATCHES_A_LOOK; i++) {
            List<LapseStore.Due> due =
                    database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, time.everywhere(), BATCH));
            int lapsed = 0;
            for (LapseStore.Due one : due) {
                lapsed += lapse(one) ? 1 : 0;
            }
            // Stopping when nothing moved keeps one stubborn session from turning the loop for ever.
            if (due.size() < BATCH || lapsed == 0) {
                return;
            }
        }
    }

    @Override
    public String countedAs() {
        return "expired";
    }

    @Override
    public Asked<Instant> next(Tx tx, Scope scope, Instant after) {
        return store.nextDue(tx, scope, after);
    }

    @Override
    public int run(Scope scope, Instant moment, int most) {
        int lapsed = 0;
        for (LapseStore.Due one : database.read(scope, tx -> store.due(tx, scope, moment, most))) {
            lapsed += lapse(one) ? 1 : 0;
        }
        return lapsed;
    }

    private boolean lapse(LapseStore.Due due) {
        try {
            database.inTransaction(
                    due.scope(),
                    tx -> end.handle(tx, due.scope(), due.id(), EndCheckoutSession.How.LAPSE, Origin.system()));
            return true;
        } catch (Rejected | LostRace e) {
            LOG.debug("{} was ended by somebody else", due.id().text(), e);
            return false;
        }
    }
}

package com.plugipay.testmode;

import com.plugipay.clock.ClockStore;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.error.Rejected;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.AdvanceClock.Moving;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings clocks to where they were promised to go when the server that moved them is gone.
final class FinishAdvances {
    private static final Logger LOG = LoggerFactory.getLogger(FinishAdvances.class);
    private static final int CLOCKS_A_LOOK = 5;

    private final Database database;
    private final ClockStore store;
    private final AdvanceClock advance;
    private final RunClock run;

    FinishAdvances(Database database, ClockStore store, AdvanceClock advance, RunClock run) {
        this.database = database;
        this.store = store;
        this.advance = advance;
        this.run = run;
    }

    void lookOnce() {
        for (Scope scope : database.readAcrossWorkspaces(tx -> store.unfinishedAcrossWorkspaces(tx, CLOCKS_A_LOOK))) {
            try {
                Moving moving = database.inTransaction(scope, tx -> advance.takeUp(tx, scope));
                run.handle(scope, moving, (tx, ran) -> ran);
            } catch (Rejected | LostRace e) {
                LOG.debug("{} is moved by somebody else", scope, e);
            }
        }
    }
}

package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.event.Origin;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.StartAttempt;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes the charges that a dead server left behind to their provider again. Each runs under the key it had, so none
/// is charged twice, and no customer waits for an answer that nobody will give.
final class ResumeCharges {
    private static final Logger LOG = LoggerFactory.getLogger(ResumeCharges.class);
    private static final int BATCH = 100;

    private final Database database;
    private final AttemptStore attempts;
    private final ChargeSession charge;
    private final WorkspaceTime time;

    ResumeCharges(Database database, AttemptStore attempts, ChargeSession charge, WorkspaceTime time) {
        this.database = database;
        this.attempts = attempts;
        this.charge = charge;
        this.time = time;
    }

    void lookOnce() {
        List<Attempt> abandoned = database.readAcrossWorkspaces(
                tx -> attempts.abandonedAcrossWorkspaces(tx, time.everywhere().minus(StartAttempt.CLAIM_LIFE), BATCH));
        for (Attempt attempt : abandoned) {
            try {
                charge.run(attempt, Origin.system(), (tx, after) -> {});
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", attempt.id().text(), e);
            }
        }
    }
}

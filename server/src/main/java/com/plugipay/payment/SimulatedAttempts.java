package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.List;

/// Attempts that money is simulated on: made without calling anybody, in test mode only.
public final class SimulatedAttempts {
    private final AttemptStore attempts;
    private final StartAttempt start;

    SimulatedAttempts(AttemptStore attempts, StartAttempt start) {
        this.attempts = attempts;
        this.start = start;
    }

    /// Oldest first.
    public List<Attempt> of(Tx tx, Payable payable) {
        return attempts.ofPayable(tx, payable.scope(), payable.id()).list();
    }

    /// A new attempt; the live one is left for it. Of an ended session it is over from the start.
    public Attempt start(Tx tx, Payable payable, List<Attempt> soFar, StartAttempt.Wish wish, Instant now) {
        if (payable.scope().mode() != Mode.TEST) {
            throw new IllegalStateException("nothing is simulated in live mode");
        }
        soFar.stream()
                .filter(attempt -> attempt.state().isLive())
                .forEach(live -> attempts.update(tx, live.abandoned(now)));
        Attempt attempt = start.attempt(payable, wish, now);
        Attempt made = payable.takesMoney(now) ? attempt : attempt.voided(now).asNew();
        attempts.insert(tx, made);
        return made;
    }
}

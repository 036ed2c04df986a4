package com.plugipay.payment;

import com.plugipay.db.Tx;
import java.time.Instant;
import java.util.List;

/// Voids what waits for the customer when its session ends. An attempt that is being charged right now is left to
/// Settle, which finds the session ended and captures nothing.
public final class VoidAttempts {
    private final AttemptStore attempts;

    VoidAttempts(AttemptStore attempts) {
        this.attempts = attempts;
    }

    /// To be called under the lock of what the attempts pay for.
    public void handle(Tx tx, List<Attempt> soFar, Instant now) {
        for (Attempt attempt : soFar) {
            if (attempt.state() instanceof AttemptState.RequiresAction) {
                attempts.update(tx, attempt.to(new AttemptState.Voided(), null, now));
            }
        }
    }
}

package com.plugipay.payment;

import com.plugipay.db.Tx;
import java.time.Instant;
import java.util.List;

/// Voids what is live when its session ends; the provider is told right after. An attempt that is being charged at
/// this moment is left to Settle, which finds the session ended and puts the money aside.
public final class VoidAttempts {
    private final AttemptStore attempts;

    VoidAttempts(AttemptStore attempts) {
        this.attempts = attempts;
    }

    /// To be called under the lock of what the attempts pay for.
    public void handle(Tx tx, List<Attempt> soFar, Instant now) {
        for (Attempt attempt : soFar) {
            switch (attempt.state()) {
                case AttemptState.RequiresAction _, AttemptState.InDoubt _ ->
                    attempts.update(tx, attempt.abandoned(now));
                case AttemptState.Created _,
                        AttemptState.Succeeded _,
                        AttemptState.Failed _,
                        AttemptState.Voided _ -> {}
            }
        }
    }
}

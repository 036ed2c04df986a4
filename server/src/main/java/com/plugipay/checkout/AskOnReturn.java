package com.plugipay.checkout;

import com.plugipay.event.Origin;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.RunAttempt;
import com.plugipay.provider.Instrument;
import com.plugipay.scope.Mode;

/// A customer comes back from a provider's page: the provider is asked what became of it, and what they agreed to
/// there is taken while the session takes money. That they came back proves nothing.
final class AskOnReturn {
    private final RunAttempt run;

    AskOnReturn(RunAttempt run) {
        this.run = run;
    }

    /// Whether the session may have changed by it.
    boolean handle(SessionReader.Seen seen, Origin origin) {
        Attempt live = seen.liveAttempt();
        boolean away = live != null
                && live.scope().mode() == Mode.LIVE
                && live.state() instanceof AttemptState.RequiresAction(Instrument.Redirect _)
                && seen.session().takesMoney(seen.now());
        if (live != null && away) {
            run.look(live, origin);
        }
        return away;
    }
}

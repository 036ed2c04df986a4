package com.plugipay.clock;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// Work of a workspace that waits for moments of its clock. A sweep does it as time passes; whoever moves a test clock
/// does it in order.
public interface DueWork {
    /// What an advance counts it as in its answer; empty when it is only done.
    String countedAs();

    /// The first moment after `after` at which something is due; none when nothing waits.
    Asked<Instant> next(Tx tx, Scope scope, Instant after);

    /// Does what is due at `moment`, which the clock has reached, and answers how many of it that were.
    int run(Scope scope, Instant moment, int most);
}

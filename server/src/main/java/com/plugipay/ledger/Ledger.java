package com.plugipay.ledger;

import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// The one door into the ledger. Nothing that was booked ever changes; what was wrong is booked the other way round.
public final class Ledger {
    private final LedgerStore store;
    private final Ids ids;

    Ledger(LedgerStore store, Ids ids) {
        this.store = store;
        this.ids = ids;
    }

    /// Books a fact with the caller's other writes, in one statement that travels with them. A fact that was booked
    /// before refuses the whole transaction with a `DuplicateKeyException`.
    public void post(Tx tx, Scope scope, Booking booking, Instant now) {
        store.insert(tx, scope, TransactionId.next(ids), entryIds(booking), booking, now);
    }

    private String[] entryIds(Booking booking) {
        return booking.lines().stream().map(_ -> ids.next("le")).toArray(String[]::new);
    }
}

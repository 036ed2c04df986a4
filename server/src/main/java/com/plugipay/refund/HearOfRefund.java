package com.plugipay.refund;

import com.plugipay.clock.Round;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.refund.Refund.State;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// A provider has called about a refund. What it sent is not believed: it is asked, under our own key.
public final class HearOfRefund {
    /// What the call was about.
    ///
    /// @param adapter the provider that called
    /// @param key of the refund, unverified
    /// @param reference the provider's own name for it, unverified
    public record Word(
            Scope scope,
            String adapter,
            String key,
            @Nullable String reference) {}

    /// With as many as this the call is never taken as dealt with, and comes again.
    private static final int MOST_UNSURE = 100;

    private final Database database;
    private final RefundStore store;
    private final RunRefund run;

    HearOfRefund(Database database, RefundStore store, RunRefund run) {
        this.database = database;
        this.store = store;
        this.run = run;
    }

    /// False when it is no refund of ours: then nothing was done.
    ///
    /// @param alongside what else to write in the transaction that records it; told whether it is sure now
    public boolean handle(Word word, Origin origin, BiConsumer<Tx, Boolean> alongside) {
        Optional<Refund> found = RefundId.parse(word.key())
                .flatMap(id -> database.read(word.scope(), tx -> store.find(tx, word.scope(), id)))
                .filter(refund ->
                        refund.via() == Refund.Via.PROVIDER && refund.adapter().equals(word.adapter()));
        found.ifPresent(refund -> {
            boolean clear = othersAreClear(word, refund, origin);
            if (refund.state() instanceof State.Succeeded) {
                database.inTransaction(word.scope(), tx -> {
                    alongside.accept(tx, clear);
                    return refund;
                });
            } else {
                run.hear(refund, word.reference(), origin, (tx, sure) -> alongside.accept(tx, sure && clear));
            }
        });
        return found.isPresent();
    }

    /// A call that names the charge may be about any refund of what was made of it: each of ours that is not certain is
    /// asked about. False when that was not possible for one.
    private boolean othersAreClear(Word word, Refund named, Origin origin) {
        String charge = word.reference();
        if (charge == null || !charge.equals(run.charge(named))) {
            return true;
        }
        List<Refund> unsure = database.read(
                word.scope(), tx -> store.unsureOfCharge(tx, word.scope(), word.adapter(), charge, MOST_UNSURE));
        List<Refund> others =
                unsure.stream().filter(other -> !other.id().equals(named.id())).toList();
        var unclear = new AtomicBoolean(unsure.size() >= MOST_UNSURE);
        int asked = Round.over(
                others,
                other -> other.id().text(),
                other -> {
                    if (run.hear(other, null, origin, (tx, sure) -> {}) instanceof RefundOutcome.Unknown) {
                        unclear.set(true);
                    }
                },
                other -> unclear.set(true));
        return asked == others.size() && !unclear.get();
    }
}

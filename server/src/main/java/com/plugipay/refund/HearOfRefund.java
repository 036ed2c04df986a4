package com.plugipay.refund;

import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.PageRequest;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.refund.Refund.State;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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

    private static final Logger LOG = LoggerFactory.getLogger(HearOfRefund.class);
    private static final int MOST_LISTED = 100;
    private static final int MOST_OTHERS = 10;

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

    /// A call that names the payment may be about any of its refunds: each of ours that is not certain is asked about.
    /// False when the provider did not answer for one.
    private boolean othersAreClear(Word word, Refund named, Origin origin) {
        if (word.reference() == null || !word.reference().equals(run.charge(named))) {
            return true;
        }
        List<Refund> others = database.read(word.scope(), tx -> uncertain(tx, named));
        boolean clear = true;
        for (Refund other : others) {
            try {
                clear &= !(run.hear(other, null, origin, (tx, sure) -> {}) instanceof RefundOutcome.Unknown);
            } catch (LostRace e) {
                LOG.debug("{} is asked about by somebody else", other.id().text(), e);
            }
        }
        return clear;
    }

    private List<Refund> uncertain(Tx tx, Refund named) {
        PaymentId payment = named.target().payment();
        UnappliedPaymentId money = named.target().unapplied();
        var filter = new RefundStore.Filter(
                payment == null ? null : payment.text(), money == null ? null : money.text(), null, null);
        return store.list(tx, named.scope(), filter, PageRequest.newest(MOST_LISTED)).stream()
                .filter(one -> !one.id().equals(named.id())
                        && one.via() == Refund.Via.PROVIDER
                        && !(one.state() instanceof State.Succeeded))
                .limit(MOST_OTHERS)
                .toList();
    }
}

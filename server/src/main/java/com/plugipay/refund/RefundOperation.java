package com.plugipay.refund;

import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Writes;
import com.plugipay.http.Writes.Step;
import com.plugipay.refund.Refund.State;
import com.plugipay.refund.Refund.Via;
import com.plugipay.scope.Scope;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One refund as a write that happens once for each key: it is ordered, and through a provider then taken there.
final class RefundOperation implements Writes.RemoteOperation<RefundOperation.Claimed> {
    /// @param uncertain whether a server that died may have sent it
    record Claimed(Refund refund, boolean uncertain) {}

    private final RefundStore store;
    private final RunRefund run;
    private final Scope scope;
    private final Origin origin;
    private final Function<Tx, Refund> ordered;
    private final Function<Refund, Answer> answered;

    /// @param ordered promises the money back in the transaction it is given
    /// @param answered what whoever asked is told
    RefundOperation(
            RefundStore store,
            RunRefund run,
            Scope scope,
            Origin origin,
            Function<Tx, Refund> ordered,
            Function<Refund, Answer> answered) {
        this.store = store;
        this.run = run;
        this.scope = scope;
        this.origin = origin;
        this.ordered = ordered;
        this.answered = answered;
    }

    @Override
    public Step<Claimed> claim(Tx tx) {
        Refund refund = ordered.apply(tx);
        return refund.via() == Via.PROVIDER
                ? new Step.Go<>(new Claimed(refund, false), refund.id().text())
                : new Step.Done<>(answered.apply(refund));
    }

    @Override
    public Step<Claimed> takeOver(Tx tx, @Nullable String made) {
        if (made == null) {
            return claim(tx);
        }
        Refund refund = store.find(tx, scope, new RefundId(made)).orElseThrow();
        return refund.state() instanceof State.Pending && !refund.isWithAPerson()
                ? new Step.Go<>(new Claimed(refund, true), made)
                : new Step.Done<>(answered.apply(refund));
    }

    @Override
    public Answer callAndRecord(Claimed claimed, Writes.Recorder recorder) {
        Answer[] made = new Answer[1];
        BiConsumer<Tx, Refund> kept = (tx, after) -> {
            Answer answer = answered.apply(after);
            recorder.keep(tx, answer);
            made[0] = answer;
        };
        if (claimed.uncertain()) {
            run.ask(claimed.refund(), origin, kept);
        } else {
            run.send(claimed.refund(), origin, kept);
        }
        return Arrays.asList(made).getFirst();
    }
}

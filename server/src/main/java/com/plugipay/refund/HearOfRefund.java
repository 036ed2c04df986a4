package com.plugipay.refund;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.scope.Scope;
import java.util.Optional;
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
            if (refund.state() instanceof Refund.State.Succeeded) {
                database.inTransaction(word.scope(), tx -> {
                    alongside.accept(tx, true);
                    return refund;
                });
            } else {
                run.hear(refund, word.reference(), origin, alongside);
            }
        });
        return found.isPresent();
    }
}

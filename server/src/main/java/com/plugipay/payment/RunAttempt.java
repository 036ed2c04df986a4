package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Takes one claimed attempt to its provider and records what came back. The only caller of PaymentProvider.
/// Takes a Database, not a Tx: it must not hold a transaction while it waits.
public final class RunAttempt {
    private final Database database;
    private final Providers providers;
    private final Settle settle;
    private final WorkspaceTime time;

    RunAttempt(Database database, Providers providers, Settle settle, WorkspaceTime time) {
        this.database = database;
        this.providers = providers;
        this.settle = settle;
        this.time = time;
    }

    /// Charges.
    ///
    /// @param actionPath our own page for this attempt, for a provider that needs one
    /// @param alongside what else to write in the transaction that records the outcome
    public Attempt charge(Attempt claimed, String actionPath, Origin origin, BiConsumer<Tx, Attempt> alongside) {
        return run(claimed, actionPath, origin, alongside, (provider, request) -> provider.charge(request));
    }

    /// Goes on after the customer has acted.
    public Attempt resume(Attempt waiting, String actionPath, ActionResult result, Origin origin) {
        return run(
                waiting,
                actionPath,
                origin,
                (tx, attempt) -> {},
                (provider, request) -> provider.resume(request, result));
    }

    private interface ProviderCall {
        Outcome make(PaymentProvider provider, ChargeRequest request);
    }

    private Attempt run(
            Attempt attempt, String actionPath, Origin origin, BiConsumer<Tx, Attempt> alongside, ProviderCall call) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("a provider is never called inside a transaction");
        }
        var request = new ChargeRequest(
                attempt.id().text(),
                attempt.scope().mode(),
                attempt.channel(),
                attempt.amount(),
                actionPath,
                attempt.testCard());
        Outcome outcome = call.make(providers.named(attempt.adapter()), request);
        Function<Tx, Attempt> record = tx -> {
            Attempt after = settle.handle(tx, attempt, outcome, origin, time.now(attempt.scope()));
            alongside.accept(tx, after);
            return after;
        };
        return database.inTransaction(attempt.scope(), record);
    }
}

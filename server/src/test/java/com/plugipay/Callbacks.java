package com.plugipay;

import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.Settle;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;

/// The sandbox calls back: as the webhooks of real providers will, straight into the one place that decides.
public final class Callbacks {
    private Callbacks() {}

    /// Tells of money that came in, as often and as late as a test likes.
    public static Attempt tell(TestServer server, Shop shop, Book.Taken taken) {
        var scope = new Scope(shop.workspace(), Mode.TEST);
        var told =
                new Outcome.Captured(taken.reference(), taken.key(), taken.mode(), taken.amount(), taken.fee(), null);
        return server.running().part(Database.class).inTransaction(scope, tx -> {
            Attempt attempt =
                    server.running().part(AttemptStore.class).ofPayable(tx, scope, taken.session()).list().stream()
                            .filter(one -> one.id().text().equals(taken.key()))
                            .findFirst()
                            .orElseThrow();
            return server.running()
                    .part(Settle.class)
                    .handle(tx, attempt, Settle.After.LOOK, told, Origin.system(), server.now());
        });
    }
}

package com.plugipay.checkout;

import com.plugipay.checkout.ChargeSession.Claimed;
import com.plugipay.checkout.ChargeSession.Wish;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.RunAttempt;
import com.plugipay.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/// Takes a claimed charge to its end: voids the instrument that the customer leaves first, then calls the provider, and
/// another one when that one certainly made nothing. Holds no transaction while it waits.
final class FinishCharge {
    private static final int MOST_CLAIMS = 3;
    private static final int MOST_PROVIDERS = 3;

    private final Database database;
    private final ChargeSession charge;
    private final RunAttempt run;

    FinishCharge(Database database, ChargeSession charge, RunAttempt run) {
        this.database = database;
        this.charge = charge;
        this.run = run;
    }

    /// The attempt as it stands afterwards: the one that was asked for, or the one that turned out to have paid.
    ///
    /// @param alongside what else to write in the transaction that records the outcome
    Attempt handle(
            Scope scope,
            CheckoutSessionId id,
            Wish wish,
            Claimed claimed,
            Origin origin,
            BiConsumer<Tx, Attempt> alongside) {
        Claimed now = claimed;
        for (int claims = 0; claims < MOST_CLAIMS; claims++) {
            switch (now) {
                case Claimed.Run(Attempt attempt) -> {
                    return charge(scope, id, wish, attempt, origin, alongside);
                }
                case Claimed.Again(Attempt attempt) -> {
                    return keep(attempt, alongside);
                }
                case Claimed.VoidFirst(Attempt live) -> {
                    Attempt left = run.cancel(live, origin);
                    if (left.state() instanceof AttemptState.Succeeded) {
                        return keep(left, alongside);
                    }
                }
                case Claimed.Missing(Claimed.What what) -> {
                    String field = what == Claimed.What.CARD ? "testCard" : "phone";
                    throw Rejected.invalid(field, field + " is required.");
                }
            }
            now = database.inTransaction(scope, tx -> charge.claim(tx, scope, id, wish));
        }
        throw Rejected.later(ErrorCode.CONFLICT, "Another payment of this session is being made.", 2);
    }

    /// The customer holds nothing of an attempt that was not made, so the next provider may be asked.
    private Attempt charge(
            Scope scope,
            CheckoutSessionId id,
            Wish wish,
            Attempt first,
            Origin origin,
            BiConsumer<Tx, Attempt> alongside) {
        Attempt after = run.charge(first, origin, alongside);
        var tried = new ArrayList<String>();
        while (after.wasNotMade() && tried.size() < MOST_PROVIDERS - 1) {
            tried.add(after.adapter());
            Optional<Claimed> next =
                    database.inTransaction(scope, tx -> charge.claimInstead(tx, scope, id, wish, List.copyOf(tried)));
            if (!(next.orElse(null) instanceof Claimed.Run(Attempt another))) {
                return after;
            }
            after = run.charge(another, origin, alongside);
        }
        return after;
    }

    private Attempt keep(Attempt attempt, BiConsumer<Tx, Attempt> alongside) {
        return database.inTransaction(attempt.scope(), tx -> {
            alongside.accept(tx, attempt);
            return attempt;
        });
    }
}

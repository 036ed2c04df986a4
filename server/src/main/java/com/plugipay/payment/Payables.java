package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds and locks what an attempt pays for. Implemented by the features that can be paid.
public interface Payables {
    Asked<? extends Payable> lock(Tx tx, Scope scope, String id);

    /// Whether what an attempt pays for takes money now. Locks nothing.
    boolean takesMoney(Tx tx, Attempt attempt, Instant now);

    /// Something that takes money now.
    ///
    /// @param label what the merchant calls it; null when they said nothing
    record Open(String id, Money amount, @Nullable String label, Instant createdAt) {}

    /// The newest that `money` would pay for: of its currency, and of no more than it is.
    List<Open> open(Tx tx, Scope scope, Money money, Instant now, int most);

    /// Who pays whom, as the provider of this attempt is to show it.
    ChargeRequest.Occasion occasion(Tx tx, Attempt attempt);

    /// Where a page of ours for an attempt lives, for providers that need one.
    String actionPath(Attempt attempt);
}

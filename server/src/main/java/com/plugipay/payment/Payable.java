package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.ledger.Account;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is being paid for, locked by the transaction that holds it. Money is settled on it without knowing what it is.
public interface Payable {
    Scope scope();

    String id();

    Money amount();

    /// Where the books keep what it earns.
    Account revenue();

    Instant expiresAt();

    @Nullable
    String customerId();

    @Nullable
    Map<String, String> metadata();

    boolean takesMoney(Instant now);

    /// Whether a payment has paid for it.
    boolean isPaid();

    /// Saves that `payment` has paid for it, with its events, in the same transaction.
    void complete(Tx tx, Payment payment, Origin origin, Instant now);
}

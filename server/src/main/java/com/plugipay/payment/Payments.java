package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.util.Optional;

/// The feature's front door for readers: other features' pages show a payment through it.
public final class Payments {
    private final PaymentStore store;

    Payments(PaymentStore store) {
        this.store = store;
    }

    public Optional<Payment> ofSession(Tx tx, Scope scope, String sessionId) {
        return store.find(tx, scope, sessionId);
    }
}

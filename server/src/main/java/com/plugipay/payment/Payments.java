package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.http.PageRequest;
import com.plugipay.scope.Scope;
import java.util.List;
import java.util.Optional;

/// The feature's front door: other features show payments through it, and refunds are kept on them.
public final class Payments {
    private final PaymentStore store;

    Payments(PaymentStore store) {
        this.store = store;
    }

    public Optional<Payment> ofSession(Tx tx, Scope scope, String sessionId) {
        return store.find(tx, scope, sessionId);
    }

    public Optional<Payment> find(Tx tx, Scope scope, PaymentId id) {
        return store.find(tx, scope, id.text());
    }

    /// Newest first.
    public List<Payment> list(Tx tx, Scope scope, PaymentFilter filter, PageRequest page) {
        return store.list(tx, scope, filter, page);
    }

    /// By its id, the session that made it, or the provider's reference.
    public Optional<Payment> findCharge(Tx tx, Scope scope, String chargeId) {
        return store.findCharge(tx, scope, chargeId);
    }

    public Optional<Payment> lock(Tx tx, Scope scope, PaymentId id) {
        return store.lock(tx, scope, id.text());
    }

    /// Keeps what is promised back. `before` is the payment as it was locked.
    public void saveReserved(Tx tx, Payment before, Payment after) {
        store.saveReserved(tx, before, after);
    }

    /// @param refundJson the refund that went through, for the event
    public void saveRefunded(Tx tx, Transition<Payment, PaymentEvent> refunded, String refundJson, Origin origin) {
        store.save(tx, refunded, ",\"refund\":" + refundJson, origin);
    }
}

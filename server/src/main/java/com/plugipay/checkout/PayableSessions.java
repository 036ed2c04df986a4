package com.plugipay.checkout;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.money.Money;
import com.plugipay.payment.Payable;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Payment;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets money be settled on checkout sessions.
final class PayableSessions implements Payables {
    private final CheckoutStore store;

    PayableSessions(CheckoutStore store) {
        this.store = store;
    }

    @Override
    public Asked<Payable> lock(Tx tx, Scope scope, String id) {
        return store.lock(tx, scope, new CheckoutSessionId(id)).map(this::payable);
    }

    Payable payable(CheckoutStore.Stored stored) {
        return new LockedSession(stored);
    }

    private final class LockedSession implements Payable {
        private final CheckoutStore.Stored stored;

        LockedSession(CheckoutStore.Stored stored) {
            this.stored = stored;
        }

        private CheckoutSession session() {
            return stored.session();
        }

        @Override
        public Scope scope() {
            return session().scope();
        }

        @Override
        public String id() {
            return session().id().text();
        }

        @Override
        public Money amount() {
            return session().terms().amount();
        }

        @Override
        public @Nullable String customerId() {
            CheckoutSession.Buyer customer = session().terms().customer();
            return customer == null ? null : customer.id();
        }

        @Override
        public @Nullable Map<String, String> metadata() {
            return session().terms().metadata();
        }

        @Override
        public boolean takesMoney(Instant now) {
            return session().takesMoney(now);
        }

        @Override
        public void complete(Tx tx, Payment payment, Origin origin, Instant now) {
            var paidWith = new CheckoutSession.PaidWith(payment.method(), payment.adapter());
            store.save(tx, session().complete(payment.id(), paidWith, now), stored.workspaceName(), origin);
        }
    }
}

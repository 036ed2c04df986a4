package com.plugipay.checkout;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Install;
import com.plugipay.ledger.Account;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.Payable;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Payment;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.scope.Scope;
import com.plugipay.settings.SettingsStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets money be settled on checkout sessions.
final class PayableSessions implements Payables {
    private final CheckoutStore store;
    private final SettingsStore settings;
    private final Install install;

    PayableSessions(CheckoutStore store, SettingsStore settings, Install install) {
        this.store = store;
        this.settings = settings;
        this.install = install;
    }

    @Override
    public Asked<Payable> lock(Tx tx, Scope scope, String id) {
        return store.lock(tx, scope, id).map(this::payable);
    }

    @Override
    public boolean takesMoney(Tx tx, Attempt attempt, Instant now) {
        return store.ask(tx, attempt.scope(), new CheckoutSessionId(attempt.payable()))
                .single()
                .session()
                .takesMoney(now);
    }

    @Override
    public List<Open> open(Tx tx, Scope scope, Money money, Instant now, int most) {
        return store.takingMoney(tx, scope, money, now, most).stream()
                .map(CheckoutStore.Stored::session)
                .map(session ->
                        new Open(session.id().text(), session.terms().amount(), label(session), session.createdAt()))
                .toList();
    }

    private static @Nullable String label(CheckoutSession session) {
        CheckoutSession.Buyer buyer = session.terms().customer();
        Map<String, String> metadata = session.terms().metadata();
        String description = metadata == null ? null : metadata.get("description");
        return description == null && buyer != null ? buyer.name() : description;
    }

    @Override
    public ChargeRequest.Occasion occasion(Tx tx, Attempt attempt) {
        Scope scope = attempt.scope();
        var stored = store.ask(tx, scope, new CheckoutSessionId(attempt.payable()));
        var brand = settings.ask(tx, scope);
        CheckoutSession session = stored.single().session();
        CheckoutSession.Buyer buyer = session.terms().customer();
        String shop = brand.single().brand().name();
        String comeBack = install.url("/c/" + session.id().text() + "/return");
        return buyer == null
                ? new ChargeRequest.Occasion(shop, comeBack, null, null, null)
                : new ChargeRequest.Occasion(shop, comeBack, buyer.name(), buyer.email(), buyer.phone());
    }

    @Override
    public String actionPath(Attempt attempt) {
        return ApprovalPages.path(attempt);
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
        public Account revenue() {
            return Account.REVENUE_CHECKOUT;
        }

        @Override
        public Instant expiresAt() {
            return session().expiresAt();
        }

        @Override
        public boolean isPaid() {
            return session().state() instanceof CheckoutSession.State.Completed;
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
            boolean byHand = payment.adapter().equals("manual");
            String confirmedBy = byHand ? origin.actor().id() : null;
            var completed = session().complete(payment.id(), paidWith, confirmedBy, now);
            store.save(tx, completed, stored.workspaceName(), origin);
        }
    }
}

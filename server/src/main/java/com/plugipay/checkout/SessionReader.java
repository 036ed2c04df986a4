package com.plugipay.checkout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.MoneyAside;
import com.plugipay.payment.MoneyOfSession;
import com.plugipay.payment.Payment;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.SettingsStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads a session with what its pages show beside it, as it is at this moment.
final class SessionReader {
    private static final int MOST_REMEMBERED = 50_000;

    /// A session and its surroundings.
    ///
    /// @param attempts oldest first
    /// @param aside money that came and did not fit, newest first, whatever became of it since
    record Seen(
            CheckoutSession session,
            String workspaceName,
            CheckoutSettings settings,
            List<Attempt> attempts,
            List<MoneyAside> aside,
            Instant now) {
        /// The one that the customer can go on with. One that is no longer good is over for every reader at once.
        @Nullable
        Attempt liveAttempt() {
            return attempts.stream()
                    .filter(attempt -> attempt.isLive(now))
                    .findFirst()
                    .orElse(null);
        }

        @Nullable
        Attempt lastAttempt() {
            return attempts.isEmpty() ? null : attempts.getLast();
        }

        /// What still waits for the shop's decision.
        List<UnappliedPayment> openAside() {
            return aside.stream()
                    .map(MoneyAside::money)
                    .filter(money -> money.state() instanceof UnappliedPayment.State.Open)
                    .toList();
        }

        /// Whether the customer has certainly not been charged: nothing came, nothing is in doubt or asked about
        /// still, and nobody says that they have paid.
        boolean isCertainlyUnpaid() {
            return session.review() == null
                    && aside.isEmpty()
                    && attempts.stream().allMatch(Attempt::isCertainlyUnpaid);
        }

        /// What the attempt asked that paid it, or that the customer says they have paid; null for neither.
        @Nullable
        Money asked() {
            return attempts.stream()
                    .filter(attempt -> attempt.state() instanceof AttemptState.Succeeded)
                    .findFirst()
                    .or(() -> session.state() instanceof CheckoutSession.State.PendingReview
                            ? ClaimPayment.byHand(attempts)
                            : Optional.empty())
                    .map(Attempt::amount)
                    .orElse(null);
        }
    }

    private final Database database;
    private final CheckoutStore store;
    private final SettingsStore settings;
    private final AttemptStore attempts;
    private final Payments payments;
    private final MoneyOfSession unapplied;
    private final WorkspaceTime time;
    /// Whose a session is never changes, so remembering it is safe on every node.
    private final Cache<CheckoutSessionId, Scope> scopes =
            Caffeine.newBuilder().maximumSize(MOST_REMEMBERED).build();

    SessionReader(
            Database database,
            CheckoutStore store,
            SettingsStore settings,
            AttemptStore attempts,
            Payments payments,
            MoneyOfSession unapplied,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.settings = settings;
        this.attempts = attempts;
        this.payments = payments;
        this.unapplied = unapplied;
        this.time = time;
    }

    /// Whose session a public link names.
    Scope scopeOf(CheckoutSessionId id) {
        Scope known = scopes.getIfPresent(id);
        if (known != null) {
            return known;
        }
        Scope found = database.readAcrossWorkspaces(tx -> store.scopeOfAcrossWorkspaces(tx, id))
                .orElseThrow(Rejected::notFound);
        scopes.put(id, found);
        return found;
    }

    /// Whether this node has found out already that there is such a session: asks nobody.
    boolean knows(String id) {
        return CheckoutSessionId.parse(id).map(scopes::getIfPresent).isPresent();
    }

    /// A session that was just made needs no look-up when its link is opened.
    void remember(CheckoutSessionId id, Scope scope) {
        scopes.put(id, scope);
    }

    /// A malformed id is as unknown as an absent one.
    static CheckoutSessionId parse(String id) {
        return CheckoutSessionId.parse(id).orElseThrow(Rejected::notFound);
    }

    Seen see(Scope scope, CheckoutSessionId id) {
        return database.read(scope, tx -> see(tx, scope, id));
    }

    Seen see(Tx tx, Scope scope, CheckoutSessionId id) {
        Asked<CheckoutStore.Stored> stored = store.ask(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        Asked<MoneyAside> aside = unapplied.aside(tx, scope, id.text());
        Asked<CheckoutSettings> chosen = settings.ask(tx, scope);
        CheckoutStore.Stored found = stored.optional().orElseThrow(Rejected::notFound);
        Instant now = time.now(scope);
        return new Seen(
                found.session().asOf(now), found.workspaceName(), chosen.single(), soFar.list(), aside.list(), now);
    }

    @Nullable
    Payment paymentOf(CheckoutSession session) {
        return database.read(
                session.scope(),
                tx -> payments.ofSession(tx, session.scope(), session.id().text())
                        .orElse(null));
    }
}

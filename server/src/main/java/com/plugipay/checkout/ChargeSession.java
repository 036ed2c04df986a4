package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.method.PaymentMethod;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.RunAttempt;
import com.plugipay.payment.StartAttempt;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.provider.sandbox.TestCard;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.SettingsStore;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The customer pays: claims an attempt on the session, then takes it to its provider.
final class ChargeSession {
    /// What the customer sends. The card's number is never part of it, only a test card's name.
    record Wish(String method, @Nullable String testCard) {}

    /// What claiming led to.
    sealed interface Claimed {
        record Run(Attempt attempt) implements Claimed {}

        record Again(Attempt attempt) implements Claimed {}

        /// Nothing was tried: the card form has to ask for the card first.
        record CardMissing() implements Claimed {}
    }

    private final CheckoutStore store;
    private final PayableSessions payables;
    private final SettingsStore settings;
    private final AttemptStore attempts;
    private final OfferedMethods offered;
    private final Providers providers;
    private final StartAttempt start;
    private final RunAttempt run;
    private final WorkspaceTime time;

    ChargeSession(
            CheckoutStore store,
            PayableSessions payables,
            SettingsStore settings,
            AttemptStore attempts,
            OfferedMethods offered,
            Providers providers,
            StartAttempt start,
            RunAttempt run,
            WorkspaceTime time) {
        this.store = store;
        this.payables = payables;
        this.settings = settings;
        this.attempts = attempts;
        this.offered = offered;
        this.providers = providers;
        this.start = start;
        this.run = run;
        this.time = time;
    }

    Claimed claim(Tx tx, Scope scope, CheckoutSessionId id, Wish wish) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        Asked<CheckoutSettings> chosen = settings.ask(tx, scope);
        CheckoutStore.Stored stored = asked.optional().orElseThrow(Rejected::notFound);
        CheckoutSession session = stored.session();
        if (!session.takesMoney(time.now(scope))) {
            throw new Rejected(ErrorCode.CONFLICT, "This session has ended and cannot be paid.");
        }
        PaymentMethod method = offeredMethod(session, chosen.single(), wish.method());
        @Nullable String testCard = testCard(scope.mode(), method, wish.testCard());
        List<Attempt> before = soFar.list();
        if (scope.mode() == Mode.TEST && method.id().equals("card") && testCard == null && !isWaiting(before, method)) {
            return new Claimed.CardMissing();
        }
        PaymentProvider provider = providers
                .forMethod(scope.mode(), method.id())
                .orElseThrow(() -> new IllegalStateException("offered without a provider"));
        StartAttempt.Claim claim = start.handle(
                tx,
                payables.payable(stored),
                before,
                new StartAttempt.Wish(method, provider, testCard),
                time.now(scope));
        return switch (claim) {
            case StartAttempt.Claim.Run(Attempt attempt) -> new Claimed.Run(attempt);
            case StartAttempt.Claim.Again(Attempt attempt) -> new Claimed.Again(attempt);
        };
    }

    Attempt run(Attempt claimed, Origin origin, BiConsumer<Tx, Attempt> alongside) {
        return run.charge(claimed, ThreeDSecurePages.path(claimed), origin, alongside);
    }

    /// The language that a session's customer is to be addressed in, or null for the browser's.
    @Nullable
    String locale(Tx tx, Scope scope, CheckoutSessionId id) {
        return store.ask(tx, scope, id)
                .optional()
                .map(stored -> stored.session().terms().locale())
                .orElse(null);
    }

    private PaymentMethod offeredMethod(CheckoutSession session, CheckoutSettings chosen, String wanted) {
        return offered.of(session, chosen).stream()
                .filter(method -> method.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Rejected.invalid("method", "method is not offered by this session."));
    }

    /// Real numbers never come this far: the answer to one names no digit of it.
    private static @Nullable String testCard(Mode mode, PaymentMethod method, @Nullable String sent) {
        if (sent == null) {
            return null;
        }
        if (mode != Mode.TEST || !method.id().equals("card")) {
            throw cardNotAccepted();
        }
        return TestCard.parse(sent).orElseThrow(ChargeSession::cardNotAccepted).wire();
    }

    private static Rejected cardNotAccepted() {
        return new Rejected(
                ErrorCode.CARD_NOT_ACCEPTED, "Only the published test cards are taken, and only in test mode.");
    }

    private static boolean isWaiting(List<Attempt> attempts, PaymentMethod method) {
        return attempts.stream()
                .anyMatch(
                        attempt -> attempt.state().isLive() && attempt.channel().equals(method.id()));
    }
}

package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.StartAttempt;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.sandbox.TestCard;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.ManualAccounts;
import com.plugipay.settings.SettingsStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customer pays: claims an attempt on the session, then takes it to its provider.
final class ChargeSession {
    /// What the customer sends. The card's number is never part of it, only a test card's name.
    ///
    /// @param phone as `+6281234567890`, for methods that ask for approval there
    record Wish(
            String method,
            @Nullable String testCard,
            @Nullable String phone) {}

    /// What claiming led to.
    sealed interface Claimed {
        record Run(Attempt attempt) implements Claimed {}

        record Again(Attempt attempt) implements Claimed {}

        /// The customer leaves this one for another: it is voided at its provider before anything else.
        record VoidFirst(Attempt live) implements Claimed {}

        /// Nothing was tried: the page has to ask for something first.
        record Missing(What what) implements Claimed {}

        /// What a method cannot do without.
        enum What {
            CARD,
            PHONE
        }
    }

    private final CheckoutStore store;
    private final PayableSessions payables;
    private final SettingsStore settings;
    private final AttemptStore attempts;
    private final OfferedMethods offered;
    private final StartAttempt start;
    private final WorkspaceTime time;

    ChargeSession(
            CheckoutStore store,
            PayableSessions payables,
            SettingsStore settings,
            AttemptStore attempts,
            OfferedMethods offered,
            StartAttempt start,
            WorkspaceTime time) {
        this.store = store;
        this.payables = payables;
        this.settings = settings;
        this.attempts = attempts;
        this.offered = offered;
        this.start = start;
        this.time = time;
    }

    Claimed claim(Tx tx, Scope scope, CheckoutSessionId id, Wish wish) {
        return claimInstead(tx, scope, id, wish, List.of()).orElseThrow();
    }

    /// As [#claim], for a payment that the adapters in `tried` certainly did not make; nothing when no other takes it.
    Optional<Claimed> claimInstead(Tx tx, Scope scope, CheckoutSessionId id, Wish wish, List<String> tried) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        Asked<CheckoutSettings> chosen = settings.ask(tx, scope);
        CheckoutStore.Stored stored = asked.optional().orElseThrow(Rejected::notFound);
        CheckoutSession session = stored.session();
        if (!session.takesCharges(time.now(scope))) {
            throw new Rejected(ErrorCode.CONFLICT, "This session has ended or is in review and cannot be paid.");
        }
        PaymentMethod method = offeredMethod(session, chosen.single(), wish.method());
        var means = new OfferedMethods.Means(
                testCard(scope.mode(), method, wish.testCard()), method.asksForPhone() ? wish.phone() : null);
        List<Attempt> before = soFar.list();
        Instant now = time.now(scope);
        Claimed.@Nullable What missing = missing(scope.mode(), method, means);
        if (missing != null && !isWaiting(before, method, now)) {
            return Optional.of(new Claimed.Missing(missing));
        }
        if (!tried.isEmpty() && before.stream().anyMatch(attempt -> attempt.isLive(now))) {
            // The customer has taken something else meanwhile.
            return Optional.empty();
        }
        Money amount = session.terms().amount();
        StartAttempt.Wish order = tried.isEmpty()
                ? offered.wish(scope.mode(), method, amount, chosen.single(), means)
                : offered.instead(tried, scope.mode(), method, amount, chosen.single(), means);
        if (order == null) {
            return Optional.empty();
        }
        return Optional.of(
                switch (start.handle(tx, payables.payable(stored), before, order, now)) {
                    case StartAttempt.Claim.Run(Attempt attempt) -> new Claimed.Run(attempt);
                    case StartAttempt.Claim.Again(Attempt attempt) -> new Claimed.Again(attempt);
                    case StartAttempt.Claim.VoidFirst(Attempt live) -> new Claimed.VoidFirst(live);
                });
    }

    /// The attempt that a claim had made, or else the one that paid in the meantime; null when there is neither.
    @Nullable
    Attempt taken(Tx tx, Scope scope, CheckoutSessionId id, @Nullable String made) {
        Asked<CheckoutStore.Stored> locked = store.lock(tx, scope, id);
        List<Attempt> soFar = attempts.ofPayable(tx, scope, id.text()).list();
        if (locked.optional().isEmpty()) {
            throw Rejected.notFound();
        }
        return soFar.stream()
                .filter(attempt -> made == null
                        ? attempt.state() instanceof AttemptState.Succeeded
                        : attempt.id().text().equals(made))
                .findFirst()
                .orElse(null);
    }

    /// The merchant's own words to those who pay by hand; to who pays at the till, where that is.
    @Nullable
    String note(Tx tx, Attempt attempt) {
        if (!attempt.adapter().equals("manual")) {
            return null;
        }
        CheckoutSettings chosen = settings.ask(tx, attempt.scope()).single();
        if (attempt.state() instanceof AttemptState.RequiresAction(Instrument.AtTheShop _)) {
            return chosen.business().address();
        }
        ManualAccounts manual = chosen.manual();
        return manual == null ? null : manual.instructions();
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
        return offered.of(session, chosen).methods().stream()
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

    private static Claimed.@Nullable What missing(Mode mode, PaymentMethod method, OfferedMethods.Means means) {
        if (method.asksForPhone() && means.phone() == null) {
            return Claimed.What.PHONE;
        }
        boolean card = mode == Mode.TEST && method.id().equals("card");
        return card && means.testCard() == null ? Claimed.What.CARD : null;
    }

    private static boolean isWaiting(List<Attempt> attempts, PaymentMethod method, Instant now) {
        return attempts.stream()
                .anyMatch(attempt -> attempt.isLive(now) && attempt.channel().equals(method.id()));
    }
}

package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.id.Ids;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Providers;
import com.plugipay.provider.Route;
import com.plugipay.provider.RouteReason;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Claims a try to pay on a locked payable: answers the live one again, or makes a new one and voids the old.
public final class StartAttempt {
    private static final int MOST_IN_TEN_MINUTES = 5;
    private static final int MOST_IN_ALL = 20;
    /// Each try may be put before three providers. It bounds the rows, whatever counts as a try.
    private static final int MOST_ATTEMPTS = 3 * MOST_IN_ALL;

    private static final Duration WINDOW = Duration.ofMinutes(10);

    /// What the customer asks for.
    ///
    /// @param phone where they are asked to approve, as `+6281234567890`
    /// @param held what they get at once when nobody has to be called for it
    /// @param uniqueAmount asks a few rupiah less, an amount that no other open transfer has
    public record Wish(
            PaymentMethod method,
            Route route,
            @Nullable String testCard,
            @Nullable String phone,
            @Nullable Instrument held,
            boolean uniqueAmount) {}

    /// What claiming led to.
    public sealed interface Claim {
        /// Call the provider for this attempt.
        record Run(Attempt attempt) implements Claim {}

        /// Nobody is called: show what the customer holds, again or for the first time.
        record Again(Attempt attempt) implements Claim {}

        /// Void this one at its provider first, then claim again: the customer may still be paying on it.
        record VoidFirst(Attempt live) implements Claim {}
    }

    private final AttemptStore attempts;
    private final ChooseAmount choose;
    private final Ids ids;
    private final FailureAlarm alarm;
    private final boolean limited;

    StartAttempt(AttemptStore attempts, Ids ids, FailureAlarm alarm, boolean limited) {
        this.alarm = alarm;
        this.attempts = attempts;
        this.choose = new ChooseAmount(attempts);
        this.ids = ids;
        this.limited = limited;
    }

    /// Decides between the live attempt and a new one. `soFar` are all attempts of the payable, oldest first, read
    /// under its lock.
    public Claim handle(Tx tx, Payable payable, List<Attempt> soFar, Wish wish, Instant now) {
        if (!payable.takesMoney(now)) {
            throw new Rejected(ErrorCode.CONFLICT, "This can no longer be paid.");
        }
        Attempt live = soFar.stream()
                .filter(attempt -> attempt.state().isLive())
                .findFirst()
                .orElse(null);
        if (live != null) {
            Claim same = sameAgain(tx, live, wish, now);
            if (same != null) {
                return same;
            }
        }
        checkLimits(tx, payable.scope(), soFar, wish, now);
        if (live != null && !live.isOffline()) {
            return new Claim.VoidFirst(live);
        }
        if (live != null) {
            attempts.update(tx, live.voided(now));
        }
        Instrument held = wish.held();
        if (held != null) {
            return new Claim.Again(held(tx, payable, wish, held, now));
        }
        Attempt attempt = attempt(payable, wish, now);
        attempts.insert(tx, attempt);
        return new Claim.Run(attempt);
    }

    private Attempt held(Tx tx, Payable payable, Wish wish, Instrument held, Instant now) {
        ChooseAmount.Chosen amount =
                wish.uniqueAmount() ? choose.handle(tx, payable, now) : new ChooseAmount.Chosen(payable.amount(), 0);
        Attempt waiting = attempt(payable, amount.asked(), wish, now).holding(held);
        attempts.insert(tx, waiting);
        if (amount.code() > 0) {
            attempts.reserve(tx, waiting, amount.code());
        }
        return waiting;
    }

    Attempt attempt(Payable payable, Wish wish, Instant now) {
        return attempt(payable, payable.amount(), wish, now);
    }

    private Attempt attempt(Payable payable, Money amount, Wish wish, Instant now) {
        return new Attempt(
                AttemptId.next(ids),
                payable.scope(),
                payable.id(),
                wish.method().family(),
                wish.method().id(),
                wish.route().adapter(),
                wish.route().reason().text(),
                Providers.runner(payable.scope().mode(), wish.route().adapter()),
                wish.testCard(),
                wish.phone(),
                amount,
                new AttemptState.Created(),
                null,
                wish.route().capability().life().until(now, payable.expiresAt()),
                Watch.claimed(now),
                1,
                now,
                now);
    }

    /// The same method is the same instrument, until it is no longer good: then a new one is made. Another test card
    /// or another phone is another instrument of the same method.
    private @Nullable Claim sameAgain(Tx tx, Attempt live, Wish wish, Instant now) {
        boolean same = live.channel().equals(wish.method().id())
                && (wish.testCard() == null || wish.testCard().equals(live.testCard()))
                && (wish.phone() == null || wish.phone().equals(live.phone()))
                && !live.isLapsed(now);
        return switch (live.state()) {
            case AttemptState.RequiresAction _ -> same ? new Claim.Again(live) : null;
            case AttemptState.Created _ -> {
                // Its provider key is the same, so running it again cannot charge twice.
                if (live.watch().isAhead(now)) {
                    throw Rejected.later(ErrorCode.CONFLICT, "A payment is already being processed.", 2);
                }
                if (!same) {
                    yield null;
                }
                Attempt claimed = live.claimedAgain(now);
                attempts.update(tx, claimed);
                yield new Claim.Run(claimed);
            }
            case AttemptState.InDoubt _ -> same ? new Claim.Again(live) : null;
            case AttemptState.Succeeded _, AttemptState.Failed _, AttemptState.Voided _ -> null;
        };
    }

    /// What the customer has tried, and whom we asked for the last of it.
    ///
    /// @param last the attempt that came last; null for none
    /// @param asked the adapters of the customer's last try, in a row
    private record Tries(List<Attempt> byCustomer, @Nullable Attempt last, Set<String> asked) {
        static Tries of(List<Attempt> soFar) {
            var byCustomer = new ArrayList<Attempt>();
            var asked = new HashSet<String>();
            Attempt last = null;
            for (Attempt attempt : soFar) {
                if (!isGoingOn(last, asked, attempt.adapter(), attempt.routeReason())) {
                    byCustomer.add(attempt);
                    asked.clear();
                }
                asked.add(attempt.adapter());
                last = attempt;
            }
            return new Tries(byCustomer, last, asked);
        }

        boolean goesOnWith(Route route) {
            return isGoingOn(last, asked, route.adapter(), route.reason().text());
        }

        /// What another provider is asked instead of one that did not make it is no new try of the customer's. One that
        /// was asked for this try before is asked for the next one: who rests is left out of every try.
        private static boolean isGoingOn(
                @Nullable Attempt before, Set<String> asked, String adapter, @Nullable String routeReason) {
            return before != null
                    && routeReason != null
                    && before.wasNotMade()
                    && !asked.contains(adapter)
                    && RouteReason.parse(routeReason)
                            .map(RouteReason::insteadOf)
                            .filter(kind -> Providers.adapterOf(kind).equals(before.adapter()))
                            .isPresent();
        }
    }

    private void checkLimits(Tx tx, Scope scope, List<Attempt> soFar, Wish wish, Instant now) {
        // Whether they are halved is asked only of those who have tried that often.
        if (!limited || soFar.size() < MOST_IN_TEN_MINUTES / 2) {
            return;
        }
        Tries tries = Tries.of(soFar);
        boolean goesOn = tries.goesOnWith(wish.route());
        int inAll = tries.byCustomer().size();
        if (soFar.size() >= MOST_ATTEMPTS || (inAll >= MOST_IN_ALL && !goesOn)) {
            // For good: no waiting helps, so none is asked for.
            throw new Rejected(
                    ErrorCode.TOO_MANY_ATTEMPTS, "Too many tries on this payment link. Ask the seller for a new one.");
        }
        if (goesOn) {
            return;
        }
        boolean halved = alarm.isRaised(tx, scope);
        if (halved && inAll >= MOST_IN_ALL / 2) {
            // As long as the alarm lasts, which nobody knows.
            throw Rejected.forNow(
                    ErrorCode.TOO_MANY_ATTEMPTS,
                    "This payment link takes no more tries for now. Ask the seller for a new one, or try later.",
                    WINDOW.toSeconds());
        }
        int mostInTenMinutes = halved ? MOST_IN_TEN_MINUTES / 2 : MOST_IN_TEN_MINUTES;
        Instant since = now.minus(WINDOW);
        List<Attempt> recent = tries.byCustomer().stream()
                .filter(attempt -> attempt.createdAt().isAfter(since))
                .toList();
        if (recent.size() >= mostInTenMinutes) {
            Instant free =
                    recent.get(recent.size() - mostInTenMinutes).createdAt().plus(WINDOW);
            throw Rejected.later(
                    ErrorCode.TOO_MANY_ATTEMPTS,
                    "Too many tries. Wait a few minutes and try again.",
                    Math.max(1, Duration.between(now, free).toSeconds()));
        }
    }
}

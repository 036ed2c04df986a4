package com.plugipay.testmode;

import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.Payable;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Settle;
import com.plugipay.payment.SimulatedAttempts;
import com.plugipay.payment.StartAttempt;
import com.plugipay.provider.Outcome;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Money arrives, or does not, as if a provider had said so. Goes through Settle like every other word.
final class SimulatePayment {
    /// What is to happen.
    enum Simulated {
        SUCCEED,
        DECLINE,
        EXPIRE,
        LATE,
        SHORT,
        OVER,
        DUPLICATE;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// An ended session still gets money that comes late or again.
        boolean needsLife() {
            return this != LATE && this != DUPLICATE;
        }
    }

    private final CheckoutSessions sessions;
    private final Payables payables;
    private final SimulatedAttempts attempts;
    private final Settle settle;
    private final Ids ids;
    private final WorkspaceTime time;

    SimulatePayment(
            CheckoutSessions sessions,
            Payables payables,
            SimulatedAttempts attempts,
            Settle settle,
            Ids ids,
            WorkspaceTime time) {
        this.sessions = sessions;
        this.payables = payables;
        this.attempts = attempts;
        this.settle = settle;
        this.ids = ids;
        this.time = time;
    }

    /// Answers the attempt that it happened to; null for a mere expiry.
    @Nullable
    Attempt handle(
            Tx tx,
            Scope scope,
            String session,
            Simulated what,
            @Nullable String method,
            @Nullable Long amount,
            Origin origin) {
        Payable payable = payables.lock(tx, scope, session).optional().orElseThrow(Rejected::notFound);
        Instant now = time.now(scope);
        if (what.needsLife() && !payable.takesMoney(now)) {
            throw new Rejected(ErrorCode.CONFLICT, "This session has ended.");
        }
        if (what == Simulated.EXPIRE) {
            arriving(what, payable.amount(), amount);
            sessions.expire(tx, scope, session, origin);
            return null;
        }
        Attempt attempt = attempt(tx, payable, what, method, now);
        Money arriving = arriving(what, attempt.amount(), amount);
        return switch (what) {
            case SUCCEED, SHORT, OVER -> captured(tx, attempt, attempt.id().text(), arriving, origin, now);
            case DECLINE ->
                settle.handle(
                        tx,
                        attempt,
                        Settle.After.LOOK,
                        new Outcome.Declined(ErrorCode.PROVIDER_DECLINED, "The provider declined this payment."),
                        origin,
                        now);
            case LATE -> {
                if (payable.takesMoney(now)) {
                    sessions.expire(tx, scope, session, origin);
                }
                yield captured(tx, attempt, ids.next("sim"), arriving, origin, now);
            }
            case DUPLICATE -> {
                if (payable.takesMoney(now)) {
                    captured(tx, attempt, attempt.id().text(), arriving, origin, now);
                }
                yield captured(tx, attempt, ids.next("sim"), arriving, origin, now);
            }
            case EXPIRE -> throw new IllegalStateException("handled above");
        };
    }

    private Attempt captured(Tx tx, Attempt attempt, String reference, Money amount, Origin origin, Instant now) {
        boolean first = reference.equals(attempt.id().text());
        boolean exact = amount.equals(attempt.amount());
        String name = first && exact ? "sandbox_" + reference : "sandbox_" + ids.next("sim");
        var captured =
                new Outcome.Captured(name, attempt.id().text(), attempt.scope().mode(), amount, null, null);
        return settle.handle(tx, attempt, Settle.After.LOOK, captured, origin, now);
    }

    /// The one that money is to arrive on: the live one, one that is made for it, or the last of an ended session.
    private Attempt attempt(Tx tx, Payable payable, Simulated what, @Nullable String method, Instant now) {
        List<Attempt> soFar = attempts.of(tx, payable);
        if (!payable.takesMoney(now) && !soFar.isEmpty()) {
            return soFar.getLast();
        }
        Optional<Attempt> live =
                soFar.stream().filter(attempt -> attempt.isLive(now)).findFirst();
        if (live.isPresent() && sessions.isInReview(tx, payable.scope(), payable.id())) {
            // The claim that is looked at stands on this attempt.
            if (what == Simulated.DECLINE
                    || (method != null && !live.get().channel().equals(method))) {
                throw new Rejected(ErrorCode.CONFLICT, "This session is in review: confirm or reject it.");
            }
            return live.get();
        }
        if (live.isPresent() && (method == null || live.get().channel().equals(method))) {
            return live.get();
        }
        StartAttempt.Wish wish = sessions.wish(tx, payable.scope(), payable.id(), method, payable.amount(), "success")
                .orElseThrow(() -> Rejected.invalid("method", "method is not offered by this session."));
        return attempts.start(tx, payable, soFar, wish, now);
    }

    private static Money arriving(Simulated what, Money price, @Nullable Long amount) {
        return switch (what) {
            case SHORT -> {
                long part = amount == null ? Math.max(1, price.minor() / 2) : amount;
                if (part >= price.minor()) {
                    throw Rejected.invalid("amount", "amount must be below the price of " + price.minor() + ".");
                }
                yield new Money(part, price.currency());
            }
            case OVER -> {
                long more = price.minor() + (price.currency() == Currency.IDR ? 1_000 : 100);
                long all = amount == null ? Math.min(more, Money.MAX_MINOR) : amount;
                if (all <= price.minor()) {
                    throw Rejected.invalid("amount", "amount must be above the price of " + price.minor() + ".");
                }
                yield new Money(all, price.currency());
            }
            case SUCCEED, DECLINE, EXPIRE, LATE, DUPLICATE -> {
                if (amount != null && amount != price.minor()) {
                    throw Rejected.invalid("amount", "amount contradicts the outcome " + what.wire() + ".");
                }
                yield price;
            }
        };
    }
}

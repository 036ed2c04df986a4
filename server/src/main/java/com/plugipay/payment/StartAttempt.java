package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.id.Ids;
import com.plugipay.method.PaymentMethod;
import com.plugipay.provider.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Claims a try to pay on a locked payable: answers the live one again, or makes a new one and voids the old.
public final class StartAttempt {
    private static final int MOST_IN_TEN_MINUTES = 5;
    private static final int MOST_IN_ALL = 20;
    private static final Duration WINDOW = Duration.ofMinutes(10);
    /// After this long without an outcome the server that claimed an attempt is taken for dead.
    public static final Duration CLAIM_LIFE = Duration.ofSeconds(60);

    /// What the customer asks for.
    public record Wish(
            PaymentMethod method,
            PaymentProvider provider,
            @Nullable String testCard) {}

    /// What claiming led to.
    public sealed interface Claim {
        /// Call the provider for this attempt.
        record Run(Attempt attempt) implements Claim {}

        /// The live attempt is the same one: show its instrument again.
        record Again(Attempt attempt) implements Claim {}
    }

    private final AttemptStore attempts;
    private final Ids ids;
    private final boolean limited;

    StartAttempt(AttemptStore attempts, Ids ids, boolean limited) {
        this.attempts = attempts;
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
            Claim same = sameAgain(live, wish, now);
            if (same != null) {
                return same;
            }
        }
        checkLimits(soFar, now);
        if (live != null) {
            attempts.update(tx, live.to(new AttemptState.Voided(), null, now));
        }
        var attempt = new Attempt(
                AttemptId.next(ids),
                payable.scope(),
                payable.id(),
                wish.method().family(),
                wish.method().id(),
                wish.provider().adapter(),
                wish.testCard(),
                payable.amount(),
                new AttemptState.Created(),
                null,
                1,
                now,
                now);
        attempts.insert(tx, attempt);
        return new Claim.Run(attempt);
    }

    /// The same method is the same instrument. Another test card is another instrument of the same method.
    private static @Nullable Claim sameAgain(Attempt live, Wish wish, Instant now) {
        boolean same = live.channel().equals(wish.method().id())
                && (wish.testCard() == null || wish.testCard().equals(live.testCard()));
        return switch (live.state()) {
            case AttemptState.RequiresAction _ -> same ? new Claim.Again(live) : null;
            case AttemptState.Created _ -> {
                // Its provider key is the same, so running it again cannot charge twice.
                if (live.updatedAt().plus(CLAIM_LIFE).isAfter(now)) {
                    throw Rejected.later(ErrorCode.CONFLICT, "A payment is already being processed.", 2);
                }
                yield same ? new Claim.Run(live) : null;
            }
            case AttemptState.InDoubt _ -> same ? new Claim.Again(live) : null;
            case AttemptState.Succeeded _, AttemptState.Failed _, AttemptState.Voided _ -> null;
        };
    }

    private void checkLimits(List<Attempt> soFar, Instant now) {
        if (!limited) {
            return;
        }
        Instant since = now.minus(WINDOW);
        List<Attempt> recent = soFar.stream()
                .filter(attempt -> attempt.createdAt().isAfter(since))
                .toList();
        if (soFar.size() >= MOST_IN_ALL) {
            throw Rejected.later(
                    ErrorCode.TOO_MANY_ATTEMPTS,
                    "Too many tries on this payment link. Ask the seller for a new one.",
                    WINDOW.toSeconds());
        }
        if (recent.size() >= MOST_IN_TEN_MINUTES) {
            Instant free = recent.getFirst().createdAt().plus(WINDOW);
            throw Rejected.later(
                    ErrorCode.TOO_MANY_ATTEMPTS,
                    "Too many tries. Wait a few minutes and try again.",
                    Math.max(1, Duration.between(now, free).toSeconds()));
        }
    }
}

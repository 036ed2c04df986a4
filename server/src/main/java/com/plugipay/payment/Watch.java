package com.plugipay.payment;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// When the provider is asked again about something that is not certain yet, and when a person is.
///
/// @param nextCheckAt null when nobody needs to be asked, or a person has it now
/// @param checks how often it was asked in doubt
/// @param handedOverAt when asking ended and a person got it
public record Watch(
        @Nullable Instant nextCheckAt, int checks, @Nullable Instant handedOverAt) {
    public static final Watch NONE = new Watch(null, 0, null);

    private static final Duration CLAIM_LIFE = Duration.ofSeconds(60);
    private static final List<Duration> IN_DOUBT = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(1));

    /// A call that is being made. Whoever made it is taken for dead after a minute.
    public static Watch claimed(Instant now) {
        return new Watch(now.plus(CLAIM_LIFE), 0, null);
    }

    /// A call about what is in doubt is being made: nobody else makes one, and no person decides meanwhile. When it
    /// brings no news, what a person had goes back to them.
    public Watch claimedAgain(Instant now) {
        return new Watch(now.plus(CLAIM_LIFE), handedOverAt == null ? checks : IN_DOUBT.size(), null);
    }

    /// Whether whoever claimed it may still be at it.
    boolean isAhead(Instant now) {
        return nextCheckAt != null && nextCheckAt.isAfter(now);
    }

    static Watch soon(Instant now) {
        return new Watch(now, 0, null);
    }

    /// After 1 min, 5 min, 30 min, 2 h, then daily for 7 days, then a person.
    public static Watch doubtful(int checksSoFar, Instant now) {
        return checksSoFar < IN_DOUBT.size()
                ? new Watch(now.plus(IN_DOUBT.get(checksSoFar)), checksSoFar + 1, null)
                : new Watch(null, checksSoFar, now);
    }

    /// The next look after one that brought no news. What a person has stays with them.
    public Watch doubtful(Instant now) {
        return handedOverAt == null ? doubtful(checks, now) : this;
    }

    /// When asking about what is in doubt ends at the latest; null when it has ended.
    public @Nullable Instant askedUntil() {
        return nextCheckAt == null
                ? null
                : IN_DOUBT.stream().skip(checks).reduce(nextCheckAt, Instant::plus, (_, last) -> last);
    }

    /// A person gets it, or has it already.
    public Watch handedOver(Instant now) {
        return handedOverAt == null ? new Watch(null, checks, now) : this;
    }

    /// As [#waiting], but what a person has already stays with them.
    Watch waitingOn(Instant since, Instant expiresAt, Instant now) {
        Watch next = waiting(since, expiresAt, now);
        return next.handedOverAt == null || handedOverAt == null ? next : this;
    }

    /// While the customer has an instrument: every minute for ten minutes, every five for an hour, every thirty until
    /// a day after it expired; and at the moment it expires.
    static Watch waiting(Instant since, Instant expiresAt, Instant now) {
        Duration age = Duration.between(since, now);
        if (now.isAfter(expiresAt.plus(Duration.ofDays(1)))) {
            return new Watch(null, 0, now);
        }
        Duration wait = age.compareTo(Duration.ofMinutes(10)) < 0
                ? Duration.ofMinutes(1)
                : age.compareTo(Duration.ofMinutes(70)) < 0 ? Duration.ofMinutes(5) : Duration.ofMinutes(30);
        Instant next = now.plus(wait);
        return new Watch(now.isBefore(expiresAt) && next.isAfter(expiresAt) ? expiresAt : next, 0, null);
    }
}

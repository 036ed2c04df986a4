package com.plugipay.inbound;

import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One callback that a provider sent, however many copies of it.
///
/// @param adapter the provider that it came to, as it is called
/// @param ourKey what it is about, in our words: unverified
/// @param reference the same in the provider's words: unverified
/// @param tries how often the provider was asked because of it
/// @param nextTryAt when it is taken up; null when it is done with
public record ProviderEvent(
        String id,
        Scope scope,
        String adapter,
        @Nullable String ourKey,
        @Nullable String reference,
        int tries,
        @Nullable Instant nextTryAt,
        Instant receivedAt) {
    /// What asking came to.
    enum Outcome {
        /// The provider said how the charge stands, and that is written down.
        ASKED,
        /// The same of a refund.
        REFUND,
        /// The provider has money under a key of ours that nobody here knows.
        ASIDE,
        /// It is about something else that the merchant does at this provider.
        NOT_OURS,
        /// The provider never said anything sure: what we knew still holds.
        UNCLEAR;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// How long whoever took it up may be at it.
    static final Duration CLAIM_LIFE = Duration.ofSeconds(60);

    /// What is unclear is often only too early: our own call had not ended yet. Of a refund that failed here nothing
    /// but
    /// its calls can tell that it went back after all, so they are good for as long as we ask about anything.
    private static final List<Duration> AGAIN = List.of(
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(12),
            Duration.ofDays(1),
            Duration.ofDays(1),
            Duration.ofDays(2),
            Duration.ofDays(3));

    private static final int MOST_TRIES = AGAIN.size() + 3;

    /// Whether it was taken up so often, each time by somebody who never came to an end, that it is left.
    boolean isHopeless() {
        return tries > MOST_TRIES;
    }

    /// When an unclear one is taken up again; null when it has been often enough.
    @Nullable
    Instant again(Instant now) {
        return tries > AGAIN.size() ? null : now.plus(AGAIN.get(Math.max(0, tries - 1)));
    }
}

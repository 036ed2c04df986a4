package com.plugipay.method;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How long what the customer holds stays good.
public sealed interface Life {
    /// As long as the provider says, whatever we ask.
    record Fixed(Duration life) implements Life {}

    /// As long as we say.
    ///
    /// @param least the shortest the provider takes, when it says so
    /// @param most the longest, likewise
    /// @param otherwise what it takes when nothing is said
    record Ours(
            @Nullable Duration least,
            @Nullable Duration most,
            @Nullable Duration otherwise) implements Life {}

    /// As long as the session.
    record Session() implements Life {}

    /// Nobody has said: what the provider answers counts.
    record Undecided() implements Life {}

    /// Until when to ask for: the session's deadline, cut to what the channel allows.
    default Instant until(Instant now, Instant deadline) {
        return switch (this) {
            case Fixed(Duration life) -> earlier(deadline, now.plus(life));
            case Ours(Duration least, Duration most, Duration _) -> {
                Instant end = most == null ? deadline : earlier(deadline, now.plus(most));
                yield least == null || end.isAfter(now.plus(least)) ? end : now.plus(least);
            }
            case Session _, Undecided _ -> deadline;
        };
    }

    /// The longest it can be; null when nothing bounds it.
    default @Nullable Duration longest() {
        return switch (this) {
            case Fixed(Duration life) -> life;
            case Ours(Duration _, Duration most, Duration _) -> most;
            case Session _, Undecided _ -> null;
        };
    }

    private static Instant earlier(Instant one, Instant two) {
        return one.isBefore(two) ? one : two;
    }
}

package com.plugipay;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Looks again until it is so; gives what it saw last when it never is.
public final class Eventually {
    private static final long MOST_NANOS = Duration.ofSeconds(40).toNanos();
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Eventually() {}

    public static <T> T that(Supplier<T> look, Predicate<T> isSo) {
        long began = System.nanoTime();
        T seen = look.get();
        while (!isSo.test(seen) && System.nanoTime() - began < MOST_NANOS) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return seen;
            }
            seen = look.get();
        }
        return seen;
    }
}

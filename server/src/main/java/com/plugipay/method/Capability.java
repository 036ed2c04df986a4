package com.plugipay.method;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What one adapter can do with one channel.
///
/// @param min the smallest amount in the channel's own currency; null when nobody has said
/// @param max the greatest; null when there is none, or nobody has said
/// @param window null when there is none, or nobody has said
public record Capability(
        @Nullable Long min,
        @Nullable Long max,
        Life life,
        Refundable refundable,
        @Nullable RefundWindow window) {
    /// Of what nobody has said anything about.
    static final Capability UNDECIDED = new Capability(null, null, new Life.Undecided(), Refundable.UNDECIDED, null);

    /// Whether an amount in the channel's own currency is within its limits.
    public boolean takes(long minor) {
        return !isTooSmall(minor) && !isTooLarge(minor);
    }

    public boolean isTooSmall(long minor) {
        return min != null && minor < min;
    }

    public boolean isTooLarge(long minor) {
        return max != null && minor > max;
    }

    /// Of each fact the strictest that anybody has said.
    static Capability strictest(Collection<Capability> all) {
        return new Capability(
                known(all, Capability::min).stream()
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                known(all, Capability::max).stream()
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                shortest(all),
                all.stream()
                        .map(Capability::refundable)
                        .min(Comparator.naturalOrder())
                        .orElse(Refundable.UNDECIDED),
                known(all, Capability::window).stream()
                        .map(RefundWindow::fewestDays)
                        .min(Comparator.naturalOrder())
                        .map(RefundWindow::of)
                        .orElse(null));
    }

    private static Life shortest(Collection<Capability> all) {
        List<Life> lives = all.stream()
                .map(Capability::life)
                .filter(life -> !(life instanceof Life.Undecided))
                .toList();
        return lives.stream()
                .filter(life -> life.longest() != null)
                .min(Comparator.comparing(life -> Objects.requireNonNull(life.longest())))
                .orElse(lives.isEmpty() ? new Life.Undecided() : lives.getFirst());
    }

    private static <T> List<T> known(Collection<Capability> all, Function<Capability, @Nullable T> fact) {
        return all.stream().flatMap(one -> Stream.ofNullable(fact.apply(one))).toList();
    }
}

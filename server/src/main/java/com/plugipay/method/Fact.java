package com.plugipay.method;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One thing that somebody has said about what an adapter can do with a channel.
///
/// @param value as written; `undecided` when nobody has said
/// @param source where it was read: a public page, or who has said it; empty for what is undecided
/// @param date the day it was read
/// @param remark for people; empty when there is none
public record Fact(Name name, String value, String source, LocalDate date, String remark) {
    private static final String UNDECIDED = "undecided";
    private static final Pattern AMOUNT = Pattern.compile("0|[1-9][0-9]{0,11}");
    private static final Pattern FIXED = Pattern.compile("fixed (P[0-9DTHMS]+)");
    private static final Pattern OURS =
            Pattern.compile("ours(?: (P[0-9DTHMS]+) to (P[0-9DTHMS]+) else (P[0-9DTHMS]+))?");
    private static final Pattern DAYS = Pattern.compile("([1-9][0-9]{0,3})(?:-([1-9][0-9]{0,3}))?");

    /// What a fact is about.
    public record Name(String kind, String channel, Kind fact) {}

    /// What can be said.
    public enum Kind {
        AMOUNT_MIN,
        AMOUNT_MAX,
        LIFE,
        REFUND,
        REFUND_DAYS;

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @throws IllegalArgumentException saying what is wrong with it
    public Fact {
        if (!value.equals(UNDECIDED) && source.isBlank()) {
            throw new IllegalArgumentException("a value needs a source; without one it is undecided");
        }
        switch (name.fact()) {
            case AMOUNT_MIN, AMOUNT_MAX -> amount(value);
            case LIFE -> life(value);
            case REFUND -> refundable(value);
            case REFUND_DAYS -> window(value);
        }
    }

    public boolean isUndecided() {
        return value.equals(UNDECIDED);
    }

    /// The capability with this said of it.
    Capability addTo(Capability known) {
        return switch (name.fact()) {
            case AMOUNT_MIN ->
                new Capability(amount(value), known.max(), known.life(), known.refundable(), known.window());
            case AMOUNT_MAX ->
                new Capability(known.min(), amount(value), known.life(), known.refundable(), known.window());
            case LIFE -> new Capability(known.min(), known.max(), life(value), known.refundable(), known.window());
            case REFUND -> new Capability(known.min(), known.max(), known.life(), refundable(value), known.window());
            case REFUND_DAYS ->
                new Capability(known.min(), known.max(), known.life(), known.refundable(), window(value));
        };
    }

    private static @Nullable Long amount(String value) {
        if (value.equals(UNDECIDED) || value.equals("none")) {
            return null;
        }
        if (!AMOUNT.matcher(value).matches()) {
            throw new IllegalArgumentException("an amount is digits only, none, or undecided");
        }
        return Long.valueOf(value);
    }

    private static Life life(String value) {
        if (value.equals(UNDECIDED)) {
            return new Life.Undecided();
        }
        if (value.equals("session")) {
            return new Life.Session();
        }
        Matcher fixed = FIXED.matcher(value);
        if (fixed.matches()) {
            return new Life.Fixed(duration(fixed.group(1)));
        }
        Matcher ours = OURS.matcher(value);
        if (ours.matches()) {
            return ours.group(1) == null
                    ? new Life.Ours(null, null, null)
                    : new Life.Ours(duration(ours.group(1)), duration(ours.group(2)), duration(ours.group(3)));
        }
        throw new IllegalArgumentException(
                "a life is fixed PT30M, ours, ours PT20S to P180D else PT24H, session, or undecided");
    }

    private static Duration duration(String text) {
        try {
            return Duration.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(text + " is not a time such as PT30M or P1D", e);
        }
    }

    private static Refundable refundable(String value) {
        for (Refundable one : Refundable.values()) {
            if (one.name().toLowerCase(Locale.ROOT).equals(value)) {
                return one;
            }
        }
        throw new IllegalArgumentException("a refund is none, by_hand, full, yes, partial, several, or undecided");
    }

    private static @Nullable RefundWindow window(String value) {
        if (value.equals(UNDECIDED)) {
            return null;
        }
        Matcher days = DAYS.matcher(value);
        if (!days.matches()) {
            throw new IllegalArgumentException(
                    "refund_days is a number such as 30, a range such as 7-365, or undecided");
        }
        int fewest = Integer.parseInt(days.group(1));
        return new RefundWindow(fewest, days.group(2) == null ? fewest : Integer.parseInt(days.group(2)));
    }
}

package com.plugipay.money;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An amount as a person typed it: whole rupiah, or cents.
///
/// Rupiah may carry the dots people write between thousands and the `Rp` before them, as our own pages write it. Cents
/// never do: what looks like a separator there could mean a hundredfold.
///
/// @param minor 0 when something is wrong
/// @param problem null when nothing is
public record TypedAmount(long minor, @Nullable Problem problem) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");
    private static final Pattern RP = Pattern.compile("(?i:rp)\\.?[ \\u00A0]?(?=[0-9])");
    private static final Pattern GROUPED = Pattern.compile("[0-9]{1,3}(\\.[0-9]{3})+");

    public enum Problem {
        MISSING,
        WRONG,
        LARGE
    }

    public static TypedAmount read(String text, Currency currency) {
        String typed = text.strip();
        if (currency == Currency.IDR && RP.matcher(typed).lookingAt()) {
            typed = RP.matcher(typed).replaceFirst("");
        }
        boolean grouped = currency == Currency.IDR && GROUPED.matcher(typed).matches();
        String digits = (grouped ? typed.replace(".", "") : typed).replaceFirst("^0+(?=[0-9])", "");
        if (typed.isEmpty() || digits.equals("0")) {
            return new TypedAmount(0, Problem.MISSING);
        }
        if (!DIGITS.matcher(digits).matches()) {
            return new TypedAmount(0, Problem.WRONG);
        }
        if (digits.length() > String.valueOf(Money.MAX_MINOR).length()) {
            return new TypedAmount(0, Problem.LARGE);
        }
        return new TypedAmount(Long.parseLong(digits), null);
    }

    /// The same money as a person would type it.
    public static String of(long minor, Currency currency) {
        String digits = String.valueOf(minor);
        return currency == Currency.IDR ? digits.replaceAll("\\B(?=([0-9]{3})+$)", ".") : digits;
    }
}

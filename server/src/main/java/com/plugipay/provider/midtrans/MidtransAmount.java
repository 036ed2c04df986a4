package com.plugipay.provider.midtrans;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Money as Midtrans writes it: a whole number of rupiah going in, text with two zeros coming back.
final class MidtransAmount {
    private static final Pattern TOLD = Pattern.compile("([0-9]{1,12})\\.00");

    private MidtransAmount() {}

    /// As a JSON number. Only rupiah goes there.
    static long sent(Money money) {
        if (money.currency() != Currency.IDR) {
            throw new IllegalArgumentException("only rupiah");
        }
        return money.minor();
    }

    /// Null for everything else, other cents included: nothing is rounded.
    static @Nullable Money told(@Nullable String amount, @Nullable String currency) {
        Matcher matcher = TOLD.matcher(amount == null ? "" : amount);
        return "IDR".equals(currency) && matcher.matches()
                ? new Money(Long.parseLong(matcher.group(1)), Currency.IDR)
                : null;
    }
}

package com.plugipay.provider.paypal;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Money as PayPal writes it: text with two digits for dollars, the only currency of ours that it takes.
final class PaypalAmount {
    private static final Pattern TOLD = Pattern.compile("([0-9]{1,10})\\.([0-9]{2})");

    private PaypalAmount() {}

    static PaypalJson.Amount sent(Money money) {
        if (money.currency() != Currency.USD) {
            throw new IllegalArgumentException("only dollars");
        }
        return new PaypalJson.Amount(money.currency().name(), money.digits());
    }

    /// Null for everything else: nothing is rounded and no currency is taken for another.
    static @Nullable Money told(PaypalJson.@Nullable Amount amount) {
        if (amount == null || amount.value() == null || !"USD".equals(amount.currency())) {
            return null;
        }
        Matcher matcher = TOLD.matcher(amount.value());
        return matcher.matches() ? new Money(Long.parseLong(matcher.group(1) + matcher.group(2)), Currency.USD) : null;
    }
}

package com.plugipay.provider.xendit;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Amounts as Xendit writes them: JSON numbers in the currency's own unit.
final class XenditAmount {
    private XenditAmount() {}

    static BigDecimal toWire(Money money) {
        return BigDecimal.valueOf(money.minor(), money.currency().exponent());
    }

    /// Nothing when it is no amount of ours: another currency, parts of the smallest unit, none at all, too much.
    static Optional<Money> fromWire(@Nullable BigDecimal amount, @Nullable String currency) {
        if (amount == null || amount.signum() <= 0) {
            return Optional.empty();
        }
        return Arrays.stream(Currency.values())
                .filter(one -> one.name().equals(currency))
                .findFirst()
                .flatMap(known -> minor(amount, known.exponent())
                        .filter(minor -> minor <= Money.MAX_MINOR)
                        .map(minor -> new Money(minor, known)));
    }

    private static Optional<Long> minor(BigDecimal amount, int exponent) {
        try {
            return Optional.of(amount.movePointRight(exponent).longValueExact());
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}

package com.plugipay.provider;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.util.List;

/// Whether a method can take an amount, and if not, what is in the way.
public sealed interface Fit {
    record Taken(Route route) implements Fit {}

    /// No adapter of the mode takes the method.
    record Nobody() implements Fit {}

    /// It takes these currencies and not that one.
    record OtherCurrency(List<Currency> taken) implements Fit {}

    /// It takes no less than this.
    record TooSmall(Money least) implements Fit {}

    /// It takes no more than this.
    record TooLarge(Money most) implements Fit {}
}

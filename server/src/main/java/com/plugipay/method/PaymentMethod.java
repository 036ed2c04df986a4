package com.plugipay.method;

import com.plugipay.money.Currency;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// One way to pay.
///
/// @param id as in sessions' `methods` and in settings: `card`, `va_bca`
/// @param family what Payment.method holds for online methods: `va`
/// @param currencies its own first
/// @param testCurrencies taken in test mode besides
public record PaymentMethod(
        String id,
        String label,
        MethodGroup group,
        String family,
        List<Currency> currencies,
        List<Currency> testCurrencies) {
    private static final Set<String> ASK_FOR_PHONE = Set.of("ovo", "jeniuspay");

    public PaymentMethod {
        currencies = List.copyOf(currencies);
        testCurrencies = List.copyOf(testCurrencies);
    }

    /// The one that its limits are written in.
    public Currency currency() {
        return currencies.getFirst();
    }

    public List<Currency> currencies(Mode mode) {
        return mode == Mode.TEST
                ? Stream.concat(currencies.stream(), testCurrencies.stream()).toList()
                : currencies;
    }

    /// Whether the customer approves in an app that is found by their mobile number.
    public boolean asksForPhone() {
        return ASK_FOR_PHONE.contains(id);
    }
}

package com.plugipay.money;

import java.util.Optional;

/// The currencies we take, with our own exponents: rupiah has none here, whatever ISO 4217 or a library says.
public enum Currency {
    IDR(0),
    USD(2);

    private final int exponent;

    Currency(int exponent) {
        this.exponent = exponent;
    }

    /// Digits after the decimal point: 1500 in USD is $15.00.
    public int exponent() {
        return exponent;
    }

    /// Exactly as written on the wire: upper case only.
    public static Optional<Currency> parse(String code) {
        return switch (code) {
            case "IDR" -> Optional.of(IDR);
            case "USD" -> Optional.of(USD);
            default -> Optional.empty();
        };
    }
}

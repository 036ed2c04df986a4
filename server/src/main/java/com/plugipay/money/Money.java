package com.plugipay.money;

/// An amount in the smallest unit of its currency: whole rupiah, or cents.
public record Money(long minor, Currency currency) {
    public static final long MAX_MINOR = 999_999_999_999L;

    public Money {
        if (minor < 0 || minor > MAX_MINOR) {
            throw new IllegalArgumentException("amount out of range");
        }
    }

    public Money minus(Money other) {
        if (other.currency != currency) {
            throw new IllegalArgumentException("amounts of two currencies");
        }
        return new Money(minor - other.minor, currency);
    }

    /// As people write it, the same everywhere: `Rp 150.000`, `$1,500.00`.
    public String display() {
        return display(minor, currency);
    }

    /// As banking apps take it: `150000`, `1500.00`.
    public String digits() {
        return switch (currency) {
            case IDR -> Long.toString(minor);
            case USD -> minor / 100 + "." + twoDigits(minor % 100);
        };
    }

    /// A sum of amounts in the same way: it may be below zero, and greater than any one amount.
    public static String display(long sumMinor, Currency currency) {
        if (sumMinor < 0) {
            return "-" + display(Math.negateExact(sumMinor), currency);
        }
        return switch (currency) {
            case IDR -> "Rp " + grouped(sumMinor, '.');
            case USD -> "$" + grouped(sumMinor / 100, ',') + "." + twoDigits(sumMinor % 100);
        };
    }

    private static String grouped(long whole, char separator) {
        var digits = new StringBuilder(Long.toString(whole));
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            digits.insert(at, separator);
        }
        return digits.toString();
    }

    private static String twoDigits(long cents) {
        return cents < 10 ? "0" + cents : Long.toString(cents);
    }
}

package com.plugipay.provider.sandbox;

import com.plugipay.provider.Card;
import java.util.Locale;
import java.util.Optional;

/// The published test cards. No other number is taken, kept, echoed or logged anywhere.
public enum TestCard {
    SUCCESS("4242424242424242"),
    GENERIC_DECLINE("4000000000000002"),
    INSUFFICIENT_FUNDS("4000000000009995"),
    THREE_D_SECURE("4000002760003184");

    /// The forms take any future expiry and never send it; this one is printed on the test cards.
    private static final int EXP_MONTH = 12;

    private static final int EXP_YEAR = 2030;

    private final String number;

    TestCard(String number) {
        this.number = number;
    }

    /// As in `testCard` on the wire.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Card card() {
        return new Card("visa", number.substring(number.length() - 4), EXP_MONTH, EXP_YEAR);
    }

    /// A card's name, or its published number with or without spaces.
    public static Optional<TestCard> parse(String text) {
        String compact = text.replace(" ", "");
        for (TestCard card : values()) {
            if (card.wire().equals(text) || card.number.equals(compact)) {
                return Optional.of(card);
            }
        }
        return Optional.empty();
    }
}

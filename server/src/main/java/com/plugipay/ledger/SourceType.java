package com.plugipay.ledger;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/// The kind of object that a booking is about.
public enum SourceType {
    CHECKOUT_SESSION("checkout_session"),
    INVOICE("invoice"),
    REFUND("refund"),
    PAYOUT("payout"),
    GIFT_CARD("gift_card"),
    UNAPPLIED_PAYMENT("unapplied_payment"),
    ADJUSTMENT("adjustment");

    static final Set<String> WORDS =
            Arrays.stream(values()).map(SourceType::wire).collect(Collectors.toUnmodifiableSet());

    private final String wire;

    SourceType(String wire) {
        this.wire = wire;
    }

    public String wire() {
        return wire;
    }
}

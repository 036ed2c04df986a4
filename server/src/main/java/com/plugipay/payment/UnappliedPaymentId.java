package com.plugipay.payment;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `upm_…`: money that fits no open session.
public record UnappliedPaymentId(String text) implements Id {
    private static final String PREFIX = "upm";

    public UnappliedPaymentId {
        Ids.check(PREFIX, text);
    }

    static UnappliedPaymentId next(Ids ids) {
        return new UnappliedPaymentId(ids.next(PREFIX));
    }

    public static Optional<UnappliedPaymentId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new UnappliedPaymentId(text)) : Optional.empty();
    }
}

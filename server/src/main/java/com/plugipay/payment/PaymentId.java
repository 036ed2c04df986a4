package com.plugipay.payment;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `pay_…`: money that came in.
public record PaymentId(String text) implements Id {
    private static final String PREFIX = "pay";

    public PaymentId {
        Ids.check(PREFIX, text);
    }

    static PaymentId next(Ids ids) {
        return new PaymentId(ids.next(PREFIX));
    }

    public static Optional<PaymentId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new PaymentId(text)) : Optional.empty();
    }
}

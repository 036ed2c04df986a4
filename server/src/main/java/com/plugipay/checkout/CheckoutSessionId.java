package com.plugipay.checkout;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `cs_…`: one invitation to pay.
record CheckoutSessionId(String text) implements Id {
    private static final String PREFIX = "cs";

    CheckoutSessionId {
        Ids.check(PREFIX, text);
    }

    static CheckoutSessionId next(Ids ids) {
        return new CheckoutSessionId(ids.next(PREFIX));
    }

    static Optional<CheckoutSessionId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new CheckoutSessionId(text)) : Optional.empty();
    }
}

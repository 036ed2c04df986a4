package com.plugipay.refund;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `rfd_…`: money that goes back.
public record RefundId(String text) implements Id {
    private static final String PREFIX = "rfd";

    public RefundId {
        Ids.check(PREFIX, text);
    }

    static RefundId next(Ids ids) {
        return new RefundId(ids.next(PREFIX));
    }

    public static Optional<RefundId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new RefundId(text)) : Optional.empty();
    }
}

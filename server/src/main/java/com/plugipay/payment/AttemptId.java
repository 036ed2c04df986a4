package com.plugipay.payment;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `att_…`: one try to pay.
public record AttemptId(String text) implements Id {
    private static final String PREFIX = "att";

    public AttemptId {
        Ids.check(PREFIX, text);
    }

    static AttemptId next(Ids ids) {
        return new AttemptId(ids.next(PREFIX));
    }

    public static Optional<AttemptId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new AttemptId(text)) : Optional.empty();
    }
}

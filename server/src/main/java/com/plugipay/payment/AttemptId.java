package com.plugipay.payment;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.time.Instant;
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

    /// What was begun at this moment of the machine's clock, or later, has no lesser id.
    public static String leastAt(Instant moment) {
        return Ids.leastAt(PREFIX, moment);
    }

    public static Optional<AttemptId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new AttemptId(text)) : Optional.empty();
    }
}

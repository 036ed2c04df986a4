package com.plugipay.ledger;

import com.plugipay.id.Id;
import com.plugipay.id.Ids;
import java.util.Optional;

/// `tx_…`: one booking with all its entries.
public record TransactionId(String text) implements Id {
    private static final String PREFIX = "tx";

    public TransactionId {
        Ids.check(PREFIX, text);
    }

    static TransactionId next(Ids ids) {
        return new TransactionId(ids.next(PREFIX));
    }

    public static Optional<TransactionId> parse(String text) {
        return Ids.isWellFormed(PREFIX, text) ? Optional.of(new TransactionId(text)) : Optional.empty();
    }
}

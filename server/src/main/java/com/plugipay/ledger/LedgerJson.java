package com.plugipay.ledger;

import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The ledger on the wire.
final class LedgerJson {
    private LedgerJson() {}

    record Entry(
            String id,
            String accountId,
            String txId,
            String code,
            String direction,
            long amount,
            String currency,
            String sourceType,
            String sourceId,
            @Nullable String memo,
            Instant postedAt) {}

    record Balance(String code, long debits, long credits, long balance) {}

    static Entry of(Scope scope, LedgerEntry entry) {
        return new Entry(
                entry.id(),
                scope.workspace().text(),
                entry.txId(),
                entry.code(),
                entry.direction().wire(),
                entry.amount().minor(),
                entry.amount().currency().name(),
                entry.sourceType(),
                entry.sourceId(),
                entry.memo(),
                entry.postedAt());
    }

    static Balance of(LedgerBalance balance) {
        return new Balance(balance.code(), balance.debits(), balance.credits(), balance.balance());
    }
}

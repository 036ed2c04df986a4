package com.plugipay.ledger;

import com.plugipay.money.Money;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One line of a transaction, as it was booked.
record LedgerEntry(
        String id,
        String txId,
        String code,
        Booking.Direction direction,
        Money amount,
        String sourceType,
        String sourceId,
        @Nullable String memo,
        Instant postedAt) {}

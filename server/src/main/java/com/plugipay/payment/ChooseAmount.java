package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import java.time.Duration;
import java.time.Instant;

/// Chooses an amount by which a transfer is recognised: a few rupiah less than the price, and nobody else's at the
/// moment.
final class ChooseAmount {
    static final int MOST_TAKEN_OFF = 999;

    /// Money that comes late for an attempt that ended is not taken for that of another one.
    private static final Duration REST = Duration.ofDays(7);

    private final AttemptStore attempts;

    ChooseAmount(AttemptStore attempts) {
        this.attempts = attempts;
    }

    /// @param code what is taken off; 0 when the price itself is asked
    record Chosen(Money asked, int code) {}

    /// When every amount below is taken, or there is none, the price itself is asked: paying goes on, and a person
    /// tells them apart by the picture of the transfer.
    Chosen handle(Tx tx, Payable payable, Instant now) {
        Money price = payable.amount();
        int most = (int) Math.min(MOST_TAKEN_OFF, price.minor() - 1);
        if (price.currency() != Currency.IDR || most < 1) {
            return new Chosen(price, 0);
        }
        return attempts.freeCode(tx, payable.scope(), price.minor(), most, now.minus(REST))
                .map(code -> new Chosen(price.minus(new Money(code, Currency.IDR)), code))
                .orElseGet(() -> new Chosen(price, 0));
    }
}

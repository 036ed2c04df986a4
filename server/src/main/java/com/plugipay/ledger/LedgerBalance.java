package com.plugipay.ledger;

import com.plugipay.money.Currency;

/// What was booked to one account in one currency: sums, which may be greater than any one amount.
record LedgerBalance(String code, Currency currency, long debits, long credits) {
    long balance() {
        return Math.subtractExact(debits, credits);
    }
}

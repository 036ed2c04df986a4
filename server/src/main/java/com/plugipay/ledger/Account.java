package com.plugipay.ledger;

import java.util.regex.Pattern;

/// What a line of the ledger is booked to. Every code is made here.
public record Account(String code) {
    // First, because the accounts below are checked by it.
    private static final Pattern CODE = Pattern.compile("[a-z_]+(:[a-z_]+)?");

    /// Money that a person holds: in the drawer, or on the merchant's own bank account.
    public static final Account CASH = new Account("cash");

    public static final Account REVENUE_CHECKOUT = new Account("revenue:checkout");

    /// What providers kept for their work.
    public static final Account CHANNEL_FEE = new Account("channel_fee");

    public static final Account REFUND = new Account("refund");

    /// Money that came and fits nothing yet: it is owed to somebody.
    public static final Account UNAPPLIED = new Account("unapplied");

    /// What was asked and knowingly not taken.
    public static final Account ADJUSTMENT = new Account("adjustment");

    private static final String GATEWAY = "gateway:";
    private static final String REVENUE = "revenue:";

    public Account {
        if (code.length() > 64 || !CODE.matcher(code).matches()) {
            throw new IllegalArgumentException("not an account: " + code);
        }
    }

    /// Where the money of an adapter is: with its provider, or in hand. `cash` names what is in hand, too.
    public static Account holding(String adapter) {
        return adapter.equals("manual") || adapter.equals(CASH.code) ? CASH : new Account(GATEWAY + adapter);
    }

    boolean isRevenue() {
        return code.startsWith(REVENUE);
    }
}

package com.plugipay.provider;

import java.util.List;

/// What the customer holds while an attempt waits for them.
public sealed interface Instrument {
    /// A page to go to: a URL, or a path of ours.
    record Redirect(String url) implements Instrument {}

    /// A virtual account to pay into.
    record VirtualAccount(String bank, String number, String holder) implements Instrument {}

    /// The merchant's own accounts; a person looks for the money.
    record BankTransfer(List<BankAccount> accounts) implements Instrument {}

    /// Nothing to hold: it is paid in the shop.
    record AtTheShop() implements Instrument {}

    /// One account of the merchant.
    record BankAccount(String bankName, String accountNumber, String accountHolder) {}

    /// Whether money can still arrive on it after some has come: an account stays, a page was for one charge.
    default boolean staysOpen() {
        return switch (this) {
            case Redirect _ -> false;
            case VirtualAccount _, BankTransfer _, AtTheShop _ -> true;
        };
    }
}

package com.plugipay.provider;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the customer holds while an attempt waits for them.
public sealed interface Instrument {
    /// A page to go to: a URL, or a path of ours.
    record Redirect(String url) implements Instrument {}

    /// A QRIS code made for this charge; the picture is drawn from its payload.
    record Qr(String payload) implements Instrument {}

    /// A virtual account to pay into. Where a bank asks for biller code and bill key instead, `number` is both in a
    /// row.
    record VirtualAccount(
            String bank,
            String number,
            String holder,
            @Nullable String billerCode,
            @Nullable String billKey) implements Instrument {
        public VirtualAccount(String bank, String number, String holder) {
            this(bank, number, holder, null, null);
        }
    }

    /// A code to tell at the cashier of a minimarket.
    record RetailCode(String store, String code) implements Instrument {}

    /// A request that waits in the app on the customer's phone.
    ///
    /// @param phone as `+6281234567890`
    record Push(String phone) implements Instrument {}

    /// The merchant's own accounts; a person looks for the money.
    record BankTransfer(List<BankAccount> accounts) implements Instrument {}

    /// The merchant's own QRIS; a person looks for the money.
    ///
    /// @param payload with the exact amount; null when the merchant's picture could not be read
    /// @param imageUrl the merchant's own picture, a path of ours; null when only the text of the code was given
    record StaticQr(@Nullable String payload, @Nullable String imageUrl) implements Instrument {
        public StaticQr {
            if (payload == null && imageUrl == null) {
                throw new IllegalArgumentException("a code is a text or a picture");
            }
        }
    }

    /// Nothing to hold: it is paid in the shop.
    record AtTheShop() implements Instrument {}

    /// One account of the merchant.
    record BankAccount(String bankName, String accountNumber, String accountHolder) {}

    /// Whether money can still arrive on it after some has come: an account stays, the others were for one charge.
    default boolean staysOpen() {
        return switch (this) {
            case Redirect _, Qr _, RetailCode _, Push _ -> false;
            case VirtualAccount _, BankTransfer _, StaticQr _, AtTheShop _ -> true;
        };
    }
}

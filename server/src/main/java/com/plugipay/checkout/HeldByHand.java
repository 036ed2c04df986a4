package com.plugipay.checkout;

import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.Qris;
import com.plugipay.settings.ManualAccounts;
import org.jspecify.annotations.Nullable;

/// What a customer gets who pays the merchant directly.
final class HeldByHand {
    private HeldByHand() {}

    private static boolean hasCode(ManualAccounts manual) {
        return manual.staticQrPayload() != null || manual.staticQrImage() != null;
    }

    /// @param asked exactly this much
    static Instrument of(String method, Money asked, @Nullable ManualAccounts manual) {
        if (manual == null) {
            return new Instrument.AtTheShop();
        }
        return switch (method) {
            case "bank_transfer" ->
                new Instrument.BankTransfer(manual.accounts().stream()
                        .map(account -> new Instrument.BankAccount(
                                account.bankName(), account.accountNumber(), account.accountHolder()))
                        .toList());
            case "static_qris" ->
                hasCode(manual)
                        ? new Instrument.StaticQr(asking(asked, manual.staticQrPayload()), manual.staticQrImage())
                        : new Instrument.AtTheShop();
            default -> new Instrument.AtTheShop();
        };
    }

    /// The shop's own code with the amount in it; null when the code is not known, only its picture.
    private static @Nullable String asking(Money asked, @Nullable String payload) {
        try {
            return payload == null
                    ? null
                    : Qris.readStatic(payload).asking(asked).payload();
        } catch (NotQris e) {
            throw new IllegalStateException("a code was kept that is none", e);
        }
    }
}

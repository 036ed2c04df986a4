package com.plugipay.checkout;

import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.provider.Instrument;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a customer must do who pays outside of this page, as published widgets read it.
record InstructionsJson(String kind, String attemptId, Instant expiresAt, Instructions instructions) {
    record Instructions(
            String heading,
            @Nullable String note,
            long amount,
            String amountDisplay,
            String currency,
            @Nullable List<Instrument.BankAccount> bankAccounts,
            @Nullable String qrImageUrl,
            @Nullable String paymentCode) {}

    /// @param words finds a text in the customer's language
    /// @param note the merchant's own words
    static InstructionsJson of(
            Attempt attempt, Instrument instrument, @Nullable String note, UnaryOperator<String> words) {
        List<Instrument.BankAccount> accounts = switch (instrument) {
            case Instrument.VirtualAccount(String bank, String number, String holder) ->
                List.of(new Instrument.BankAccount(bank, number, holder));
            case Instrument.BankTransfer(var all) -> all;
            case Instrument.StaticQr _, Instrument.AtTheShop _, Instrument.Redirect _ -> null;
        };
        String heading = switch (instrument) {
            case Instrument.VirtualAccount _ -> "checkout.instructions.va";
            case Instrument.BankTransfer _ -> "checkout.instructions.bank_transfer";
            case Instrument.StaticQr _, Instrument.AtTheShop _, Instrument.Redirect _ ->
                "checkout.instructions.at_the_shop";
        };
        Money amount = attempt.amount();
        return new InstructionsJson(
                "instructions",
                attempt.id().text(),
                attempt.expiresAt(),
                new Instructions(
                        words.apply(heading),
                        note,
                        amount.minor(),
                        amount.display(),
                        amount.currency().name(),
                        accounts,
                        null,
                        null));
    }
}

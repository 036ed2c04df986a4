package com.plugipay.checkout;

import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.PaymentJson;
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
            @Nullable String paymentCode,
            @Nullable List<Steps.Step> steps) {}

    /// @param words finds a text in the customer's language
    /// @param note the merchant's own words
    /// @param absolute makes an address of a path of ours
    static InstructionsJson of(
            Attempt attempt,
            Instrument instrument,
            @Nullable String note,
            UnaryOperator<String> words,
            UnaryOperator<String> absolute) {
        List<Instrument.BankAccount> accounts = switch (instrument) {
            case Instrument.VirtualAccount(var bank, var number, var holder, var _, var _) ->
                List.of(new Instrument.BankAccount(bank, number, holder));
            case Instrument.BankTransfer(var all) -> all;
            case Instrument.Qr _,
                    Instrument.RetailCode _,
                    Instrument.Push _,
                    Instrument.StaticQr _,
                    Instrument.AtTheShop _,
                    Instrument.Redirect _ -> null;
        };
        String picture = switch (instrument) {
            case Instrument.Qr _ -> PaymentJson.picturePath(attempt);
            case Instrument.StaticQr(var payload, var imageUrl) ->
                payload == null ? imageUrl : PaymentJson.picturePath(attempt);
            case Instrument.VirtualAccount _,
                    Instrument.RetailCode _,
                    Instrument.Push _,
                    Instrument.BankTransfer _,
                    Instrument.AtTheShop _,
                    Instrument.Redirect _ -> null;
        };
        Money amount = attempt.amount();
        String label = MethodCatalogue.find(attempt.channel())
                .map(PaymentMethod::label)
                .orElse(attempt.channel());
        List<Steps.Step> steps = Steps.of(attempt.channel(), label, instrument, words);
        return new InstructionsJson(
                "instructions",
                attempt.id().text(),
                attempt.expiresAt(),
                new Instructions(
                        words.apply(heading(instrument)).replace("{0}", label),
                        note == null ? codes(instrument, words) : note,
                        amount.minor(),
                        amount.display(),
                        amount.currency().name(),
                        accounts,
                        picture == null || !picture.startsWith("/") ? picture : absolute.apply(picture),
                        instrument instanceof Instrument.RetailCode(String _, String code) ? code : null,
                        steps.isEmpty() ? null : steps));
    }

    /// What published widgets would not show otherwise: they know accounts and pictures, and show the note.
    private static @Nullable String codes(Instrument instrument, UnaryOperator<String> words) {
        return switch (instrument) {
            case Instrument.RetailCode(var _, var code) -> words.apply("checkout.held.code") + ": " + code;
            case Instrument.VirtualAccount(var _, var _, var _, var biller, var key)
            when biller != null && key != null ->
                words.apply("checkout.held.biller-code") + ": " + biller + " · " + words.apply("checkout.held.bill-key")
                        + ": " + key;
            case Instrument.VirtualAccount _,
                    Instrument.Qr _,
                    Instrument.Push _,
                    Instrument.BankTransfer _,
                    Instrument.StaticQr _,
                    Instrument.AtTheShop _,
                    Instrument.Redirect _ -> null;
        };
    }

    private static String heading(Instrument instrument) {
        return switch (instrument) {
            case Instrument.Qr _, Instrument.StaticQr _ -> "checkout.instructions.qr";
            case Instrument.VirtualAccount _ -> "checkout.instructions.va";
            case Instrument.RetailCode _ -> "checkout.instructions.retail";
            case Instrument.Push _ -> "checkout.instructions.push";
            case Instrument.BankTransfer _ -> "checkout.instructions.bank_transfer";
            case Instrument.AtTheShop _, Instrument.Redirect _ -> "checkout.instructions.at_the_shop";
        };
    }
}

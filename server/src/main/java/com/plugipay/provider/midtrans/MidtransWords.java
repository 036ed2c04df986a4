package com.plugipay.provider.midtrans;

import com.plugipay.error.ErrorCode;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.WebLink;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What Midtrans says about a transaction, in our words.
final class MidtransWords {
    private static final String ACCEPTED = "accept";
    private static final ZoneOffset JAKARTA = ZoneOffset.ofHours(7);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private MidtransWords() {}

    /// Believed only when order and merchant are the ones we asked about.
    static Outcome outcome(Connection connection, ChargeRequest request, MidtransJson.Transaction told) {
        String merchant = told.merchantId();
        if (!request.key().equals(told.orderId())) {
            return new Outcome.Unknown("the answer is about another order");
        }
        if (merchant != null && !merchant.equals(connection.optional("merchantId"))) {
            return new Outcome.Unknown("the answer is about another merchant");
        }
        return switch (String.valueOf(told.transactionStatus())) {
            case "pending" -> waiting(request, told);
            case "settlement", "refund", "partial_refund" -> captured(request, told);
            case "capture" ->
                switch (String.valueOf(told.fraudStatus())) {
                    case ACCEPTED -> captured(request, told);
                    case "deny" -> declined();
                    default -> new Outcome.Unknown("held for a review of fraud");
                };
            case "deny", "failure" -> declined();
            case "cancel", "expire" -> new Outcome.Voided();
            default -> new Outcome.Unknown("a status that is not known: " + told.transactionStatus());
        };
    }

    /// Whether a cancel would still keep the money away.
    static boolean canBeCanceled(MidtransJson.Transaction told) {
        return "pending".equals(told.transactionStatus())
                || ("capture".equals(told.transactionStatus()) && !ACCEPTED.equals(told.fraudStatus()));
    }

    static Outcome declined() {
        return new Outcome.Declined(ErrorCode.PROVIDER_DECLINED, "The payment was declined.");
    }

    private static Outcome captured(ChargeRequest request, MidtransJson.Transaction told) {
        Money amount = MidtransAmount.told(told.grossAmount(), told.currency());
        String reference = told.transactionId();
        return amount == null || reference == null
                ? new Outcome.Unknown("paid, with an amount that is not whole rupiah")
                : new Outcome.Captured(reference, request.key(), request.mode(), amount, null, null);
    }

    /// Some answers about what waits do not repeat what the customer holds: then there is no news.
    private static Outcome waiting(ChargeRequest request, MidtransJson.Transaction told) {
        Money amount = MidtransAmount.told(told.grossAmount(), told.currency());
        if (!request.amount().equals(amount)) {
            return new Outcome.Unknown("it waits for another amount");
        }
        Instrument instrument = instrument(request, told);
        String reference = told.transactionId();
        return instrument == null || reference == null
                ? new Outcome.Unknown("it waits, and what the customer holds is not repeated")
                : new Outcome.ActionNeeded(reference, instrument, earlier(request, told.expiryTime()));
    }

    /// Until when the customer can pay, when that is earlier than what we had asked for.
    private static @Nullable Instant earlier(ChargeRequest request, @Nullable String told) {
        try {
            Instant end = told == null ? null : LocalDateTime.parse(told, TIME).toInstant(JAKARTA);
            return end != null && end.isBefore(request.expiresAt()) ? end : null;
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Instrument instrument(ChargeRequest request, MidtransJson.Transaction told) {
        MidtransChannel channel = MidtransChannel.of(request.method());
        return switch (channel.type()) {
            case "qris" -> present(told.qrString()) ? new Instrument.Qr(String.valueOf(told.qrString())) : null;
            case "gopay", "shopeepay", "dana" -> page(action(told, "deeplink-redirect"));
            case "ovo" -> {
                String phone = request.occasion().phone();
                yield phone == null ? null : new Instrument.Push(phone);
            }
            case "bank_transfer" -> account(request, channel, told);
            case "echannel" -> bill(request, told);
            case "cstore" ->
                present(told.paymentCode())
                        ? new Instrument.RetailCode(store(channel), String.valueOf(told.paymentCode()))
                        : null;
            default -> page(told.redirectUrl());
        };
    }

    private static @Nullable Instrument account(
            ChargeRequest request, MidtransChannel channel, MidtransJson.Transaction told) {
        String bank = String.valueOf(channel.detail());
        List<MidtransJson.VaNumber> numbers = told.vaNumbers();
        String number = bank.equals("permata")
                ? told.permataVaNumber()
                : numbers == null
                        ? null
                        : numbers.stream()
                                .filter(one -> bank.equals(one.bank()))
                                .map(one -> String.valueOf(one.vaNumber()))
                                .findFirst()
                                .orElse(null);
        return digits(number)
                ? new Instrument.VirtualAccount(
                        bankName(bank),
                        String.valueOf(number),
                        request.occasion().shop())
                : null;
    }

    private static @Nullable Instrument bill(ChargeRequest request, MidtransJson.Transaction told) {
        String biller = told.billerCode();
        String key = told.billKey();
        return biller != null && key != null && digits(biller) && digits(key)
                ? new Instrument.VirtualAccount(
                        "Mandiri", biller + key, request.occasion().shop(), biller, key)
                : null;
    }

    private static String bankName(String bank) {
        return switch (bank) {
            case "permata" -> "Permata";
            case "danamon" -> "Danamon";
            case "seabank" -> "SeaBank";
            default -> bank.toUpperCase(Locale.ROOT);
        };
    }

    private static String store(MidtransChannel channel) {
        return "alfamart".equals(channel.detail()) ? "Alfamart" : "Indomaret";
    }

    private static @Nullable Instrument page(@Nullable String url) {
        String usable = WebLink.usable(url);
        return usable == null ? null : new Instrument.Redirect(usable);
    }

    private static @Nullable String action(MidtransJson.Transaction told, String name) {
        List<MidtransJson.Action> actions = told.actions();
        return actions == null
                ? null
                : actions.stream()
                        .filter(action -> name.equals(action.name()))
                        .map(action -> String.valueOf(action.url()))
                        .findFirst()
                        .orElse(null);
    }

    private static boolean present(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static boolean digits(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,32}");
    }
}

package com.plugipay.checkout;

import com.plugipay.money.Money;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.Instrument.BankAccount;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the customer holds until their money has come, as the page shows it: `checkout/held.jte`.
///
/// @param picture of a code to scan, a path of ours
/// @param amount what is asked
/// @param takenOff of the price, so that the transfer is recognised; null for nothing
/// @param amountToCopy digits only
/// @param instructions the merchant's own words, of several lines
/// @param byHand a person looks for the money, so the customer says when it is on its way
/// @param simulated test mode: the page can make the money arrive
public record Held(
        Kind kind,
        List<BankAccount> accounts,
        @Nullable String picture,
        String amount,
        @Nullable String takenOff,
        String amountToCopy,
        @Nullable String instructions,
        boolean byHand,
        boolean simulated) {
    public enum Kind {
        VA,
        BANK_TRANSFER,
        STATIC_QR,
        AT_THE_SHOP;

        /// The prefix of its texts.
        public String key() {
            return "checkout.held." + name().toLowerCase(Locale.ROOT);
        }
    }

    /// Null when there is nothing to show: no live attempt, or one that goes on elsewhere.
    static @Nullable Held of(SessionReader.Seen seen) {
        Attempt live = seen.liveAttempt();
        if (live == null || !(live.state() instanceof AttemptState.RequiresAction(Instrument instrument))) {
            return null;
        }
        return switch (instrument) {
            case Instrument.Redirect _ -> null;
            case Instrument.VirtualAccount(String bank, String number, String holder) ->
                of(seen, live, Kind.VA, List.of(new BankAccount(bank, number, holder)));
            case Instrument.BankTransfer(var accounts) -> of(seen, live, Kind.BANK_TRANSFER, accounts);
            case Instrument.StaticQr(var payload, var image) ->
                of(seen, live, Kind.STATIC_QR, List.of())
                        .showing(
                                payload == null
                                        ? image
                                        : QrApi.path(seen.session().id().text()));
            case Instrument.AtTheShop _ -> of(seen, live, Kind.AT_THE_SHOP, List.of());
        };
    }

    private static Held of(SessionReader.Seen seen, Attempt live, Kind kind, List<BankAccount> accounts) {
        Money price = seen.session().terms().amount();
        boolean byHand = live.adapter().equals("manual");
        var manual = byHand ? seen.settings().manual() : null;
        return new Held(
                kind,
                accounts,
                null,
                live.amount().display(),
                live.amount().equals(price) ? null : price.minus(live.amount()).display(),
                live.amount().digits(),
                manual == null ? null : manual.instructions(),
                byHand,
                !byHand && live.scope().mode() == Mode.TEST);
    }

    private Held showing(@Nullable String url) {
        return new Held(kind, accounts, url, amount, takenOff, amountToCopy, instructions, byHand, simulated);
    }

    /// Whether a picture helps to find the money.
    public boolean wantsProof() {
        return kind == Kind.BANK_TRANSFER || kind == Kind.STATIC_QR;
    }
}

package com.plugipay.checkout;

import com.plugipay.http.TimeText;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the customer holds until their money has come, as the page shows it: `checkout/held.jte`.
///
/// @param method its name for people
/// @param numbers to be copied, in the order in which they are asked for
/// @param phone that was asked, as its owner knows it: `0812••••890`
/// @param until when it stops being good; null when that is the session's own deadline
/// @param amount what is asked
/// @param takenOff of the price, so that the transfer is recognised; null for nothing
/// @param amountToCopy digits only
/// @param payee whom the customer's app names when it has read the shop's own code; null when nobody knows
/// @param instructions the merchant's own words about the transfer, of several lines
/// @param address where the till is; null when the shop does not say, or when there is nothing to do there
/// @param byHand a person looks for the money, so the customer says when it is on its way
/// @param simulated test mode: the page can make the money arrive
public record HeldPage(
        Kind kind,
        String method,
        List<Digits> numbers,
        @Nullable Picture picture,
        @Nullable String phone,
        @Nullable TimeText until,
        List<Steps.Step> steps,
        String amount,
        @Nullable String takenOff,
        String amountToCopy,
        @Nullable String payee,
        @Nullable String instructions,
        @Nullable String address,
        boolean byHand,
        boolean simulated) {
    public enum Kind {
        QR,
        VA,
        BILL,
        RETAIL,
        PUSH,
        BANK_TRANSFER,
        STATIC_QR,
        CASH,
        EDC_CARD;

        /// The prefix of its texts.
        public String key() {
            return "checkout.held." + name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param shown in groups, as people read it
    /// @param holder whose account it is; null where nobody's name belongs to it
    public record Digits(
            String label,
            String shown,
            String copied,
            @Nullable String holder) {}

    /// @param path of the black modules; null when only the merchant's own picture is there
    /// @param side in modules, the quiet zone included
    /// @param url of the same as a file to save
    public record Picture(@Nullable String path, int side, String url) {}

    /// Whether a picture helps to find the money.
    public boolean wantsProof() {
        return kind == Kind.BANK_TRANSFER || kind == Kind.STATIC_QR;
    }

    /// Whether the customer has to know the amount beyond what their app shows.
    public boolean wantsAmount() {
        return switch (kind) {
            case VA, BILL, RETAIL, BANK_TRANSFER, STATIC_QR -> true;
            case QR, PUSH, CASH, EDC_CARD -> false;
        };
    }
}

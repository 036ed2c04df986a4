package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.refund.Refund.State;
import org.jspecify.annotations.Nullable;

/// One refund as the merchant sees it: `refund/rows.jte`.
///
/// @param reason in words; null when none was given
/// @param failure what the provider said when it refused
/// @param destination null when there is none, or not for these eyes
public record RefundPage(
        String id,
        String amount,
        String status,
        boolean byHand,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable String failure,
        @Nullable Destination destination,
        TimeText created) {

    /// The customer's account.
    ///
    /// @param masked enough to tell it from another
    public record Destination(String masked, String bankName, String accountNumber, String accountHolder) {}

    static RefundPage of(
            Refund refund, RefundRequestJson.@Nullable Destination opened, DashboardFrame frame, TimeTexts times) {
        Refund.Reason reason = refund.words().reason();
        String given = refund.words().reference();
        return new RefundPage(
                refund.id().text(),
                refund.amount().display(),
                refund.state().wire(),
                refund.via() == Refund.Via.MANUAL,
                reason == null ? null : frame.t("refund.reason." + reason.wire()),
                given == null ? refund.providerReference() : given,
                refund.state() instanceof State.Failed(String _, String message) ? message : null,
                opened == null ? null : destination(opened),
                times.of(refund.createdAt()));
    }

    private static Destination destination(RefundRequestJson.Destination opened) {
        String number = opened.accountNumber();
        int shown = Math.min(4, number.length() / 2);
        return new Destination(
                opened.bankName() + " •••• " + number.substring(number.length() - shown),
                opened.bankName(),
                number,
                opened.accountHolder());
    }
}

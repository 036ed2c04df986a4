package com.plugipay.refund;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import com.plugipay.refund.Refund.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One refund as the merchant sees it: `refund/rows.jte`.
///
/// @param reason in words; null when none was given
/// @param failure why it did not go back, in words
/// @param doubt null unless a person has to find out what became of it
/// @param destination null when there is none, or not for these eyes
/// @param afterAll what the provider says of it although it failed here, newest first
public record RefundPage(
        String id,
        String amount,
        String status,
        boolean byHand,
        @Nullable String reason,
        @Nullable String reference,
        @Nullable String failure,
        @Nullable Destination destination,
        @Nullable Doubt doubt,
        List<AfterAll> afterAll,
        TimeText created) {

    /// Nobody could tell whether it went back.
    ///
    /// @param handed names this doubt in the forms
    /// @param told what the provider says that it sent back instead; null when it said nothing
    /// @param toldKey names that in the forms
    /// @param held whether it is not sent again, as other money may have gone back in its place
    public record Doubt(
            String handed, TimeText since, @Nullable String told, String toldKey, boolean held, boolean canDecide) {}

    /// The provider says that it went back after all.
    ///
    /// @param id names this in the forms
    /// @param onItsWay whether the provider had not finished it
    /// @param answer what it came to, in words; null while it waits
    /// @param choice what can be answered
    public record AfterAll(
            String id,
            String told,
            String reference,
            TimeText at,
            boolean onItsWay,
            @Nullable String answer,
            String choice,
            boolean canDecide) {}

    /// The customer's account.
    ///
    /// @param masked enough to tell it from another
    public record Destination(String masked, String bankName, String accountNumber, String accountHolder) {}

    /// Names the doubt that a person has to settle; empty when there is none.
    static String handedKey(Refund refund) {
        Instant at = refund.watch().handedOverAt();
        return at == null ? "" : String.valueOf(at.toEpochMilli());
    }

    /// Names what the provider says that it sent back; empty when it said nothing.
    static String toldKey(@Nullable Money told) {
        return told == null ? "" : told.minor() + " " + told.currency().name();
    }

    /// @param afterAll what the providers say of this and its neighbours
    /// @param may whether this person decides on refunds and sees whose account they went to
    static RefundPage of(
            Refund refund,
            RefundRequestJson.@Nullable Destination opened,
            AfterAllView afterAll,
            boolean may,
            DashboardFrame frame,
            TimeTexts times) {
        Instant handedOver = refund.watch().handedOverAt();
        Money told = refund.told();
        Refund.Reason reason = refund.words().reason();
        String given = refund.words().reference();
        return new RefundPage(
                refund.id().text(),
                refund.amount().display(),
                refund.state().wire(),
                refund.via() == Refund.Via.MANUAL,
                reason == null ? null : frame.t("refund.reason." + reason.wire()),
                given == null ? refund.providerReference() : given,
                refund.state() instanceof State.Failed(String code, String message)
                        ? failure(code, message, frame)
                        : null,
                opened == null ? null : destination(opened),
                handedOver == null || !refund.isWithAPerson()
                        ? null
                        : new Doubt(
                                handedKey(refund),
                                times.of(handedOver),
                                told == null ? null : told.display(),
                                toldKey(told),
                                afterAll.isOpen(),
                                may),
                afterAll.of(refund, may, frame, times),
                times.of(refund.createdAt()));
    }

    private static String failure(String code, String message, DashboardFrame frame) {
        return code.equals(DecideRefund.NOT_SENT)
                ? frame.t("refund.failure.not-sent")
                : frame.t("refund.failure", message);
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

package com.plugipay.receipt;

import com.plugipay.checkout.Bill;
import com.plugipay.checkout.Brand;
import com.plugipay.checkout.HostedPage.Line;
import com.plugipay.checkout.StrayView;
import com.plugipay.checkout.TakenOff;
import com.plugipay.http.PageFrame;
import com.plugipay.http.TimeText;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Money;
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.Payment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a receipt says, on the page and in the mail: `receipt/receipt.jte`, `receipt/mail.jte`.
///
/// @param pending the merchant has yet to confirm that the money came
/// @param email masked: the page is public
/// @param reference of the payment; of the session while there is none
/// @param refunded what went back so far; null for nothing
/// @param stray other money that came and did not fit, with what became of it
public record ReceiptPage(
        PageFrame frame,
        String sessionId,
        boolean test,
        boolean pending,
        Brand brand,
        Bill.Business business,
        String amount,
        @Nullable TakenOff takenOff,
        List<Line> lines,
        @Nullable String name,
        @Nullable String email,
        String method,
        String reference,
        TimeText at,
        @Nullable String refunded,
        List<String> stray) {

    /// @param payment null while a claim is looked at
    static ReceiptPage of(PageFrame frame, Bill bill, @Nullable Payment payment) {
        var times = new TimeTexts(frame, bill.zone(), bill.now());
        Bill.Claim claim = bill.claim();
        Bill.Customer customer = bill.customer();
        String method = payment != null
                ? MethodNames.paidWith(frame, payment)
                : claim == null ? "" : MethodNames.of(frame, claim.method());
        return new ReceiptPage(
                frame,
                bill.sessionId(),
                bill.test(),
                payment == null,
                bill.brand(),
                bill.business(),
                bill.amount().display(),
                bill.takenOff(),
                bill.lines(),
                customer == null ? null : customer.name(),
                customer == null ? null : masked(customer.email()),
                method,
                payment == null ? bill.sessionId() : payment.id().text(),
                times.of(payment != null ? payment.capturedAt() : claim == null ? bill.now() : claim.at()),
                payment == null || payment.amountRefunded() == 0
                        ? null
                        : Money.display(
                                payment.amountRefunded(), payment.amount().currency()),
                StrayView.told(bill, frame));
    }

    /// `s•••@contoh.id`: enough for its owner to know it.
    static @Nullable String masked(@Nullable String email) {
        if (email == null || email.isEmpty()) {
            return null;
        }
        int at = email.lastIndexOf('@');
        return at < 1 ? "•••" : email.substring(0, email.offsetByCodePoints(0, 1)) + "•••" + email.substring(at);
    }

    /// `receipt.<key>`, or its twin for what is not confirmed yet.
    public String t(String key) {
        return frame.t("receipt." + (pending ? "pending." : "") + key);
    }

    public boolean longAmount() {
        return amount.length() > 13;
    }

    /// Back to the page it was paid on.
    public String back() {
        return "/c/" + sessionId + "?lang=" + frame.lang();
    }

    /// The same as a file to keep.
    public String file() {
        return "/c/" + sessionId + "/receipt/download?lang=" + frame.lang();
    }
}

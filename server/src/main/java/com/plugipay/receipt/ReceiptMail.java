package com.plugipay.receipt;

import com.plugipay.checkout.Bill;
import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.checkout.HostedPage.Line;
import com.plugipay.checkout.TakenOff;
import com.plugipay.db.Tx;
import com.plugipay.http.Install;
import com.plugipay.http.Language;
import com.plugipay.http.PageFrame;
import com.plugipay.http.Pages;
import com.plugipay.mail.Letter;
import com.plugipay.mail.Outbox;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentTaken;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Mails customers what they have paid, in the transaction that took their money.
final class ReceiptMail implements PaymentTaken {
    private static final String KIND = "receipt";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiptMail.class);

    private final CheckoutSessions sessions;
    private final Pages pages;
    private final Install install;
    private final Outbox outbox;

    ReceiptMail(CheckoutSessions sessions, Pages pages, Install install, Outbox outbox) {
        this.sessions = sessions;
        this.pages = pages;
        this.install = install;
        this.outbox = outbox;
    }

    @Override
    public void taken(Tx tx, Payment payment, Instant now) {
        if (payment.customerId() == null) {
            return;
        }
        Bill bill = sessions.bill(tx, payment.scope(), payment.checkoutSessionId());
        Bill.Customer customer = bill.customer();
        String email = customer == null ? null : customer.email();
        Letter letter = email == null ? null : letterOrNull(bill, payment, email);
        if (letter != null) {
            outbox.write(tx, payment.scope(), letter, now);
        }
    }

    /// A letter that cannot be drawn up never undoes the payment that it tells of.
    private @Nullable Letter letterOrNull(Bill bill, Payment payment, String email) {
        try {
            return letter(bill, payment, email);
        } catch (RuntimeException e) {
            LOG.error("{}: its letter cannot be drawn up", payment.id().text(), e);
            return null;
        }
    }

    private Letter letter(Bill bill, Payment payment, String email) {
        PageFrame frame = pages.frame("en".equals(bill.locale()) ? Language.EN : Language.ID, null);
        ReceiptPage receipt = ReceiptPage.of(frame, bill, payment);
        String link = install.url("/c/" + bill.sessionId() + "/receipt?lang=" + frame.lang());
        String subject = frame.t(
                "receipt.mail.subject", receipt.amount(), receipt.brand().name());
        return new Letter(
                KIND,
                payment.id().text(),
                email,
                subject,
                text(receipt, link),
                pages.letter("receipt/mail.jte", new ReceiptLetter(receipt, link)));
    }

    private static String text(ReceiptPage receipt, String link) {
        PageFrame frame = receipt.frame();
        var text = new StringBuilder();
        if (receipt.test()) {
            text.append(frame.t("receipt.mail.test")).append("\n\n");
        }
        String name = receipt.name();
        text.append(name == null ? frame.t("receipt.mail.hello") : frame.t("receipt.mail.hello.name", name))
                .append("\n\n")
                .append(frame.t("receipt.mail.text", receipt.brand().name(), receipt.amount()))
                .append("\n\n");
        for (Line line : receipt.lines()) {
            text.append("- ").append(line.name());
            if (line.quantity() != 1) {
                text.append(" × ").append(line.quantity());
            }
            text.append(": ").append(line.amount()).append('\n');
        }
        if (!receipt.lines().isEmpty()) {
            text.append('\n');
        }
        fact(text, frame.t("receipt.total"), receipt.amount());
        TakenOff takenOff = receipt.takenOff();
        if (takenOff != null) {
            fact(
                    text,
                    frame.t("receipt.taken-off"),
                    frame.t("checkout.taken-off.amount", takenOff.transferred(), takenOff.less()));
        }
        fact(text, frame.t("receipt.method"), receipt.method());
        fact(text, frame.t("receipt.at"), receipt.at().exact());
        fact(text, frame.t("receipt.reference"), receipt.reference());
        return text.append('\n')
                .append(frame.t("receipt.mail.link"))
                .append('\n')
                .append(link)
                .append('\n')
                .toString();
    }

    private static void fact(StringBuilder text, String what, String value) {
        text.append(what).append(": ").append(value).append('\n');
    }
}

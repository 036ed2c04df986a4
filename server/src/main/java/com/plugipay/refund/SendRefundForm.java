package com.plugipay.refund;

import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Refund.State;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/// Does what a refund form asks for, once for each opened form, and not on what the person could not have seen.
final class SendRefundForm {
    private final Database database;
    private final Payments payments;
    private final OrderRefund order;
    private final RunRefund run;
    private final RefundStore store;
    private final RefundRequestJson requests;
    private final Writes writes;

    SendRefundForm(
            Database database,
            Payments payments,
            OrderRefund order,
            RunRefund run,
            RefundStore store,
            RefundRequestJson requests,
            Writes writes) {
        this.database = database;
        this.payments = payments;
        this.order = order;
        this.run = run;
        this.store = store;
        this.requests = requests;
        this.writes = writes;
    }

    /// The refund as it stands afterwards. CONFLICT when another refund came in between.
    Refund ofPayment(Visit visit, PaymentId id, RefundForm form, RefundForm.Reading read) {
        return once(visit, "payments/" + id.text(), form, tx -> {
            Payment payment = payments.lock(tx, visit.scope(), id).orElseThrow(Rejected::notFound);
            if (!form.seen().equals(String.valueOf(payment.refundReserved()))) {
                throw new Rejected(ErrorCode.CONFLICT, "Another refund of this payment came in between.");
            }
            return order.ofPayment(tx, visit.scope(), id, wish(visit, read), visit.origin(form.key()));
        });
    }

    /// Of money that fits nothing: the whole.
    Refund ofUnapplied(Visit visit, UnappliedPaymentId id, RefundForm form, RefundForm.Reading read) {
        return once(
                visit,
                "unapplied-payments/" + id.text(),
                form,
                tx -> order.ofUnapplied(tx, visit.scope(), id, wish(visit, read), visit.origin(form.key())));
    }

    private OrderRefund.Wish wish(Visit visit, RefundForm.Reading read) {
        var words = new Refund.Words(
                read.reason(), read.reference(), requests.seal(visit.scope(), read.destination()), null);
        return new OrderRefund.Wish(read.amount() == 0 ? null : read.amount(), read.via(), words);
    }

    private Refund once(Visit visit, String route, RefundForm form, Function<Tx, Refund> ordered) {
        var operation = new RefundOperation(
                store, run, visit.scope(), visit.origin(form.key()), ordered, SendRefundForm::answer);
        Answer answer =
                writes.runRemoteForm(visit.scope(), "/dashboard/" + route, form.key(), form.content(), operation);
        var made = new RefundId(new String(answer.body(), StandardCharsets.UTF_8));
        return database.read(visit.scope(), tx -> store.find(tx, visit.scope(), made))
                .orElseThrow();
    }

    private static Answer answer(Refund refund) {
        return new Answer(
                refund.state() instanceof State.Failed ? 422 : 303,
                Json.utf8(refund.id().text()));
    }
}

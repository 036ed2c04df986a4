package com.plugipay.refund;

import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Pages;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.refund.Refund.State;
import com.plugipay.refund.Refund.Via;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A payment in the dashboard, and its refund.
@RestController
final class PaymentPages {
    private static final int MOST_REFUNDS = 100;

    private final Database database;
    private final Payments payments;
    private final RefundStore store;
    private final FindAfterAll afterAll;
    private final OrderRefund order;
    private final SendRefundForm send;
    private final PaymentView view;

    PaymentPages(
            Database database,
            Payments payments,
            RefundStore store,
            FindAfterAll afterAll,
            OrderRefund order,
            SendRefundForm send,
            PaymentView view) {
        this.database = database;
        this.payments = payments;
        this.store = store;
        this.afterAll = afterAll;
        this.order = order;
        this.send = send;
        this.view = view;
    }

    @GetMapping("/dashboard/{slug}/{mode}/payments/{id}")
    ResponseEntity<byte[]> show(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("payment", "read");
        PaymentView.Seen seen = see(visit, parse(id));
        return view.payment(200, visit, seen, notice, view.fresh(seen));
    }

    @PostMapping("/dashboard/{slug}/{mode}/payments/{id}/refunds")
    ResponseEntity<byte[]> refund(Visit visit, HttpServletRequest request, @PathVariable String id) {
        visit.caller().needs("refund", "write");
        PaymentId payment = parse(id);
        PaymentView.Seen before = see(visit, payment);
        RefundForm form = RefundForm.sent(request);
        RefundForm.Reading read = form.read(before.payment().amount().currency());
        if (!read.wrong().isEmpty()) {
            return view.refused(400, visit, before, form, read.wrong(), null);
        }
        try {
            Refund refund = send.ofPayment(visit, payment, form, read);
            if (refund.state() instanceof State.Failed(String _, String message)) {
                PaymentView.Seen after = see(visit, payment);
                return view.refused(
                        422, visit, after, form.reopened(seen(after)), Map.of(), RefundProblem.refused(message));
            }
            return Pages.seeOther(visit.url(
                    "payments/" + payment.text() + "?notice=" + refund.state().wire()));
        } catch (Rejected rejected) {
            PaymentView.Seen after = see(visit, payment);
            RefundProblem problem = RefundProblem.of(rejected);
            RefundForm again = problem.reopens() ? form.reopened(seen(after)) : form;
            Map<String, String> wrong = rejected.code() == ErrorCode.VALIDATION_ERROR
                    ? Map.of("amount", "refund.form.amount.more")
                    : Map.of();
            return view.refused(rejected.code().status(), visit, after, again, wrong, problem);
        }
    }

    private PaymentView.Seen see(Visit visit, PaymentId id) {
        return database.read(visit.scope(), tx -> {
            Payment payment = payments.find(tx, visit.scope(), id).orElseThrow(Rejected::notFound);
            List<Refund> refunds =
                    store.list(tx, visit.scope(), RefundStore.Filter.ofPayment(id), PageRequest.newest(MOST_REFUNDS));
            return new PaymentView.Seen(
                    payment,
                    afterAll.of(tx, payment, refunds),
                    order.canUseProvider(tx, payment) ? Via.PROVIDER : Via.MANUAL);
        });
    }

    private static String seen(PaymentView.Seen seen) {
        return String.valueOf(seen.payment().refundReserved());
    }

    private static PaymentId parse(String id) {
        return PaymentId.parse(id).orElseThrow(Rejected::notFound);
    }
}

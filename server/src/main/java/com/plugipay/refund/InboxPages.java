package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Json;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.payment.ApplyUnapplied;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Refund.State;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The money inbox of the dashboard: money that fitted nothing is used for a session or sent back.
@RestController
final class InboxPages {
    private static final String PATH = "unapplied-payments/";

    private final Inbox inbox;
    private final ApplyUnapplied apply;
    private final SendRefundForm send;
    private final Writes writes;
    private final InboxView view;
    private final WorkspaceTime time;

    InboxPages(
            Inbox inbox, ApplyUnapplied apply, SendRefundForm send, Writes writes, InboxView view, WorkspaceTime time) {
        this.inbox = inbox;
        this.apply = apply;
        this.send = send;
        this.writes = writes;
        this.view = view;
        this.time = time;
    }

    @GetMapping("/dashboard/{slug}/{mode}/unapplied-payments")
    ResponseEntity<byte[]> list(Visit visit) {
        visit.caller().needs("payment", "read");
        return view.list(visit, inbox.list(visit.scope()));
    }

    @GetMapping("/dashboard/{slug}/{mode}/unapplied-payments/{id}")
    ResponseEntity<byte[]> show(Visit visit, @PathVariable String id, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("payment", "read");
        Inbox.Seen seen = inbox.see(visit.scope(), parse(id));
        return view.money(200, visit, seen, notice, InboxView.Asked.nothing(seen));
    }

    @PostMapping("/dashboard/{slug}/{mode}/unapplied-payments/{id}/apply")
    ResponseEntity<byte[]> apply(Visit visit, HttpServletRequest request, @PathVariable String id) {
        visit.caller().needs("payment", "write");
        UnappliedPaymentId money = parse(id);
        ApplyForm form = ApplyForm.sent(request);
        if (form.session().isEmpty()) {
            return refused(visit, money, 400, form, "refund.apply.missing");
        }
        try {
            writes.runForm(
                    visit.scope(), "/dashboard/" + PATH + id + "/apply", form.key(), form.content(), tx -> () -> {
                        apply.handle(
                                tx,
                                visit.scope(),
                                money,
                                form.session(),
                                visit.origin(form.key()),
                                time.now(visit.scope()));
                        return new Answer(303, Json.utf8(money.text()));
                    });
            return Pages.seeOther(visit.url(PATH + money.text() + "?notice=applied"));
        } catch (Rejected rejected) {
            return switch (rejected.code()) {
                case VALIDATION_ERROR -> refused(visit, money, 400, form, "refund.apply.unknown");
                case CONFLICT -> refused(visit, money, 409, form, "refund.apply.conflict");
                case IDEMPOTENCY_MISMATCH -> refused(visit, money, 409, form, "refund.apply.again");
                case IDEMPOTENCY_IN_PROGRESS -> refused(visit, money, 409, form, "refund.apply.running");
                default -> throw rejected;
            };
        }
    }

    @PostMapping("/dashboard/{slug}/{mode}/unapplied-payments/{id}/refund")
    ResponseEntity<byte[]> refund(Visit visit, HttpServletRequest request, @PathVariable String id) {
        visit.caller().needs("refund", "write");
        UnappliedPaymentId money = parse(id);
        RefundForm form = RefundForm.sent(request);
        RefundForm.Reading read = form.read(null);
        Inbox.Seen before = inbox.see(visit.scope(), money);
        if (!read.wrong().isEmpty()) {
            return view.money(400, visit, before, "", InboxView.Asked.refund(form, read.wrong(), null));
        }
        try {
            Refund refund = send.ofUnapplied(visit, money, form, read);
            if (refund.state() instanceof State.Failed(String _, String message)) {
                return again(visit, money, 422, form, RefundProblem.refused(message));
            }
            return Pages.seeOther(
                    visit.url(PATH + money.text() + "?notice=" + refund.state().wire()));
        } catch (Rejected rejected) {
            return again(visit, money, rejected.code().status(), form, RefundProblem.of(rejected));
        }
    }

    private ResponseEntity<byte[]> again(
            Visit visit, UnappliedPaymentId money, int status, RefundForm form, RefundProblem problem) {
        RefundForm next = problem.reopens() ? form.reopened("") : form;
        Inbox.Seen after = inbox.see(visit.scope(), money);
        return view.money(status, visit, after, "", InboxView.Asked.refund(next, Map.of(), problem));
    }

    private ResponseEntity<byte[]> refused(
            Visit visit, UnappliedPaymentId money, int status, ApplyForm form, String problem) {
        Inbox.Seen after = inbox.see(visit.scope(), money);
        return view.money(status, visit, after, "", InboxView.Asked.apply(after, form.reopened(), problem));
    }

    private static UnappliedPaymentId parse(String id) {
        return UnappliedPaymentId.parse(id).orElseThrow(Rejected::notFound);
    }
}

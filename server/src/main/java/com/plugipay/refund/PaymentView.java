package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Timeline;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.money.TypedAmount;
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.Payment;
import com.plugipay.provider.Card;
import com.plugipay.refund.Refund.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws a payment for the merchant.
final class PaymentView {
    private static final String LIST = "payments";

    private final Pages pages;
    private final Timeline timeline;
    private final RefundRequestJson requests;
    private final WorkspaceTime time;

    PaymentView(Pages pages, Timeline timeline, RefundRequestJson requests, WorkspaceTime time) {
        this.pages = pages;
        this.timeline = timeline;
        this.requests = requests;
        this.time = time;
    }

    /// A payment and what belongs to it.
    ///
    /// @param afterAll what the provider says of those that failed
    /// @param via how its money goes back by itself
    record Seen(Payment payment, AfterAllView afterAll, Via via) {
        /// Newest first.
        List<Refund> refunds() {
            return afterAll.refunds();
        }
    }

    private record Asked(
            RefundForm form,
            Map<String, String> wrong,
            @Nullable RefundProblem problem) {}

    RefundForm fresh(Seen seen) {
        Payment payment = seen.payment();
        return RefundForm.fresh(
                String.valueOf(payment.refundReserved()),
                TypedAmount.of(payment.refundable(), payment.amount().currency()),
                seen.via());
    }

    ResponseEntity<byte[]> payment(int status, Visit visit, Seen seen, String notice, RefundForm form) {
        return draw(status, visit, seen, notice, new Asked(form, Map.of(), null));
    }

    ResponseEntity<byte[]> refused(
            int status,
            Visit visit,
            Seen seen,
            RefundForm form,
            Map<String, String> wrong,
            @Nullable RefundProblem problem) {
        return draw(status, visit, seen, "", new Asked(form, wrong, problem));
    }

    private ResponseEntity<byte[]> draw(int status, Visit visit, Seen seen, String notice, Asked asked) {
        Payment payment = seen.payment();
        String path = LIST + "/" + payment.id().text();
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.PAYMENTS, path, LIST);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
        boolean mayRefund = visit.caller().allows("refund", "write");
        AfterAllView afterAll = seen.afterAll();
        boolean left = payment.refundable() > 0 && !afterAll.isOpen();
        Currency currency = payment.amount().currency();
        Card card = payment.card();
        String channel = payment.channel();
        Long fee = payment.fee();
        Map<String, String> metadata = payment.metadata();
        var page = new PaymentPage(
                frame,
                payment.id().text(),
                payment.amount().display(),
                payment.status().wire(),
                MethodNames.of(frame.frame(), channel == null ? payment.method() : channel),
                card == null ? null : MethodNames.of(card),
                payment.adapter(),
                payment.providerReference(),
                metadata == null ? null : metadata.get("description"),
                payment.checkoutSessionId(),
                payment.customerId(),
                payment.amountRefunded() == 0 ? null : Money.display(payment.amountRefunded(), currency),
                Money.display(payment.refundable(), currency),
                fee == null ? null : Money.display(fee, currency),
                times.of(payment.capturedAt()),
                seen.refunds().stream()
                        .map(refund -> RefundPage.of(
                                refund, mayRefund ? requests.open(refund) : null, afterAll, mayRefund, frame, times))
                        .toList(),
                timeline.of(payment.scope(), aggregates(seen), afterAll.facts(frame), frame, times),
                left && mayRefund ? form(frame, seen, asked) : null,
                noForm(frame, afterAll, left, mayRefund),
                notice(frame, seen, notice));
        return pages.formHtml(status, frame.frame(), "refund/payment.jte", page);
    }

    private static @Nullable String noForm(
            DashboardFrame frame, AfterAllView afterAll, boolean left, boolean mayRefund) {
        if (left) {
            return mayRefund ? null : frame.t("refund.role");
        }
        return frame.t(afterAll.isOpen() ? "refund.after-all.first" : "refund.nothing-left");
    }

    private static RefundFormPage form(DashboardFrame frame, Seen seen, Asked asked) {
        Payment payment = seen.payment();
        Currency currency = payment.amount().currency();
        RefundProblem problem = asked.problem();
        return new RefundFormPage(
                frame.url(LIST + "/" + payment.id().text() + "/refunds"),
                asked.form(),
                Money.display(payment.refundable(), currency),
                currency == Currency.USD,
                false,
                seen.via() == Via.PROVIDER,
                errors(frame, asked.wrong()),
                problem == null ? null : problem.in(frame));
    }

    static FormErrors errors(DashboardFrame frame, Map<String, String> wrong) {
        return new FormErrors(wrong.entrySet().stream()
                .map(entry -> new FormErrors.Entry(entry.getKey(), frame.t(entry.getValue())))
                .toList());
    }

    private static List<String> aggregates(Seen seen) {
        List<String> ids = new ArrayList<>();
        ids.add(seen.payment().id().text());
        seen.refunds().forEach(refund -> ids.add(refund.id().text()));
        return ids;
    }

    /// Told only while the payment bears it out.
    private static @Nullable RefundNotice notice(DashboardFrame frame, Seen seen, String notice) {
        if (seen.refunds().isEmpty()) {
            return null;
        }
        Refund last = seen.refunds().getFirst();
        return switch (notice) {
            case "succeeded", "pending" ->
                new RefundNotice(
                        frame.t(
                                "refund.done." + last.state().wire(),
                                last.amount().display()),
                        true);
            default ->
                RefundNotice.ofDoubt(frame, seen.refunds(), seen.afterAll().contradictions(), notice);
        };
    }
}

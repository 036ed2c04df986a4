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
import com.plugipay.payment.MethodNames;
import com.plugipay.payment.Payables;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Refund.Via;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws the money inbox.
final class InboxView {
    private static final String LIST = "unapplied-payments";

    private final Pages pages;
    private final Timeline timeline;
    private final RefundRequestJson requests;
    private final WorkspaceTime time;

    InboxView(Pages pages, Timeline timeline, RefundRequestJson requests, WorkspaceTime time) {
        this.pages = pages;
        this.timeline = timeline;
        this.requests = requests;
        this.time = time;
    }

    /// The two forms as they stand, and what was wrong with the one that was sent.
    ///
    /// @param applyProblem key of a sentence
    record Asked(
            ApplyForm apply,
            @Nullable String applyProblem,
            @Nullable RefundForm refund,
            Map<String, String> wrong,
            @Nullable RefundProblem problem) {
        static Asked nothing(Inbox.Seen seen) {
            return new Asked(ApplyForm.fresh(), null, freshRefund(seen), Map.of(), null);
        }

        static Asked apply(Inbox.Seen seen, ApplyForm form, String problem) {
            return new Asked(form, problem, freshRefund(seen), Map.of(), null);
        }

        static Asked refund(RefundForm form, Map<String, String> wrong, @Nullable RefundProblem problem) {
            return new Asked(ApplyForm.fresh(), null, form, wrong, problem);
        }

        private static RefundForm freshRefund(Inbox.Seen seen) {
            return RefundForm.fresh("", "", seen.via());
        }
    }

    ResponseEntity<byte[]> list(Visit visit, Inbox.Listed listed) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.INBOX, LIST, LIST);
        TimeTexts times = times(visit, frame);
        var page = new InboxListPage(
                frame,
                listed.open().stream().map(money -> row(money, times)).toList(),
                listed.done().stream().map(money -> row(money, times)).toList(),
                listed.moreOpen());
        return pages.formHtml(200, frame.frame(), "refund/inbox.jte", page);
    }

    ResponseEntity<byte[]> money(int status, Visit visit, Inbox.Seen seen, String notice, Asked asked) {
        UnappliedPayment money = seen.money();
        UnappliedPayment.Source source = money.source();
        String path = LIST + "/" + money.id().text();
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.INBOX, path, LIST);
        TimeTexts times = times(visit, frame);
        boolean mayRefund = visit.caller().allows("refund", "write");
        boolean mayApply = visit.caller().allows("payment", "write");
        AfterAllView afterAll = seen.afterAll();
        boolean decidable = seen.isOpen() && !seen.isBeingRefunded() && !afterAll.isOpen();
        Long fee = money.fee();
        String channel = source.channel();
        String method = channel == null ? source.method() : channel;
        UnappliedPaymentId splitFrom = money.splitFrom();
        var applied = money.state() instanceof UnappliedPayment.State.Applied a ? a : null;
        var page = new UnappliedPage(
                frame,
                money.id().text(),
                money.amount().display(),
                money.reason().wire(),
                money.state().wire(),
                expected(money),
                fee == null ? null : Money.display(fee, money.amount().currency()),
                method == null ? null : MethodNames.of(frame.frame(), method),
                source.adapter(),
                source.providerReference(),
                source.checkoutSession(),
                applied == null ? null : applied.session(),
                applied == null ? null : applied.payment().text(),
                splitFrom == null ? null : splitFrom.text(),
                times.of(money.receivedAt()),
                seen.refunds().stream()
                        .map(refund -> RefundPage.of(
                                refund, mayRefund ? requests.open(refund) : null, afterAll, mayRefund, frame, times))
                        .toList(),
                timeline.of(money.scope(), aggregates(seen), afterAll.facts(frame), frame, times),
                decidable && mayApply ? apply(frame, seen, asked, times) : null,
                decidable && mayRefund ? form(frame, seen, asked) : null,
                noForm(frame, seen, mayApply || mayRefund),
                notice(frame, seen, notice));
        return pages.formHtml(status, frame.frame(), "refund/unapplied.jte", page);
    }

    private static UnappliedPage.Apply apply(DashboardFrame frame, Inbox.Seen seen, Asked asked, TimeTexts times) {
        String problem = asked.applyProblem();
        String text = problem == null ? null : frame.t(problem);
        boolean atField = "refund.apply.unknown".equals(problem) || "refund.apply.missing".equals(problem);
        return new UnappliedPage.Apply(
                asked.apply().key(),
                seen.choices().stream()
                        .map(open -> choice(open, seen.money(), times))
                        .toList(),
                asked.apply().typed(),
                asked.apply().chosen(),
                atField && text != null
                        ? new FormErrors(List.of(new FormErrors.Entry("sessionId", text)))
                        : FormErrors.NONE,
                atField ? null : text);
    }

    private static UnappliedPage.Choice choice(Payables.Open open, UnappliedPayment money, TimeTexts times) {
        return new UnappliedPage.Choice(
                open.id(),
                open.amount().display(),
                open.label(),
                open.amount().equals(money.amount()),
                times.of(open.createdAt()));
    }

    private static RefundFormPage form(DashboardFrame frame, Inbox.Seen seen, Asked asked) {
        UnappliedPayment money = seen.money();
        RefundForm form = asked.refund();
        RefundProblem problem = asked.problem();
        return new RefundFormPage(
                frame.url(LIST + "/" + money.id().text() + "/refund"),
                form == null ? RefundForm.fresh("", "", seen.via()) : form,
                money.amount().display(),
                money.amount().currency() == Currency.USD,
                true,
                seen.via() == Via.PROVIDER,
                PaymentView.errors(frame, asked.wrong()),
                problem == null ? null : problem.in(frame));
    }

    private static @Nullable String noForm(DashboardFrame frame, Inbox.Seen seen, boolean may) {
        if (!seen.isOpen()) {
            return null;
        }
        if (seen.afterAll().isOpen()) {
            return frame.t("refund.after-all.first");
        }
        return seen.isBeingRefunded() ? frame.t("refund.inbox.pending") : may ? null : frame.t("refund.inbox.role");
    }

    /// Told only while the money bears it out.
    private static @Nullable RefundNotice notice(DashboardFrame frame, Inbox.Seen seen, String notice) {
        String done = done(frame, seen, notice);
        return done == null
                ? RefundNotice.ofDoubt(frame, seen.refunds(), seen.afterAll().contradictions(), notice)
                : new RefundNotice(done, true);
    }

    private static @Nullable String done(DashboardFrame frame, Inbox.Seen seen, String notice) {
        boolean open = seen.isOpen();
        return switch (notice) {
            case "applied" ->
                seen.money().state() instanceof UnappliedPayment.State.Applied ? frame.t("refund.inbox.applied") : null;
            case "succeeded" ->
                open
                        ? null
                        : frame.t("refund.done.succeeded", seen.money().amount().display());
            case "pending" ->
                seen.isBeingRefunded()
                        ? frame.t("refund.done.pending", seen.money().amount().display())
                        : null;
            default -> null;
        };
    }

    private static List<String> aggregates(Inbox.Seen seen) {
        List<String> ids = new ArrayList<>();
        ids.add(seen.money().id().text());
        seen.refunds().forEach(refund -> ids.add(refund.id().text()));
        return ids;
    }

    private static InboxListPage.Row row(UnappliedPayment money, TimeTexts times) {
        return new InboxListPage.Row(
                money.id().text(),
                money.amount().display(),
                money.reason().wire(),
                expected(money),
                money.source().checkoutSession(),
                money.state().wire(),
                times.of(money.receivedAt()));
    }

    private static @Nullable String expected(UnappliedPayment money) {
        Long expected = money.expected();
        return expected == null ? null : Money.display(expected, money.amount().currency());
    }

    private TimeTexts times(Visit visit, DashboardFrame frame) {
        return new TimeTexts(frame.frame(), visit.workspace().timezone(), time.now(visit.scope()));
    }
}

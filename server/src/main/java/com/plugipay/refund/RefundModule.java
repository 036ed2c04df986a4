package com.plugipay.refund;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Timeline;
import com.plugipay.db.Database;
import com.plugipay.event.EventLog;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.ledger.Ledger;
import com.plugipay.payment.ApplyUnapplied;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Payments;
import com.plugipay.payment.RefundsOfPayment;
import com.plugipay.payment.UnappliedStore;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import com.plugipay.secret.Keys;
import java.time.Duration;
import java.util.Comparator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires refunds.
@Configuration(proxyBeanMethods = false)
public class RefundModule {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    /// The newest refunds that a payment's GET shows; all are in its list.
    private static final int SHOWN_OF_PAYMENT = 100;

    @Bean
    RefundJson refundJson(Install install) {
        return new RefundJson(install);
    }

    @Bean
    RefundStore refundStore(EventLog events, RefundJson json) {
        return new RefundStore(events, json);
    }

    @Bean
    ContradictionStore contradictionStore() {
        return new ContradictionStore();
    }

    @Bean
    TellContradiction tellContradiction(ContradictionStore store, Ids ids) {
        return new TellContradiction(store, ids);
    }

    @Bean
    FindAfterAll findAfterAll(
            Payments payments, UnappliedStore unapplied, RefundStore refunds, ContradictionStore contradictions) {
        return new FindAfterAll(payments, unapplied, refunds, contradictions);
    }

    @Bean
    RefundRequestJson refundRequestJson(Keys keys) {
        return new RefundRequestJson(keys);
    }

    @Bean
    RefundsOfPayment refundsOfPayment(RefundStore store, RefundJson json) {
        return (tx, scope, payment) ->
                store
                        .list(tx, scope, RefundStore.Filter.ofPayment(payment), PageRequest.newest(SHOWN_OF_PAYMENT))
                        .stream()
                        .sorted(Comparator.comparing(Refund::createdAt)
                                .thenComparing(refund -> refund.id().text()))
                        .<Object>map(json::of)
                        .toList();
    }

    @Bean
    FinishRefund finishRefund(
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            TellContradiction contradictions,
            Ledger ledger) {
        return new FinishRefund(payments, unapplied, store, contradictions, ledger);
    }

    @Bean
    OrderRefund orderRefund(
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            FinishRefund finish,
            TellContradiction contradictions,
            AuditLog audit,
            Providers providers,
            Ids ids,
            WorkspaceTime time) {
        return new OrderRefund(payments, unapplied, store, finish, contradictions, audit, providers, ids, time);
    }

    @Bean
    RunRefund runRefund(
            Database database,
            Providers providers,
            Connections connections,
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            FinishRefund finish,
            TellContradiction contradictions,
            WorkspaceTime time) {
        return new RunRefund(
                database, providers, connections, payments, unapplied, store, finish, contradictions, time);
    }

    @Bean
    HearOfRefund hearOfRefund(Database database, RefundStore store, RunRefund run) {
        return new HearOfRefund(database, store, run);
    }

    @Bean
    LookAtRefunds lookAtRefunds(
            Database database, RefundStore store, RunRefund run, Providers providers, WorkspaceTime time) {
        return new LookAtRefunds(database, store, run, providers, time);
    }

    @Bean
    LookAtContradictions lookAtContradictions(
            Database database, ContradictionStore store, RefundStore refunds, RunRefund run, WorkspaceTime time) {
        return new LookAtContradictions(database, store, refunds, run, time);
    }

    @Bean
    Sweep refundsDue(LookAtRefunds look) {
        return new Sweep("look-at-refunds", LOOK_EVERY, look);
    }

    @Bean
    Sweep contradictionsDue(LookAtContradictions look) {
        return new Sweep("look-at-contradictions", LOOK_EVERY, look::lookOnce);
    }

    @Bean
    RefundApi refundApi(
            Database database,
            RefundStore store,
            RefundJson json,
            RefundRequestJson requests,
            OrderRefund order,
            RunRefund run,
            Payments payments,
            Writes writes,
            Answers answers) {
        return new RefundApi(database, store, json, requests, order, run, payments, writes, answers);
    }

    @Bean
    AskAboutRefund askAboutRefund(RunRefund run, AuditLog audit, WorkspaceTime time) {
        return new AskAboutRefund(run, audit, time);
    }

    @Bean
    DoubtfulRefundPages doubtfulRefundPages(
            Database database,
            RefundStore store,
            AskAboutRefund ask,
            FinishRefund finish,
            TellContradiction contradictions,
            AuditLog audit,
            WorkspaceTime time) {
        var decide = new DecideRefund(finish, contradictions, audit);
        return new DoubtfulRefundPages(database, store, ask, decide, time);
    }

    @Bean
    ContradictionPages contradictionPages(
            Database database,
            Payments payments,
            RefundStore store,
            ContradictionStore contradictions,
            FindAfterAll find,
            FinishRefund finish,
            AskAboutRefund ask,
            AuditLog audit,
            Ids ids,
            WorkspaceTime time) {
        var answer = new AnswerContradiction(payments, store, contradictions, find, finish, audit, ids);
        return new ContradictionPages(database, store, answer, ask, time);
    }

    @Bean
    SendRefundForm sendRefundForm(
            Database database,
            Payments payments,
            OrderRefund order,
            RunRefund run,
            RefundStore store,
            RefundRequestJson requests,
            Writes writes) {
        return new SendRefundForm(database, payments, order, run, store, requests, writes);
    }

    @Bean
    PaymentPages paymentPages(
            Database database,
            Payments payments,
            RefundStore store,
            FindAfterAll afterAll,
            OrderRefund order,
            SendRefundForm send,
            Pages pages,
            Timeline timeline,
            RefundRequestJson requests,
            WorkspaceTime time) {
        var view = new PaymentView(pages, timeline, requests, time);
        return new PaymentPages(database, payments, store, afterAll, order, send, view);
    }

    @Bean
    InboxPages inboxPages(
            Database database,
            UnappliedStore unapplied,
            Payables payables,
            RefundStore store,
            FindAfterAll afterAll,
            OrderRefund order,
            ApplyUnapplied apply,
            SendRefundForm send,
            Writes writes,
            Pages pages,
            Timeline timeline,
            RefundRequestJson requests,
            WorkspaceTime time) {
        var inbox = new Inbox(database, unapplied, payables, store, afterAll, order, time);
        var view = new InboxView(pages, timeline, requests, time);
        return new InboxPages(inbox, apply, send, writes, view, time);
    }
}

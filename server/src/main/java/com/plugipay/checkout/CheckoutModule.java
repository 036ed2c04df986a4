package com.plugipay.checkout;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.customer.CustomerStore;
import com.plugipay.customer.CustomerUse;
import com.plugipay.dashboard.Timeline;
import com.plugipay.db.Database;
import com.plugipay.db.Wakeups;
import com.plugipay.event.EventLog;
import com.plugipay.event.EventStore;
import com.plugipay.file.Proofs;
import com.plugipay.http.Answers;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.http.ShownCheckouts;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.payment.AskAboutAttempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.DecideAttempt;
import com.plugipay.payment.FailureAlarm;
import com.plugipay.payment.MoneyOfSession;
import com.plugipay.payment.PaymentJson;
import com.plugipay.payment.Payments;
import com.plugipay.payment.RunAttempt;
import com.plugipay.payment.Settle;
import com.plugipay.payment.StartAttempt;
import com.plugipay.payment.VoidAttempts;
import com.plugipay.provider.Providers;
import com.plugipay.settings.SettingsStore;
import com.plugipay.workspace.Members;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires checkout sessions and the hosted page.
@Configuration(proxyBeanMethods = false)
public class CheckoutModule {
    private static final Duration LAPSE_EVERY = Duration.ofSeconds(2);

    @Bean
    CheckoutJson checkoutJson(Install install, PaymentJson payments) {
        return new CheckoutJson(install, payments);
    }

    @Bean
    CheckoutStore checkoutStore(EventLog events, CheckoutJson json, Wakeups wakeups) {
        return new CheckoutStore(events, json, wakeups);
    }

    @Bean
    CustomerUse sessionsUseCustomers(CheckoutStore store) {
        return (tx, scope, customer, now) -> store.usesCustomer(tx, scope, customer.text(), now);
    }

    @Bean
    PayableSessions payableSessions(CheckoutStore store, SettingsStore settings, Install install) {
        return new PayableSessions(store, settings, install);
    }

    @Bean
    OfferedMethods offeredMethods(Providers providers) {
        return new OfferedMethods(providers);
    }

    @Bean
    CreateCheckoutSession createCheckoutSession(
            CheckoutStore store,
            SettingsStore settings,
            CustomerStore customers,
            OfferedMethods offered,
            Ids ids,
            WorkspaceTime time) {
        return new CreateCheckoutSession(store, settings, customers, offered, ids, time);
    }

    @Bean
    EndCheckoutSession endCheckoutSession(
            CheckoutStore store, AttemptStore attempts, VoidAttempts voidAttempts, AuditLog audit, WorkspaceTime time) {
        return new EndCheckoutSession(store, attempts, voidAttempts, audit, time);
    }

    @Bean
    ChargeSession chargeSession(
            CheckoutStore store,
            PayableSessions payables,
            SettingsStore settings,
            AttemptStore attempts,
            OfferedMethods offered,
            StartAttempt start,
            WorkspaceTime time) {
        return new ChargeSession(store, payables, settings, attempts, offered, start, time);
    }

    @Bean
    FinishCharge finishCharge(Database database, ChargeSession charge, RunAttempt run) {
        return new FinishCharge(database, charge, run);
    }

    @Bean
    ClaimPayment claimPayment(
            CheckoutStore store,
            AttemptStore attempts,
            EventStore events,
            Proofs proofs,
            FailureAlarm alarm,
            WorkspaceTime time) {
        return new ClaimPayment(store, attempts, events, proofs, alarm, time);
    }

    @Bean
    ClaimApi claimApi(
            Database database,
            SessionReader reader,
            ClaimPayment claim,
            Proofs proofs,
            Writes writes,
            Answers answers) {
        return new ClaimApi(database, reader, claim, proofs, writes, answers);
    }

    @Bean
    ReviewClaim reviewClaim(
            CheckoutStore store,
            CheckoutJson json,
            AttemptStore attempts,
            Settle settle,
            VoidAttempts voidAttempts,
            AuditLog audit,
            WorkspaceTime time) {
        return new ReviewClaim(store, json, attempts, settle, voidAttempts, audit, time);
    }

    @Bean
    CheckoutSessions checkoutSessions(
            CheckoutStore store,
            CheckoutJson json,
            AttemptStore attempts,
            SettingsStore settings,
            OfferedMethods offered,
            EndCheckoutSession end,
            SessionReader reader,
            PublicJson publicJson) {
        return new CheckoutSessions(store, json, attempts, settings, offered, end, reader, publicJson);
    }

    @Bean
    SessionReader sessionReader(
            Database database,
            CheckoutStore store,
            SettingsStore settings,
            AttemptStore attempts,
            Payments payments,
            MoneyOfSession unapplied,
            WorkspaceTime time) {
        return new SessionReader(database, store, settings, attempts, payments, unapplied, time);
    }

    @Bean
    PublicJson publicJson(Install install, PaymentJson payments, OfferedMethods offered, Pages pages) {
        return new PublicJson(install, payments, offered, pages);
    }

    @Bean
    LapseSessions lapseSessions(Database database, EndCheckoutSession end, WorkspaceTime time) {
        return new LapseSessions(database, new LapseStore(), end, time);
    }

    @Bean
    Sweep sessionsDue(LapseSessions lapse) {
        return new Sweep("lapse-checkout-sessions", LAPSE_EVERY, lapse::lookOnce);
    }

    @Bean
    SampleSession sampleSession(
            Database database,
            CheckoutStore store,
            CreateCheckoutSession create,
            CheckoutJson json,
            WorkspaceTime time) {
        return new SampleSession(database, store, create, json, time);
    }

    @Bean
    CheckoutApi checkoutApi(
            Database database,
            CheckoutStore store,
            CheckoutJson json,
            CreateCheckoutSession create,
            EndCheckoutSession end,
            ReviewClaim review,
            SessionReader reader,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        return new CheckoutApi(database, store, json, create, end, review, reader, writes, answers, time);
    }

    @Bean
    PublicCheckoutApi publicCheckoutApi(
            SessionReader reader,
            PublicJson json,
            ChargeSession charge,
            FinishCharge finish,
            EndCheckoutSession end,
            RateLimits limits,
            Writes writes,
            Answers answers,
            Install install,
            Pages pages) {
        return new PublicCheckoutApi(reader, json, charge, finish, end, limits, writes, answers, install, pages);
    }

    @Bean
    QrApi qrApi(SessionReader reader, Install install) {
        return new QrApi(reader, install);
    }

    @Bean
    SessionStream sessionStream(SessionReader reader, PublicJson json, Wakeups wakeups, RateLimits limits) {
        return new SessionStream(reader, json, wakeups, limits);
    }

    @Bean
    HostedView hostedView(Pages pages, OfferedMethods offered, SessionReader reader, Install install) {
        return new HostedView(pages, offered, reader, install);
    }

    @Bean
    ClaimPages claimPages(
            Database database,
            SessionReader reader,
            ClaimPayment claim,
            Proofs proofs,
            HostedView view,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        return new ClaimPages(database, reader, claim, proofs, view, limits, address, requestIds);
    }

    @Bean
    HostedPages hostedPages(
            Database database,
            SessionReader reader,
            HostedView view,
            PublicJson urls,
            ChargeSession charge,
            FinishCharge finish,
            RunAttempt run,
            EndCheckoutSession end,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds,
            ShownCheckouts shown) {
        return new HostedPages(
                database,
                reader,
                view,
                urls,
                charge,
                finish,
                new AskOnReturn(run),
                end,
                limits,
                address,
                requestIds,
                shown);
    }

    @Bean
    QrPages qrPages(SessionReader reader, RateLimits limits, ClientAddress address) {
        return new QrPages(reader, limits, address);
    }

    @Bean
    ApprovalPages approvalPages(
            SessionReader reader,
            RunAttempt run,
            Pages pages,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        return new ApprovalPages(reader, run, pages, limits, address, requestIds);
    }

    @Bean
    SessionStory sessionStory(Database database, Timeline timeline, CallbacksOfSession callbacks) {
        return new SessionStory(database, timeline, callbacks);
    }

    @Bean
    SessionView sessionView(
            Pages pages,
            OfferedMethods offered,
            CheckoutJson json,
            SessionReader reader,
            SessionStory story,
            Members members,
            Install install) {
        return new SessionView(pages, offered, json, reader, story, new ReviewView(members, install));
    }

    @Bean
    SessionPages sessionPages(
            Database database,
            CheckoutStore store,
            SessionReader reader,
            EndCheckoutSession end,
            SessionView view,
            WorkspaceTime time) {
        return new SessionPages(database, store, reader, end, view, time);
    }

    @Bean
    ReviewPages reviewPages(Database database, ReviewClaim review, SessionReader reader, SessionView view) {
        return new ReviewPages(database, review, reader, view);
    }

    @Bean
    DoubtfulAttemptPages doubtfulAttemptPages(
            Database database,
            SessionReader reader,
            AskAboutAttempt ask,
            DecideAttempt decide,
            SessionView view,
            WorkspaceTime time) {
        return new DoubtfulAttemptPages(database, reader, ask, decide, view, time);
    }

    @Bean
    NewSessionPages newSessionPages(
            Database database,
            SettingsStore settings,
            CustomerStore customers,
            OfferedMethods offered,
            CreateCheckoutSession create,
            SessionReader reader,
            Writes writes,
            Pages pages) {
        var view = new NewSessionView(database, settings, customers, offered, pages);
        return new NewSessionPages(create, reader, writes, view);
    }
}

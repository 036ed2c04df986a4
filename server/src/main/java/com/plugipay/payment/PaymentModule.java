package com.plugipay.payment;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Wakeups;
import com.plugipay.event.EventLog;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.ledger.Ledger;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires payments.
@Configuration(proxyBeanMethods = false)
public class PaymentModule {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(2);

    @Bean
    PaymentJson paymentJson(Install install) {
        return new PaymentJson(install);
    }

    @Bean
    AttemptStore attemptStore(Wakeups wakeups) {
        return new AttemptStore(wakeups);
    }

    @Bean
    PaymentStore paymentStore(EventLog events, PaymentJson json) {
        return new PaymentStore(events, json);
    }

    @Bean
    Payments payments(PaymentStore store) {
        return new Payments(store);
    }

    @Bean
    StartAttempt startAttempt(AttemptStore attempts, Ids ids, FailureAlarm alarm, RateLimits limits) {
        return new StartAttempt(attempts, ids, alarm, !limits.lifted());
    }

    @Bean
    VoidAttempts voidAttempts(AttemptStore attempts) {
        return new VoidAttempts(attempts);
    }

    @Bean
    UnappliedJson unappliedJson(Install install) {
        return new UnappliedJson(install);
    }

    @Bean
    UnappliedStore unappliedStore(EventLog events, UnappliedJson json, Wakeups wakeups) {
        return new UnappliedStore(events, json, wakeups);
    }

    @Bean
    BookMoney bookMoney(
            PaymentStore payments,
            UnappliedStore unapplied,
            PaymentJson json,
            Ledger ledger,
            EventLog events,
            Ids ids,
            PaymentTaken taken) {
        return new BookMoney(payments, unapplied, json, ledger, events, ids, taken);
    }

    @Bean
    Settle settle(
            Payables payables,
            AttemptStore attempts,
            UnappliedStore unapplied,
            BookMoney book,
            VoidAttempts voidAttempts) {
        return new Settle(payables, attempts, unapplied, book, voidAttempts);
    }

    @Bean
    RunAttempt runAttempt(
            Database database,
            Providers providers,
            Connections connections,
            AdapterHealth health,
            Payables payables,
            Settle settle,
            WorkspaceTime time) {
        return new RunAttempt(database, providers, connections, health, payables, settle, time);
    }

    @Bean
    HearOfAttempt hearOfAttempt(
            Database database,
            AttemptStore attempts,
            RunAttempt run,
            Providers providers,
            Connections connections,
            Settle settle,
            WorkspaceTime time) {
        var stray = new FindStrayMoney(database, providers, connections, settle, time);
        return new HearOfAttempt(database, attempts, run, stray);
    }

    @Bean
    LookAgain lookAgain(
            Database database,
            AttemptStore attempts,
            Payables payables,
            RunAttempt run,
            Providers providers,
            WorkspaceTime time) {
        return new LookAgain(database, attempts, payables, run, providers, time);
    }

    @Bean
    AskAboutAttempt askAboutAttempt(RunAttempt run, AuditLog audit, WorkspaceTime time) {
        return new AskAboutAttempt(run, audit, time);
    }

    @Bean
    DecideAttempt decideAttempt(
            Payables payables, AttemptStore attempts, UnappliedStore unapplied, Settle settle, AuditLog audit) {
        return new DecideAttempt(payables, attempts, unapplied, settle, audit);
    }

    @Bean
    Sweep lookAtAttempts(LookAgain lookAgain) {
        return new Sweep("look-at-attempts", LOOK_EVERY, lookAgain);
    }

    @Bean
    ApplyUnapplied applyUnapplied(
            Payables payables,
            AttemptStore attempts,
            UnappliedStore unapplied,
            BookMoney book,
            VoidAttempts voidAttempts,
            AuditLog audit,
            Ids ids) {
        return new ApplyUnapplied(payables, attempts, unapplied, book, voidAttempts, audit, ids);
    }

    @Bean
    SimulatedAttempts simulatedAttempts(AttemptStore attempts, StartAttempt start) {
        return new SimulatedAttempts(attempts, start);
    }

    @Bean
    MoneyOfSession moneyOfSession(
            AttemptStore attempts,
            PaymentStore payments,
            UnappliedStore unapplied,
            PaymentJson json,
            UnappliedJson unappliedJson) {
        return new MoneyOfSession(attempts, payments, unapplied, json, unappliedJson);
    }

    @Bean
    UnappliedApi unappliedApi(
            Database database,
            UnappliedStore store,
            UnappliedJson json,
            ApplyUnapplied apply,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        return new UnappliedApi(database, store, json, apply, writes, answers, time);
    }

    @Bean
    PaymentApi paymentApi(
            Database database, PaymentStore store, PaymentJson json, RefundsOfPayment refunds, Answers answers) {
        return new PaymentApi(database, store, json, refunds, answers);
    }

    @Bean
    PaymentListPages paymentListPages(Database database, PaymentStore store, Pages pages, WorkspaceTime time) {
        return new PaymentListPages(database, store, pages, time);
    }
}

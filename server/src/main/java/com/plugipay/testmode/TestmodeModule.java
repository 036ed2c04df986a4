package com.plugipay.testmode;

import com.plugipay.audit.AuditLog;
import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.clock.ClockStore;
import com.plugipay.clock.Clocks;
import com.plugipay.clock.DueWork;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.payment.MoneyOfSession;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Settle;
import com.plugipay.payment.SimulatedAttempts;
import java.time.Duration;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires test mode.
@Configuration(proxyBeanMethods = false)
public class TestmodeModule {
    private static final int MOST_DONE_IN_AN_ADVANCE = 5_000;
    private static final Duration FINISH_EVERY = Duration.ofSeconds(10);

    @Bean
    SimulatePayment simulatePayment(
            CheckoutSessions sessions,
            Payables payables,
            SimulatedAttempts attempts,
            Settle settle,
            Ids ids,
            WorkspaceTime time) {
        return new SimulatePayment(sessions, payables, attempts, settle, ids, time);
    }

    @Bean
    SimulatePages simulatePages(
            Database database,
            SimulatePayment simulate,
            CheckoutSessions sessions,
            RateLimits limits,
            ClientAddress address,
            RequestIds requestIds) {
        return new SimulatePages(database, simulate, sessions, limits, address, requestIds);
    }

    @Bean
    SimulateSessionPages simulateSessionPages(SimulatePayment simulate, Writes writes) {
        return new SimulateSessionPages(simulate, writes);
    }

    @Bean
    SimulateApi simulateApi(
            SimulatePayment simulate,
            CheckoutSessions sessions,
            MoneyOfSession money,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        return new SimulateApi(simulate, sessions, money, writes, answers, time);
    }

    @Bean
    AdvanceClock advanceClock(ClockStore store, AuditLog audit, Ids ids, WorkspaceTime time) {
        return new AdvanceClock(store, audit, ids, time);
    }

    @Bean
    RunClock runClock(Database database, ClockStore store, Clocks clocks, WorkspaceTime time, List<DueWork> works) {
        return new RunClock(database, store, clocks, time, works, MOST_DONE_IN_AN_ADVANCE);
    }

    @Bean
    SeeClock seeClock(Database database, ClockStore store, Clocks clocks, WorkspaceTime time) {
        return new SeeClock(database, store, clocks, time);
    }

    @Bean
    Sweep finishAdvances(Database database, ClockStore store, AdvanceClock advance, RunClock run) {
        var finish = new FinishAdvances(database, store, advance, run);
        return new Sweep("finish-clock-advances", FINISH_EVERY, finish::lookOnce);
    }

    @Bean
    ClockApi clockApi(SeeClock see, AdvanceClock advance, RunClock run, Writes writes, Answers answers) {
        return new ClockApi(see, advance, run, writes, answers);
    }

    @Bean
    ClockPages clockPages(SeeClock see, AdvanceClock advance, RunClock run, Writes writes, Pages pages) {
        return new ClockPages(see, advance, run, writes, pages);
    }
}

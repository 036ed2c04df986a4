package com.plugipay.testmode;

import com.plugipay.checkout.CheckoutSessions;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.payment.MoneyOfSession;
import com.plugipay.payment.Payables;
import com.plugipay.payment.Settle;
import com.plugipay.payment.SimulatedAttempts;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires test mode.
@Configuration(proxyBeanMethods = false)
public class TestmodeModule {
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
            SimulatePayment simulate, CheckoutSessions sessions, MoneyOfSession money, Writes writes, Answers answers) {
        return new SimulateApi(simulate, sessions, money, writes, answers);
    }
}

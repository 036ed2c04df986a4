package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Wakeups;
import com.plugipay.event.EventLog;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.RateLimits;
import com.plugipay.id.Ids;
import com.plugipay.provider.Providers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires payments.
@Configuration(proxyBeanMethods = false)
public class PaymentModule {
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
    StartAttempt startAttempt(AttemptStore attempts, Ids ids, RateLimits limits) {
        return new StartAttempt(attempts, ids, !limits.lifted());
    }

    @Bean
    VoidAttempts voidAttempts(AttemptStore attempts) {
        return new VoidAttempts(attempts);
    }

    @Bean
    RunAttempt runAttempt(
            Database database,
            Providers providers,
            Payables payables,
            AttemptStore attempts,
            PaymentStore payments,
            PaymentJson json,
            EventLog events,
            Ids ids,
            WorkspaceTime time) {
        var settle = new Settle(payables, attempts, payments, json, events, ids);
        return new RunAttempt(database, providers, settle, time);
    }

    @Bean
    PaymentApi paymentApi(Database database, PaymentStore store, PaymentJson json, Answers answers) {
        return new PaymentApi(database, store, json, answers);
    }
}

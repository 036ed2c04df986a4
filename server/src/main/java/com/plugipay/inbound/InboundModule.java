package com.plugipay.inbound;

import com.plugipay.adapter.CallbacksHeard;
import com.plugipay.checkout.CallbacksOfSession;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.RateLimits;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import com.plugipay.payment.HearOfAttempt;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import com.plugipay.refund.HearOfRefund;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the callbacks of providers.
@Configuration(proxyBeanMethods = false)
public class InboundModule {
    private static final Duration ASK_EVERY = Duration.ofSeconds(2);
    private static final Duration FORGET_EVERY = Duration.ofHours(1);
    private static final Duration REFUSALS_SHOWN = Duration.ofDays(30);
    private static final int MOST_OF_SESSION = 20;

    private final ProviderEventStore store = new ProviderEventStore();
    private final TurnedAwayStore turnedAwayStore = new TurnedAwayStore();

    @Bean
    TurnedAway turnedAway(Database database) {
        return new TurnedAway(database, turnedAwayStore);
    }

    @Bean
    InboundApi inboundApi(
            Database database,
            VerifyCallback verify,
            TurnedAway turnedAway,
            Ids ids,
            WorkspaceTime time,
            Answers answers,
            RateLimits limits,
            InstantSource realTime) {
        var receive = new ReceiveCallback(database, verify, store, turnedAway, ids, time);
        return new InboundApi(receive, limits, answers, realTime);
    }

    @Bean
    VerifyCallback verifyCallback(Connections connections, Providers providers) {
        return new VerifyCallback(connections, providers);
    }

    @Bean
    AskProvider askProvider(Database database, HearOfAttempt attempts, HearOfRefund refunds, WorkspaceTime time) {
        return new AskProvider(database, store, attempts, refunds, time);
    }

    @Bean
    Sweep providerCallbacks(AskProvider ask) {
        return new Sweep("provider-callbacks", ASK_EVERY, ask);
    }

    @Bean
    Sweep forgetCallbacks(Database database, WorkspaceTime time) {
        var forget = new ForgetCallbacks(database, store, turnedAwayStore, time);
        return new Sweep("forget-callbacks", FORGET_EVERY, forget::lookOnce);
    }

    @Bean
    CallbacksOfSession callbacksOfSession() {
        return (tx, scope, session) -> store.ofSession(tx, scope, session, MOST_OF_SESSION).stream()
                .map(told -> new CallbacksOfSession.Told(told.at(), told.adapter(), told.copies(), told.outcome()))
                .toList();
    }

    @Bean
    CallbacksHeard callbacksHeard() {
        return (tx, scope, now) -> store.heard(tx, scope, now.minus(REFUSALS_SHOWN)).entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey,
                        one -> new CallbacksHeard.Heard(
                                one.getValue().lastAt(),
                                one.getValue().refused(),
                                one.getValue().refusedAt(),
                                one.getValue().putOff(),
                                one.getValue().putOffAt())));
    }
}

package com.plugipay.alarm;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.job.Sweep;
import com.plugipay.mail.Outbox;
import com.plugipay.workspace.Members;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the alarms.
@Configuration(proxyBeanMethods = false)
public class AlarmModule {
    private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

    private final AlarmStore store = new AlarmStore();

    @Bean
    FailureAlarms failureAlarms() {
        return new FailureAlarms(store);
    }

    @Bean
    WatchFailures watchFailures(
            Database database,
            Members members,
            Pages pages,
            Install install,
            Outbox outbox,
            WorkspaceTime time,
            InstantSource realTime) {
        return new WatchFailures(database, store, members, new AlarmLetters(pages, install), outbox, time, realTime);
    }

    @Bean
    Sweep lookForFailures(WatchFailures watch) {
        return new Sweep("watch-failures", LOOK_EVERY, watch::lookOnce);
    }
}

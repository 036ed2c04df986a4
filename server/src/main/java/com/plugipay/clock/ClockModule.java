package com.plugipay.clock;

import com.plugipay.db.Database;
import com.plugipay.db.Wakeups;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the clocks.
@Configuration(proxyBeanMethods = false)
public class ClockModule {
    @Bean
    ClockStore clockStore() {
        return new ClockStore();
    }

    /// Read before the first request is.
    @Bean
    ReadClocks readClocks(Database database, ClockStore store, WorkspaceTime time) {
        var read = new ReadClocks(database, store, time);
        read.lookOnce();
        return read;
    }

    @Bean(destroyMethod = "")
    Clocks clocks(ReadClocks read, WorkspaceTime time, Wakeups wakeups) {
        return new Clocks(read, time, wakeups);
    }
}

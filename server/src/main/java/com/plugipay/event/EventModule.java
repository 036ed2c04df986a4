package com.plugipay.event;

import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.id.Ids;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the event log.
@Configuration(proxyBeanMethods = false)
public class EventModule {
    @Bean
    EventLog eventLog(Ids ids) {
        return new EventLog(ids);
    }

    @Bean
    EventStore eventStore() {
        return new EventStore();
    }

    @Bean
    EventApi eventApi(Database database, EventStore store, Answers answers) {
        return new EventApi(database, store, answers);
    }
}

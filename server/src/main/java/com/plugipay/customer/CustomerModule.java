package com.plugipay.customer;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.event.EventLog;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires customers.
@Configuration(proxyBeanMethods = false)
public class CustomerModule {
    @Bean
    CustomerStore customerStore(EventLog events, Install install) {
        return new CustomerStore(events, new CustomerJson(install));
    }

    @Bean
    CustomerApi customerApi(
            Database database,
            CustomerStore store,
            Install install,
            List<CustomerUse> uses,
            Writes writes,
            Answers answers,
            Ids ids,
            WorkspaceTime time) {
        return new CustomerApi(database, store, new CustomerJson(install), uses, writes, answers, ids, time);
    }
}

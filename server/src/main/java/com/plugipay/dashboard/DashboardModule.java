package com.plugipay.dashboard;

import com.plugipay.audit.AuditChecks;
import com.plugipay.audit.AuditStore;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.event.EventStore;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.Pages;
import com.plugipay.http.RateLimits;
import com.plugipay.http.RequestIds;
import com.plugipay.mail.MailStore;
import com.plugipay.workspace.Members;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Wires what every dashboard page shares.
@Configuration(proxyBeanMethods = false)
public class DashboardModule {
    @Bean
    WaitingStore waitingStore() {
        return new WaitingStore();
    }

    @Bean
    WebMvcConfigurer visitArguments(
            Database database,
            WaitingStore waiting,
            Members members,
            RequestIds requestIds,
            ClientAddress address,
            WorkspaceTime time) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new VisitArguments(database, waiting, members, requestIds, address, time));
            }
        };
    }

    @Bean
    Timeline timeline(Database database, EventStore events, Members members) {
        return new Timeline(database, events, members);
    }

    @Bean
    HomePages homePages(
            Database database,
            WaitingStore waiting,
            Members members,
            Warnings warnings,
            AuditChecks checks,
            Pages pages,
            WorkspaceTime time) {
        return new HomePages(database, waiting, members, warnings, checks, pages, time);
    }

    @Bean
    AuditPages auditPages(AuditChecks checks, RateLimits limits, Pages pages, WorkspaceTime time) {
        return new AuditPages(checks, limits, pages, time);
    }

    @Bean
    AuditLogPages auditLogPages(Database database, AuditStore store, Pages pages, WorkspaceTime time) {
        return new AuditLogPages(database, store, pages, time);
    }

    @Bean
    MailPages mailPages(Database database, MailStore store, Pages pages, WorkspaceTime time) {
        return new MailPages(database, store, pages, time);
    }
}

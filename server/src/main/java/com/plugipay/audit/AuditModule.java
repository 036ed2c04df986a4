package com.plugipay.audit;

import com.plugipay.clock.ClockStore;
import com.plugipay.clock.ReadClocks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.RateLimits;
import com.plugipay.id.Ids;
import com.plugipay.job.Sweep;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the audit log and the checks.
@Configuration(proxyBeanMethods = false)
public class AuditModule {
    private static final Duration SEAL_EVERY = Duration.ofSeconds(5);
    private static final Duration LOOK_FOR_DUE_RUNS_EVERY = Duration.ofHours(1);

    @Bean
    AuditStore auditStore() {
        return new AuditStore();
    }

    @Bean
    AuditLog auditLog(AuditStore store, Ids ids) {
        return new AuditLog(store, ids);
    }

    @Bean
    SealAuditLog sealAuditLog(Database database, AuditStore store, InstantSource realTime) {
        return new SealAuditLog(database, store, realTime);
    }

    @Bean
    Sweep sealAuditLogOften(SealAuditLog seal) {
        return new Sweep("seal-audit-log", SEAL_EVERY, seal::lookOnce);
    }

    /// The checks on a database that no server runs on.
    public static AuditChecks checksOf(Database database, InstantSource realTime) {
        var time = new WorkspaceTime(realTime);
        new ReadClocks(database, new ClockStore(), time).lookOnce();
        return checks(database, new AuditStore(), new Ids(realTime), time);
    }

    @Bean
    AuditChecks auditChecks(Database database, AuditStore store, Ids ids, WorkspaceTime time) {
        return checks(database, store, ids, time);
    }

    @Bean
    Sweep runAuditChecks(AuditChecks checks) {
        return new Sweep("run-audit-checks", LOOK_FOR_DUE_RUNS_EVERY, checks::lookOnce);
    }

    @Bean
    AuditApi auditApi(Database database, AuditStore store, AuditChecks checks, Answers answers, RateLimits limits) {
        return new AuditApi(database, store, checks, answers, limits);
    }

    private static AuditChecks checks(Database database, AuditStore store, Ids ids, WorkspaceTime time) {
        return new AuditChecks(database, new CheckStore(), new VerifyChain(store), ids, time);
    }
}

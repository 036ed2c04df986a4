package com.plugipay.command;

import com.plugipay.Config;
import com.plugipay.adapter.AdapterModule;
import com.plugipay.alarm.AlarmModule;
import com.plugipay.audit.AuditModule;
import com.plugipay.checkout.CheckoutModule;
import com.plugipay.clock.ClockModule;
import com.plugipay.clock.Clocks;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.customer.CustomerModule;
import com.plugipay.dashboard.DashboardModule;
import com.plugipay.db.Database;
import com.plugipay.db.DatabaseAccess;
import com.plugipay.db.Wakeups;
import com.plugipay.egress.EgressGuard;
import com.plugipay.egress.EgressModule;
import com.plugipay.event.EventModule;
import com.plugipay.file.FileModule;
import com.plugipay.http.ClientAddress;
import com.plugipay.http.HttpModule;
import com.plugipay.http.Install;
import com.plugipay.http.RateLimits;
import com.plugipay.id.Ids;
import com.plugipay.inbound.InboundModule;
import com.plugipay.job.Jobs;
import com.plugipay.job.Sweep;
import com.plugipay.ledger.LedgerModule;
import com.plugipay.mail.MailModule;
import com.plugipay.method.Facts;
import com.plugipay.payment.PaymentModule;
import com.plugipay.provider.ProviderInstall;
import com.plugipay.provider.ProviderModule;
import com.plugipay.provider.manual.ManualModule;
import com.plugipay.provider.midtrans.MidtransModule;
import com.plugipay.provider.paypal.PaypalModule;
import com.plugipay.provider.xendit.XenditModule;
import com.plugipay.receipt.ReceiptModule;
import com.plugipay.refund.RefundModule;
import com.plugipay.secret.Keys;
import com.plugipay.settings.SettingsModule;
import com.plugipay.testmode.TestmodeModule;
import com.plugipay.workspace.WorkspaceModule;
import com.zaxxer.hikari.HikariDataSource;
import java.time.InstantSource;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.context.LifecycleAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.HttpEncodingAutoConfiguration;
import org.springframework.boot.servlet.autoconfigure.MultipartAutoConfiguration;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/// The server as Spring sees it: every feature's module, and the ground under them.
@SpringBootConfiguration(proxyBeanMethods = false)
// Named one by one: to consider all that Boot knows, and to turn most of it down, costs a good part of a start.
@ImportAutoConfiguration({
    ConfigurationPropertiesAutoConfiguration.class,
    LifecycleAutoConfiguration.class,
    TaskExecutionAutoConfiguration.class,
    TomcatServletWebServerAutoConfiguration.class,
    HttpEncodingAutoConfiguration.class,
    MultipartAutoConfiguration.class,
    DispatcherServletAutoConfiguration.class,
    WebMvcAutoConfiguration.class,
    ErrorMvcAutoConfiguration.class,
    SecurityAutoConfiguration.class,
    ServletWebSecurityAutoConfiguration.class,
    SecurityFilterAutoConfiguration.class
})
@Import({
    HttpModule.class,
    EventModule.class,
    ClockModule.class,
    AlarmModule.class,
    AuditModule.class,
    WorkspaceModule.class,
    SettingsModule.class,
    AdapterModule.class,
    EgressModule.class,
    FileModule.class,
    MailModule.class,
    CustomerModule.class,
    ProviderModule.class,
    ManualModule.class,
    MidtransModule.class,
    PaypalModule.class,
    XenditModule.class,
    LedgerModule.class,
    PaymentModule.class,
    RefundModule.class,
    InboundModule.class,
    CheckoutModule.class,
    TestmodeModule.class,
    ReceiptModule.class,
    DashboardModule.class
})
class Server {
    @Bean
    HikariDataSource pool(DatabaseAccess access, Config config) {
        return access.pool(config.databaseConnections());
    }

    @Bean
    Database database(HikariDataSource pool) {
        return new Database(pool);
    }

    @Bean
    ProviderInstall providerInstall(Config config) {
        return config.providers();
    }

    @Bean
    ProviderModule.InTransaction inTransaction() {
        return Database::isInUseByThisThread;
    }

    @Bean(destroyMethod = "")
    Wakeups wakeups(HikariDataSource pool, DatabaseAccess access) {
        return new Wakeups(pool, access::open);
    }

    @Bean
    Ids ids(InstantSource realTime) {
        return new Ids(realTime);
    }

    @Bean
    WorkspaceTime workspaceTime(Running.World world) {
        return new WorkspaceTime(world.productTime());
    }

    @Bean
    RateLimits rateLimits(Config config, InstantSource realTime) {
        return new RateLimits(config.rateLimitFactor(), realTime);
    }

    @Bean
    ClientAddress clientAddress(Config config) {
        return new ClientAddress(config.trustedProxies());
    }

    @Bean
    EgressGuard egressGuard(Config config, Install install) {
        return new EgressGuard(config.egressAllow(), install.isLoopback());
    }

    @Bean
    MailModule.Route mailRoute(Config config) {
        return new MailModule.Route(config.smtp());
    }

    @Bean(destroyMethod = "")
    Jobs jobs(HikariDataSource pool, List<Sweep> sweeps) {
        return new Jobs(pool, sweeps);
    }

    /// Started after everything else and stopped first, here and nowhere else: jobs, then streams, then the server
    /// waits for its requests.
    @Bean
    SmartLifecycle background(Jobs jobs, Wakeups wakeups, Clocks clocks, Running.World world) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                wakeups.start();
                clocks.start();
                if (world.jobs()) {
                    jobs.start();
                }
                running = true;
            }

            @Override
            public void stop() {
                running = false;
                wakeups.close();
                clocks.close();
                jobs.close();
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return Integer.MAX_VALUE;
            }
        };
    }

    /// Made before Spring starts, handed in as it is.
    record Given(Config config, DatabaseAccess access, Keys keys, Install install, Facts facts, Running.World world) {}
}

package com.plugipay.settings;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.file.FileStore;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the settings.
@Configuration(proxyBeanMethods = false)
public class SettingsModule {
    @Bean
    SettingsStore settingsStore() {
        return new SettingsStore();
    }

    @Bean
    Adapters adapters(FileStore files, AuditLog audit, WorkspaceTime time) {
        return new Adapters(new AdapterStore(), files, audit, time);
    }

    @Bean
    AdapterApi adapterApi(Database database, Adapters adapters, Install install, Writes writes, Answers answers) {
        return new AdapterApi(database, adapters, install, writes, answers);
    }

    @Bean
    ManualPages manualPages(Database database, Adapters adapters, Writes writes, Pages pages) {
        return new ManualPages(database, adapters, writes, pages);
    }
}

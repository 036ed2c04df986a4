package com.plugipay.settings;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.file.FetchPicture;
import com.plugipay.file.FileStore;
import com.plugipay.file.Images;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.provider.Providers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the settings.
@Configuration(proxyBeanMethods = false)
public class SettingsModule {
    @Bean
    SettingsStore settingsStore(WorkspaceTime time) {
        return new SettingsStore(time);
    }

    @Bean
    ChangeSettings changeSettings(SettingsStore store, FileStore files, AuditLog audit, WorkspaceTime time) {
        return new ChangeSettings(store, files, audit, time);
    }

    @Bean
    SettingsApi settingsApi(
            Database database,
            SettingsStore store,
            ChangeSettings change,
            Install install,
            Providers providers,
            FetchPicture fetch,
            Writes writes,
            Answers answers) {
        return new SettingsApi(database, store, change, new SettingsJson(install, providers), fetch, writes, answers);
    }

    @Bean
    MethodsPages methodsPages(
            Database database,
            SettingsStore store,
            ChangeSettings change,
            Images images,
            Providers providers,
            Pages pages,
            Writes writes,
            WorkspaceTime time) {
        return new MethodsPages(database, store, change, images, providers, pages, writes, time);
    }
}

package com.plugipay.settings;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.file.FileStore;
import com.plugipay.file.Images;
import com.plugipay.file.Pictures;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Providers;
import com.plugipay.secret.Keys;
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
    AdapterStore adapterStore() {
        return new AdapterStore();
    }

    @Bean
    Connections connections(Database database, AdapterStore store, Keys keys) {
        return new StoredConnections(database, store, keys);
    }

    @Bean
    Adapters adapters(AdapterStore store, FileStore files, AuditLog audit, WorkspaceTime time) {
        return new Adapters(store, files, audit, time);
    }

    @Bean
    ReadShopQris readShopQris(Database database, FileStore files, Pictures pictures) {
        return new ReadShopQris(database, files, pictures);
    }

    @Bean
    AdapterApi adapterApi(
            Database database,
            Adapters adapters,
            ReadShopQris readShopQris,
            Install install,
            Writes writes,
            Answers answers) {
        return new AdapterApi(database, adapters, readShopQris, install, writes, answers);
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
            Writes writes,
            Answers answers) {
        return new SettingsApi(database, store, change, new SettingsJson(install, providers), writes, answers);
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

    @Bean
    ManualPages manualPages(Database database, Adapters adapters, Writes writes, Pages pages) {
        return new ManualPages(adapters, writes, new ManualView(database, adapters, pages));
    }

    @Bean
    ManualQrisPages manualQrisPages(
            Database database,
            Adapters adapters,
            ReadShopQris readShopQris,
            Images images,
            Writes writes,
            WorkspaceTime time,
            Pages pages) {
        return new ManualQrisPages(
                adapters, readShopQris, images, writes, time, new ManualView(database, adapters, pages));
    }
}

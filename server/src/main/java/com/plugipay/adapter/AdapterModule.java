package com.plugipay.adapter;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.file.FetchPicture;
import com.plugipay.file.FileStore;
import com.plugipay.file.Images;
import com.plugipay.file.Pictures;
import com.plugipay.http.Answers;
import com.plugipay.http.Install;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import com.plugipay.provider.Connections;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ProviderInstall;
import com.plugipay.provider.Providers;
import com.plugipay.secret.Keys;
import com.plugipay.settings.SettingsStore;
import com.plugipay.workspace.Members;
import com.plugipay.workspace.ProveAgain;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires what a workspace takes money through.
@Configuration(proxyBeanMethods = false)
public class AdapterModule {
    @Bean
    AdapterStore adapterStore() {
        return new AdapterStore();
    }

    @Bean
    HealthStore healthStore() {
        return new HealthStore();
    }

    @Bean
    Connections connections(Database database, AdapterStore store, Keys keys, ProviderInstall install) {
        return new StoredConnections(database, store, keys, install);
    }

    @Bean
    Adapters adapters(
            AdapterStore store, HealthStore health, FileStore files, Keys keys, AuditLog audit, WorkspaceTime time) {
        return new Adapters(store, health, files, keys, audit, time);
    }

    @Bean
    InboundUrls inboundUrls(Install install) {
        return new InboundUrls(install);
    }

    @Bean
    ConnectAdapter connectAdapter(
            Database database, Adapters adapters, Connections connections, Providers providers, InboundUrls inbound) {
        return new ConnectAdapter(database, adapters, connections, providers, inbound);
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
            AdapterJson json,
            FetchPicture fetch,
            Writes writes,
            Answers answers) {
        return new AdapterApi(database, adapters, readShopQris, json, fetch, writes, answers);
    }

    @Bean
    AdapterJson adapterJson(Install install, InboundUrls inbound) {
        return new AdapterJson(install, inbound);
    }

    @Bean
    ProviderApi providerApi(
            ConnectAdapter connect,
            AdapterJson json,
            ProviderInstall providers,
            Writes writes,
            Answers answers,
            InstantSource realTime) {
        return new ProviderApi(connect, json, providers, writes, answers, realTime);
    }

    @Bean
    OpenManaged openManaged(
            AdapterStore adapters, ManagedAccounts accounts, AuditLog audit, Ids ids, WorkspaceTime time) {
        return new OpenManaged(new ManagedStore(), adapters, accounts, audit, ids, time);
    }

    @Bean
    ManagedApi managedApi(
            Database database,
            OpenManaged open,
            SettingsStore settings,
            Members members,
            Writes writes,
            Answers answers) {
        return new ManagedApi(database, open, settings, members, writes, answers);
    }

    @Bean
    ProvidersPages providersPages(
            Database database,
            Adapters adapters,
            ConnectAdapter connect,
            OpenManaged managed,
            SettingsStore settings,
            InboundUrls inbound,
            ProviderInstall install,
            ProveAgain proveAgain,
            Pages pages,
            Writes writes,
            CallbacksHeard callbacks,
            WorkspaceTime time,
            InstantSource realTime) {
        var view = new ProvidersView(pages, inbound);
        return new ProvidersPages(
                database,
                adapters,
                connect,
                managed,
                settings,
                view,
                install,
                proveAgain,
                pages,
                writes,
                callbacks,
                time,
                realTime);
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

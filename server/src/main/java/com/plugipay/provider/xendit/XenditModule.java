package com.plugipay.provider.xendit;

import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderInstall;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires Xendit.
@Configuration(proxyBeanMethods = false)
public class XenditModule {
    @Bean
    XenditClient xenditClient(ProviderHttp http, ProviderInstall install) {
        return new XenditClient(http, install.xendit());
    }

    @Bean
    XenditProvider xenditProvider(XenditClient client, ProviderInstall install) {
        return new XenditProvider("xendit", client, install.allowSandboxes());
    }

    @Bean
    XenditProvider xenplatformProvider(XenditClient client, ProviderInstall install) {
        return new XenditProvider("xenplatform", client, install.allowSandboxes());
    }

    @Bean
    ManagedAccounts managedAccounts(XenditClient client, ProviderInstall install) {
        return new XenditAccounts(client, install.xenplatformKey());
    }
}

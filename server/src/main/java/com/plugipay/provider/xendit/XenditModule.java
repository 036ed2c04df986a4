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
    ManagedAccounts managedAccounts(ProviderHttp http, ProviderInstall install) {
        return new XenditAccounts(new XenditClient(http, install.xendit()), install.xenplatformKey());
    }
}

package com.plugipay.provider.manual;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the provider without a provider.
@Configuration(proxyBeanMethods = false)
public class ManualModule {
    @Bean
    ManualProvider manualProvider() {
        return new ManualProvider();
    }
}

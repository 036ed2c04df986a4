package com.plugipay.provider;

import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the providers.
@Configuration(proxyBeanMethods = false)
public class ProviderModule {
    @Bean
    Providers providers(List<PaymentProvider> providers) {
        return new Providers(providers);
    }
}

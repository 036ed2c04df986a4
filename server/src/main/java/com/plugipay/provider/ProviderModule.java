package com.plugipay.provider;

import com.plugipay.method.Facts;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the providers.
@Configuration(proxyBeanMethods = false)
public class ProviderModule {
    @Bean
    Providers providers(List<PaymentProvider> providers, Facts facts) {
        return new Providers(providers, facts);
    }
}

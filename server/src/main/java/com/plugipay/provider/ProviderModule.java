package com.plugipay.provider;

import com.plugipay.method.Facts;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the providers.
@Configuration(proxyBeanMethods = false)
public class ProviderModule {
    /// Whether the calling thread holds a transaction. Known by the database, which providers never see.
    public interface InTransaction {
        boolean isSo();
    }

    @Bean
    ProviderHttp providerHttp(InTransaction transaction) {
        return new ProviderHttp(ProviderHttp.Limits.USUAL, transaction::isSo);
    }

    @Bean
    Providers providers(List<PaymentProvider> providers, Facts facts) {
        return new Providers(providers, facts);
    }
}

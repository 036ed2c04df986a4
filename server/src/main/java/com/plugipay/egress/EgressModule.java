package com.plugipay.egress;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires calls to the outside.
@Configuration(proxyBeanMethods = false)
public class EgressModule {
    @Bean
    Egress egress(EgressGuard guard) {
        return new Egress(guard);
    }
}

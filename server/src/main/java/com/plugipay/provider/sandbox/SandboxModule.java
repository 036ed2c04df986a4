package com.plugipay.provider.sandbox;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires test mode's provider.
@Configuration(proxyBeanMethods = false)
public class SandboxModule {
    @Bean
    SandboxProvider sandboxProvider() {
        return new SandboxProvider();
    }
}

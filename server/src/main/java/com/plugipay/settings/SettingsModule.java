package com.plugipay.settings;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires the settings.
@Configuration(proxyBeanMethods = false)
public class SettingsModule {
    @Bean
    SettingsStore settingsStore() {
        return new SettingsStore();
    }
}

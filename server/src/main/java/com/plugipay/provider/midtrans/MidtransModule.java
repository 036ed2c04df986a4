package com.plugipay.provider.midtrans;

import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderInstall;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires Midtrans.
@Configuration(proxyBeanMethods = false)
public class MidtransModule {
    @Bean
    MidtransProvider midtransProvider(ProviderHttp http, ProviderInstall install, InstantSource realTime) {
        return new MidtransProvider(new MidtransClient(http, install.midtrans()), realTime);
    }
}

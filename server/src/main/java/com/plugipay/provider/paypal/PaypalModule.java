package com.plugipay.provider.paypal;

import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.ProviderInstall;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Wires PayPal.
@Configuration(proxyBeanMethods = false)
public class PaypalModule {
    @Bean
    PaypalProvider paypalProvider(ProviderHttp http, ProviderInstall install, InstantSource realTime) {
        var client = new PaypalClient(http, install.paypal(), realTime);
        URI own = install.sandboxAuthority();
        var certificates = new PaypalCertificates(
                http,
                install.paypal(),
                own == null ? PaypalCertificates.known() : PaypalCertificates.knownAnd(Path.of(own)));
        return new PaypalProvider(client, new PaypalSignature(certificates));
    }
}

package com.plugipay.provider.paypal;

import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.scope.Mode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The adapter and somebody to talk to.
final class PaypalTestbed {
    static final ProviderHttp HTTP = new ProviderHttp(
            new ProviderHttp.Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1024 * 1024), () -> false);
    private static final Ids IDS = new Ids(InstantSource.system());

    private PaypalTestbed() {}

    static PaypalProvider provider(URI url, InstantSource time, Set<TrustAnchor> authorities) {
        var certificates = new PaypalCertificates(HTTP, url, authorities);
        return new PaypalProvider(new PaypalClient(HTTP, url, time), new PaypalSignature(certificates));
    }

    static PaypalProvider provider(PayPalServer server) {
        return provider(server.url(), InstantSource.system(), authority(server));
    }

    static Set<TrustAnchor> authority(PayPalServer server) {
        try {
            byte[] pem = server.authorityPem().getBytes(StandardCharsets.US_ASCII);
            var root = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
            return Set.of(new TrustAnchor(root, null));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static Connection connection(String secret, @Nullable String webhookId) {
        var shown = new LinkedHashMap<String, String>();
        shown.put("clientId", PayPalServer.CLIENT_ID);
        shown.put("mode", "live");
        if (webhookId != null) {
            shown.put("webhookId", webhookId);
        }
        return new Connection("paypal", Mode.LIVE, shown, Map.of("secret", secret));
    }

    static ChargeRequest request(String key, @Nullable String reference, long cents) {
        return new ChargeRequest(
                key,
                reference,
                Mode.LIVE,
                "paypal",
                new Money(cents, Currency.USD),
                "/c/x/action",
                null,
                Instant.now().plus(Duration.ofHours(1)),
                new ChargeRequest.Occasion(
                        "Toko Ibu Sari", "https://pay.example.com/c/x/return", "Budi", "budi@example.com", null));
    }

    static ChargeRequest request(long cents) {
        return request(IDS.next("att"), null, cents);
    }

    static ChargeRequest named(ChargeRequest request, @Nullable String reference) {
        return new ChargeRequest(
                request.key(),
                reference,
                request.mode(),
                request.method(),
                request.amount(),
                request.actionPath(),
                request.testCard(),
                request.expiresAt(),
                request.occasion());
    }

    static ChargeRequest waiting(PaypalProvider paypal, long cents) {
        ChargeRequest request = request(cents);
        var needed = (Outcome.ActionNeeded) paypal.charge(connection(PayPalServer.SECRET, null), request);
        return named(request, needed.reference());
    }

    static ChargeRequest approved(PayPalServer server, PaypalProvider paypal, long cents) {
        ChargeRequest request = waiting(paypal, cents);
        server.pay(request.key());
        return request;
    }

    static Outcome.Captured paid(PayPalServer server, PaypalProvider paypal, long cents) {
        return (Outcome.Captured)
                paypal.collect(connection(PayPalServer.SECRET, null), approved(server, paypal, cents));
    }

    static String refundKey() {
        return IDS.next("rfd");
    }
}

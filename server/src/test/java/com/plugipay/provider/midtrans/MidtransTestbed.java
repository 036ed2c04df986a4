package com.plugipay.provider.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;

/// The adapter and somebody to talk to.
final class MidtransTestbed {
    static final ProviderHttp HTTP = new ProviderHttp(
            new ProviderHttp.Limits(Duration.ofSeconds(5), Duration.ofSeconds(10), 1024 * 1024), () -> false);
    static final ChargeRequest.Occasion OCCASION = new ChargeRequest.Occasion(
            "Toko Ibu Sari", "https://pay.example.com/c/x/return", "Budi", "budi@example.com", "081234567890");
    private static final Ids IDS = new Ids(InstantSource.system());

    private MidtransTestbed() {}

    static MidtransProvider provider(URI url) {
        return new MidtransProvider(new MidtransClient(HTTP, url), InstantSource.system());
    }

    static Connection connection(String serverKey) {
        return new Connection(
                "midtrans",
                Mode.LIVE,
                Map.of(
                        "clientKey",
                        MidtransServer.CLIENT_KEY,
                        "merchantId",
                        MidtransServer.MERCHANT_ID,
                        "env",
                        "production"),
                Map.of("serverKey", serverKey));
    }

    static ChargeRequest request(String method, long rupiah) {
        return request(IDS.next("att"), method, rupiah);
    }

    static ChargeRequest request(String key, String method, long rupiah) {
        return new ChargeRequest(
                key,
                null,
                Mode.LIVE,
                method,
                new Money(rupiah, Currency.IDR),
                "/c/x/action",
                null,
                Instant.now().plus(Duration.ofHours(1)),
                OCCASION);
    }

    /// The request as it is known once the provider has given it a name.
    static ChargeRequest known(ChargeRequest request, Outcome told) {
        return told instanceof Outcome.ActionNeeded needed ? named(request, needed.reference()) : request;
    }

    static ChargeRequest named(ChargeRequest request, String reference) {
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

    /// What came of a charge that its customer paid.
    static Outcome.Captured paid(MidtransServer server, MidtransProvider midtrans, String method) {
        Connection connection = connection(MidtransServer.SERVER_KEY);
        ChargeRequest request = request(method, 150_000);
        assertThat(midtrans.charge(connection, request)).isInstanceOf(Outcome.ActionNeeded.class);
        server.pay(request.key());
        return (Outcome.Captured) midtrans.query(connection, request);
    }

    static String refundKey() {
        return IDS.next("rfd");
    }
}

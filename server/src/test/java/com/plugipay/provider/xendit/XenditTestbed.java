package com.plugipay.provider.xendit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The adapter and somebody to talk to.
final class XenditTestbed {
    static final ProviderHttp HTTP = new ProviderHttp(
            new ProviderHttp.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1024 * 1024), () -> false);

    private XenditTestbed() {}

    static XenditProvider provider(XenditServer server) {
        return new XenditProvider("xendit", new XenditClient(HTTP, server.url()), false);
    }

    static Connection connection() {
        return new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", XenditServer.LIVE_KEY));
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

    static ChargeRequest order(String method) {
        return order(method, 24_145);
    }

    static ChargeRequest order(String method, long amount) {
        return new ChargeRequest(
                PaymentProviderContract.IDS.next("att"),
                null,
                Mode.LIVE,
                method,
                new Money(amount, Currency.IDR),
                "/c/x/action",
                null,
                Instant.now().plus(Duration.ofHours(1)),
                PaymentProviderContract.OCCASION);
    }

    static ChargeRequest made(XenditProvider xendit, ChargeRequest request) {
        Outcome told = xendit.charge(connection(), request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        return named(request, ((Outcome.ActionNeeded) told).reference());
    }

    static Outcome.Captured paid(XenditServer server, XenditProvider xendit, String method) {
        ChargeRequest request = order(method, 150_000);
        ChargeRequest known = made(xendit, request);
        server.pay(request.key());
        return (Outcome.Captured) xendit.query(connection(), known);
    }

    static RefundRequest refund(Outcome.Captured of) {
        return new RefundRequest(
                PaymentProviderContract.IDS.next("rfd"), null, Mode.LIVE, "dana", of.reference(), of.amount());
    }
}

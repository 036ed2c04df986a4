package com.plugipay.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// The provider that the proofs run against keeps the contract of every provider.
class WiredSandboxTest implements PaymentProviderContract {
    private static final SandboxServer SERVER = SandboxServer.start(Duration.ofSeconds(1));

    @Override
    public PaymentProvider provider() {
        return new WiredSandbox(SERVER.url(), Duration.ofSeconds(5));
    }

    @Override
    public Mode mode() {
        return Mode.TEST;
    }

    @Override
    public String method() {
        return "card";
    }

    @Override
    public String thatSucceeds() {
        return "success";
    }

    @Override
    public String thatIsDeclined() {
        return "generic_decline";
    }

    @Override
    public String thatNeedsAnAction() {
        return "three_d_secure";
    }

    @Test
    void a_refund_that_never_arrived_is_not_found_until_it_is_sent() {
        var request = new RefundRequest(IDS.next("rfd"), null, mode(), method(), "charge", new Money(1, Currency.IDR));
        assertThat(provider().queryRefund(connection(), request)).isInstanceOf(RefundOutcome.NotFound.class);
        assertThat(provider().queryRefund(connection(), request))
                .as("asking sends nothing")
                .isInstanceOf(RefundOutcome.NotFound.class);
        provider().refund(connection(), request);
        assertThat(provider().queryRefund(connection(), request)).isInstanceOf(RefundOutcome.Succeeded.class);
    }
}

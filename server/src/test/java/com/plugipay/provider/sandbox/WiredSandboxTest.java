package com.plugipay.provider.sandbox;

import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.scope.Mode;
import java.time.Duration;

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
}

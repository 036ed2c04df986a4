package com.plugipay.sandboxproviders.wire;

import java.math.BigDecimal;
import java.net.URI;

/// A running server: where it is, and everything a test or a person can do to it.
public abstract class WireServer implements AutoCloseable {
    private final Ground ground;
    private final Till till;

    protected WireServer(Ground ground, Till till) {
        this.ground = ground;
        this.till = till;
    }

    public final URI url() {
        return ground.url();
    }

    public final Till till() {
        return till;
    }

    public final void pay(String charge) {
        till.pay(charge, null, false);
    }

    public final void pay(String charge, long amount) {
        till.pay(charge, BigDecimal.valueOf(amount), false);
    }

    public final KnobBoard knobs() {
        return ground.knobs();
    }

    public final Callbacks callbacks() {
        return ground.callbacks();
    }

    public final Journal journal() {
        return ground.journal();
    }

    public final WireClock clock() {
        return ground.clock();
    }

    @Override
    public final void close() {
        ground.close();
    }
}

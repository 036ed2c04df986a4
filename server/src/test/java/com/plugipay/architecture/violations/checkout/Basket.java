package com.plugipay.architecture.violations.checkout;

import com.plugipay.architecture.violations.customer.Guest;
import java.time.Clock;
import java.time.Instant;

/// A domain record that reads the clock, and half of a cycle.
public record Basket(Guest guest, Clock clock) {
    public Instant now() {
        return Instant.now();
    }
}

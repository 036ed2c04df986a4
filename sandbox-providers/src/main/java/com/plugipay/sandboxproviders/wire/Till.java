package com.plugipay.sandboxproviders.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What customers, banks and time do at a provider. Charges go by the provider's id or by the merchant's reference.
public interface Till {

    /// The customer pays; null pays what was asked. Another amount, or paying late, only where the rail lets people do
    /// so.
    void pay(String charge, @Nullable BigDecimal amount, boolean late);

    /// The customer, or their bank, says no.
    void decline(String charge);

    void expire(String charge);

    /// A pending refund ends, well or not.
    void finishRefund(String refund, boolean well);

    /// Everything the provider has written down.
    JsonNode book();

    /// Lets time do its work: what is past its deadline expires.
    void sweep();

    /// This cannot happen at the real provider either.
    final class Impossible extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Impossible(String why) {
            super(why);
        }
    }
}

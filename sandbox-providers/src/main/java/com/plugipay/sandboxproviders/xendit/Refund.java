package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Chance;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Money on its way back. Ids of `/v3/refunds` and of the older `/refunds` are not interchangeable.
final class Refund {
    final String id = "rfd-" + Chance.uuid();
    final boolean v3;
    final PaymentRequest request;
    final PaymentRequest.Payment payment;
    final BigDecimal amount;
    final String reason;
    final @Nullable String reference;
    final @Nullable JsonNode metadata;
    final Instant created;
    String status = "PENDING";

    @Nullable
    String failureCode;

    Instant updated;

    Refund(
            boolean v3,
            PaymentRequest request,
            PaymentRequest.Payment payment,
            BigDecimal amount,
            String reason,
            @Nullable String reference,
            @Nullable JsonNode metadata,
            Instant created) {
        this.v3 = v3;
        this.request = request;
        this.payment = payment;
        this.amount = amount;
        this.reason = reason;
        this.reference = reference;
        this.metadata = metadata;
        this.created = created;
        this.updated = created;
    }

    /// What counts against the money that came.
    boolean counts() {
        return !status.equals("FAILED") && !status.equals("CANCELLED");
    }
}

package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One transaction of the Core API. Only the book changes one.
final class Transaction {
    final String id = Chance.uuid();
    final String orderId;
    final BigDecimal amount;
    final String type;
    final Instant created;
    final Instant expires;
    final @Nullable JsonNode metadata;
    final List<URI> notify;
    /// What the customer pays with, as fields of every answer: `va_numbers`, `payment_code`, `acquirer`, …
    final ObjectNode instrument = Json.object();
    /// Fields of the first answer only: `actions`, `redirect_url`, `qr_string`.
    final ObjectNode once = Json.object();
    final List<Refund> refunds = new ArrayList<>();
    String status = "pending";

    @Nullable
    Instant settled;

    String finish = "";

    /// Money that went back, or is on its way when `confirmed` is null.
    static final class Refund {
        final int number;
        final String key;
        final BigDecimal amount;
        final String reason;
        final Instant created;

        @Nullable
        Instant confirmed;

        Refund(int number, String key, BigDecimal amount, String reason, Instant created) {
            this.number = number;
            this.key = key;
            this.amount = amount;
            this.reason = reason;
            this.created = created;
        }
    }

    Transaction(
            String orderId,
            BigDecimal amount,
            String type,
            Instant created,
            Instant expires,
            @Nullable JsonNode metadata,
            List<URI> notify) {
        this.orderId = orderId;
        this.amount = amount;
        this.type = type;
        this.created = created;
        this.expires = expires;
        this.metadata = metadata;
        this.notify = notify;
    }

    boolean paid() {
        return settled != null;
    }

    boolean pending() {
        return status.equals("pending");
    }

    /// An order id is free again when its transaction came to nothing.
    boolean cameToNothing() {
        return status.equals("cancel") || status.equals("expire") || status.equals("deny") || status.equals("failure");
    }

    boolean outlivesItsDeadline() {
        return type.equals("bank_transfer") || type.equals("echannel") || type.equals("cstore") || type.equals("qris");
    }

    Optional<Refund> pendingRefund(String key) {
        return refunds.stream()
                .filter(refund -> refund.key.equals(key) && refund.confirmed == null)
                .findFirst();
    }

    BigDecimal refunded() {
        return refunds.stream().map(refund -> refund.amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}

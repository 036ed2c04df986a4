package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Chance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An invitation to pay by one channel, and the payments it got. Only the book changes one.
final class PaymentRequest {
    final String id = "pr-" + Chance.uuid();
    final String paymentMethod = "pm-" + Chance.uuid();
    final String business;
    final Channel channel;
    final Asked asked;
    final Instant created;
    final @Nullable Instant expires;
    final List<Action> actions = new ArrayList<>();
    final List<Payment> payments = new ArrayList<>();
    String status = "REQUIRES_ACTION";

    @Nullable
    String failureCode;

    @Nullable
    String session;

    Instant updated;

    /// What the merchant sent and gets back.
    record Asked(
            String reference,
            String type,
            String country,
            String currency,
            BigDecimal amount,
            String captureMethod,
            ObjectNode channelProperties,
            @Nullable String description,
            @Nullable JsonNode metadata) {}

    /// What the customer, or the merchant, has to do next.
    record Action(String type, String descriptor, String value) {}

    /// One try with money, or without when it failed.
    record Payment(
            String id,
            String capture,
            BigDecimal amount,
            String status,
            @Nullable String failureCode,
            Instant at) {
        boolean captured() {
            return status.equals("SUCCEEDED");
        }
    }

    PaymentRequest(String business, Channel channel, Asked asked, Instant created, @Nullable Instant expires) {
        this.business = business;
        this.channel = channel;
        this.asked = asked;
        this.created = created;
        this.updated = created;
        this.expires = expires;
    }

    boolean open() {
        return status.equals("REQUIRES_ACTION") || status.equals("ACCEPTING_PAYMENTS");
    }

    boolean has(String payment) {
        return payments.stream().anyMatch(one -> one.id().equals(payment));
    }

    Payment payment(String id) {
        return payments.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
    }

    Payment add(BigDecimal amount, String state, @Nullable String why, Instant at) {
        Payment payment = new Payment("py-" + Chance.uuid(), "cap-" + Chance.uuid(), amount, state, why, at);
        payments.add(payment);
        return payment;
    }

    void become(String state, @Nullable String why, Instant at) {
        status = state;
        failureCode = why;
        updated = at;
    }
}

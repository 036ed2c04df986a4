package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An order, its one capture, and what went back of it. Only the book changes one.
final class Order {
    static final Duration LIFE = Duration.ofHours(3);

    final String id = Chance.upper(17);
    final JsonNode asked;
    final Money amount;
    final Instant created;
    final boolean withSource;
    String status;

    @Nullable
    Capture capture;

    Instant updated;

    /// Money that came in.
    static final class Capture {
        final String id = Chance.upper(17);
        final Order order;
        final Instant created;
        final List<Refund> refunds = new ArrayList<>();
        String status;

        @Nullable
        String reason;

        Instant updated;

        Capture(Order order, String status, @Nullable String reason, Instant created) {
            this.order = order;
            this.status = status;
            this.reason = reason;
            this.created = created;
            this.updated = created;
        }

        BigDecimal refunded() {
            return refunds.stream()
                    .filter(refund -> !refund.status.equals("FAILED"))
                    .map(refund -> refund.amount.value())
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }

    /// Money that goes back.
    static final class Refund {
        final String id = Chance.upper(17);
        final Capture capture;
        final Money amount;
        final JsonNode asked;
        final Instant created;
        String status = "PENDING";
        Instant updated;

        Refund(Capture capture, Money amount, JsonNode asked, Instant created) {
            this.capture = capture;
            this.amount = amount;
            this.asked = asked;
            this.created = created;
            this.updated = created;
        }
    }

    Order(JsonNode asked, Money amount, Instant created) {
        this.asked = asked;
        this.amount = amount;
        this.created = created;
        this.updated = created;
        this.withSource = asked.path("payment_source").path("paypal").isObject();
        this.status = withSource ? "PAYER_ACTION_REQUIRED" : "CREATED";
    }

    JsonNode unit() {
        return asked.path("purchase_units").path(0);
    }

    String reference() {
        return Objects.requireNonNullElse(Json.text(unit(), "reference_id"), "default");
    }

    boolean waits() {
        return status.equals("CREATED") || status.equals("PAYER_ACTION_REQUIRED");
    }

    /// An address to come back to, wherever the merchant put it.
    @Nullable
    String address(String name) {
        String of = Json.text(asked, "payment_source.paypal.experience_context." + name);
        return of != null ? of : Json.text(asked, "application_context." + name);
    }
}

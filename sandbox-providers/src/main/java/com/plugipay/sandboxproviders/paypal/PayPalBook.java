package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.paypal.Order.Capture;
import com.plugipay.sandboxproviders.paypal.Order.Refund;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Till;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Everything PayPal has written down for one app. One lock for all of it.
final class PayPalBook implements Till {
    private final Ground ground;
    private final Webhooks webhooks;
    private final PayPalJson json;
    private final Map<String, Order> orders = new LinkedHashMap<>();

    PayPalBook(Ground ground, Webhooks webhooks, PayPalJson json) {
        this.ground = ground;
        this.webhooks = webhooks;
        this.json = json;
    }

    synchronized void add(Order order) {
        orders.put(order.id, order);
    }

    synchronized Order order(String id) {
        sweep();
        return Optional.ofNullable(orders.get(id)).orElseThrow(Problem::missing);
    }

    synchronized boolean invoiceUsed(String invoice) {
        return orders.values().stream()
                .anyMatch(order -> order.capture != null && invoice.equals(Json.text(order.unit(), "invoice_id")));
    }

    synchronized Capture capture(String id) {
        return orders.values().stream()
                .flatMap(order -> Optional.ofNullable(order.capture).stream())
                .filter(capture -> capture.id.equals(id))
                .findFirst()
                .orElseThrow(Problem::missing);
    }

    synchronized Optional<Refund> refund(String id) {
        return orders.values().stream()
                .flatMap(order -> Optional.ofNullable(order.capture).stream())
                .flatMap(capture -> capture.refunds.stream())
                .filter(refund -> refund.id.equals(id) || id.equals(Json.text(refund.asked, "custom_id")))
                .findFirst();
    }

    /// Takes the money of an approved order, or holds it for review.
    synchronized void take(Order order) {
        boolean review = ground.knobs().now().review();
        order.capture = new Capture(order, review ? "PENDING" : "COMPLETED", review ? "PENDING_REVIEW" : null, now());
        order.status = "COMPLETED";
        order.updated = now();
        tell(order.capture);
    }

    synchronized Refund start(Capture capture, Money amount, JsonNode asked) {
        Refund refund = new Refund(capture, amount, asked, now());
        capture.refunds.add(refund);
        Knobs.Refunds way = ground.knobs().now().refunds();
        if (way != Knobs.Refunds.PENDING) {
            finish(refund, way == Knobs.Refunds.SUCCEED);
        }
        return refund;
    }

    /// The customer approves an order; for a capture under review, the review ends well.
    @Override
    public synchronized void pay(String charge, @Nullable BigDecimal amount, boolean late) {
        Order order = found(charge);
        if (amount != null && amount.compareTo(order.amount.value()) != 0) {
            throw new Impossible("a customer approves the whole amount or nothing");
        }
        if (order.capture != null) {
            review(order.capture, "COMPLETED");
        } else if (order.waits()) {
            order.status = "APPROVED";
            order.updated = now();
            webhooks.tell(
                    "CHECKOUT.ORDER.APPROVED",
                    "checkout-order",
                    "An order has been approved by buyer",
                    json.order(order, true, ground.knobs().now()));
        } else {
            throw new Impossible("it is " + order.status);
        }
    }

    /// The customer does not approve: nothing happens at PayPal. For a capture under review, it ends badly.
    @Override
    public synchronized void decline(String charge) {
        Order order = found(charge);
        if (order.capture != null) {
            review(order.capture, "DECLINED");
        } else if (!order.waits()) {
            throw new Impossible("it is " + order.status);
        }
    }

    @Override
    public synchronized void expire(String charge) {
        Order order = found(charge);
        if (order.capture != null) {
            throw new Impossible("it is " + order.status);
        }
        orders.remove(order.id);
    }

    @Override
    public synchronized void finishRefund(String id, boolean well) {
        Refund refund = refund(id).orElseThrow(() -> new Impossible("there is no refund " + id));
        if (!refund.status.equals("PENDING")) {
            throw new Impossible("it is " + refund.status);
        }
        finish(refund, well);
    }

    /// An order that was not captured in three hours is forgotten.
    @Override
    public synchronized void sweep() {
        Instant oldest = now().minus(Order.LIFE);
        orders.values().removeIf(order -> order.capture == null && order.created.isBefore(oldest));
    }

    @Override
    public synchronized JsonNode book() {
        ObjectNode book = Json.object();
        orders.values().forEach(order -> book.withArray("orders").add(json.order(order, true, Knobs.OFF)));
        webhooks.all().forEach(webhook -> book.withArray("webhooks").add(webhook.json(ground.url())));
        return book;
    }

    private void review(Capture capture, String status) {
        if (!capture.status.equals("PENDING")) {
            throw new Impossible("the capture is " + capture.status);
        }
        capture.status = status;
        capture.reason = null;
        capture.updated = now();
        tell(capture);
    }

    private void finish(Refund refund, boolean well) {
        refund.status = well ? "COMPLETED" : "FAILED";
        refund.updated = now();
        if (well) {
            Capture capture = refund.capture;
            boolean all = capture.refunded().compareTo(capture.order.amount.value()) >= 0;
            capture.status = all ? "REFUNDED" : "PARTIALLY_REFUNDED";
            capture.updated = now();
            String worth = refund.amount.value().toPlainString() + " " + refund.amount.currency();
            webhooks.tell(
                    "PAYMENT.CAPTURE.REFUNDED",
                    "refund",
                    "A $ " + worth + " capture payment was refunded",
                    json.refund(refund, true));
        }
    }

    private void tell(Capture capture) {
        String what = switch (capture.status) {
            case "COMPLETED" -> "COMPLETED";
            case "PENDING" -> "PENDING";
            default -> "DENIED";
        };
        webhooks.tell(
                "PAYMENT.CAPTURE." + what,
                "capture",
                "Payment " + what.toLowerCase(java.util.Locale.ROOT) + " for " + capture.order.id,
                json.capture(capture, ground.knobs().now()));
    }

    private Order found(String charge) {
        sweep();
        return orders.values().stream()
                .filter(order -> order.id.equals(charge)
                        || order.reference().equals(charge)
                        || charge.equals(Json.text(order.unit(), "custom_id"))
                        || (order.capture != null && order.capture.id.equals(charge)))
                .reduce((first, last) -> last)
                .orElseThrow(() -> new Impossible("there is no order " + charge));
    }

    Instant now() {
        return ground.clock().instant();
    }
}

package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.paypal.Order.Capture;
import com.plugipay.sandboxproviders.paypal.Order.Refund;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Orders, captures and refunds, field by field as the reference shows them.
final class PayPalJson {
    static final String PAYER = "QYR5Z8XDVJNXQ";

    private final URI url;
    private final String merchant;

    PayPalJson(URI url, String merchant) {
        this.url = url;
        this.merchant = merchant;
    }

    /// Without `Prefer: return=representation` only what is needed to go on.
    ObjectNode order(Order order, boolean whole, Knobs knobs) {
        ObjectNode json = Json.object().put("id", order.id).put("status", order.status);
        boolean approved = !order.waits();
        if (whole || approved) {
            json.put("intent", "CAPTURE");
            unit(order, json.withArray("purchase_units").addObject(), knobs);
            json.put("create_time", time(order.created)).put("update_time", time(order.updated));
        }
        if (approved) {
            json.set("payer", payer());
        }
        if (approved || order.withSource) {
            ObjectNode source = json.putObject("payment_source").putObject("paypal");
            if (approved) {
                source.put("email_address", "buyer@example.com")
                        .put("account_id", PAYER)
                        .put("account_status", "VERIFIED");
                source.putObject("name").put("given_name", "John").put("surname", "Doe");
                source.putObject("address").put("country_code", "ID");
            }
        }
        link(json, "/v2/checkout/orders/" + order.id, "self", "GET");
        if (order.waits()) {
            link(json, "/checkoutnow?token=" + order.id, order.withSource ? "payer-action" : "approve", "GET");
        }
        if (!order.withSource && order.waits()) {
            link(json, "/v2/checkout/orders/" + order.id, "update", "PATCH");
        }
        if ((!order.withSource && order.waits()) || order.status.equals("APPROVED")) {
            link(json, "/v2/checkout/orders/" + order.id + "/capture", "capture", "POST");
        }
        return json;
    }

    private void unit(Order order, ObjectNode json, Knobs knobs) {
        json.put("reference_id", order.reference());
        json.set("amount", order.amount.json());
        json.set("payee", payee());
        for (String name : List.of("description", "custom_id", "invoice_id", "soft_descriptor", "items")) {
            if (order.unit().has(name)) {
                json.set(name, order.unit().get(name));
            }
        }
        if (order.capture != null) {
            ObjectNode payments = json.putObject("payments");
            payments.putArray("captures").add(capture(order.capture, knobs));
            order.capture.refunds.forEach(
                    refund -> payments.withArray("refunds").add(refund(refund, true)));
        }
    }

    /// What is told about money goes through the knobs.
    ObjectNode capture(Capture capture, Knobs knobs) {
        Money amount = capture.order.amount;
        Money told = new Money(knobs.told(amount.currency()), knobs.told(amount.value()));
        ObjectNode json = Json.object().put("id", capture.id).put("status", capture.status);
        if (capture.reason != null) {
            json.putObject("status_details").put("reason", capture.reason);
        }
        json.set("amount", told.json());
        json.put("final_capture", true);
        json.putObject("seller_protection")
                .put("status", "ELIGIBLE")
                .putArray("dispute_categories")
                .add("ITEM_NOT_RECEIVED")
                .add("UNAUTHORIZED_TRANSACTION");
        if (capture.status.equals("COMPLETED")) {
            BigDecimal fee = told.value().multiply(new BigDecimal("0.044")).add(new BigDecimal("0.30"));
            ObjectNode breakdown = json.putObject("seller_receivable_breakdown");
            breakdown.set("gross_amount", told.json());
            breakdown.set("paypal_fee", new Money(told.currency(), fee).json());
            breakdown.set("net_amount", told.minus(fee).json());
        }
        put(json, "invoice_id", Json.text(capture.order.unit(), "invoice_id"));
        put(json, "custom_id", Json.text(capture.order.unit(), "custom_id"));
        json.set("payee", payee());
        json.putObject("supplementary_data").putObject("related_ids").put("order_id", capture.order.id);
        json.put("create_time", time(capture.created)).put("update_time", time(capture.updated));
        link(json, "/v2/payments/captures/" + capture.id, "self", "GET");
        link(json, "/v2/payments/captures/" + capture.id + "/refund", "refund", "POST");
        return link(json, "/v2/checkout/orders/" + capture.order.id, "up", "GET");
    }

    ObjectNode refund(Refund refund, boolean whole) {
        ObjectNode json = Json.object().put("id", refund.id).put("status", refund.status);
        if (whole) {
            json.set("amount", refund.amount.json());
            for (String name : List.of("invoice_id", "custom_id", "note_to_payer")) {
                put(json, name, Json.text(refund.asked, name));
            }
            ObjectNode breakdown = json.putObject("seller_payable_breakdown");
            breakdown.set("gross_amount", refund.amount.json());
            breakdown.set("paypal_fee", new Money(refund.amount.currency(), BigDecimal.ZERO).json());
            breakdown.set("net_amount", refund.amount.json());
            breakdown.set(
                    "total_refunded_amount", new Money(refund.amount.currency(), refund.capture.refunded()).json());
            json.set("payer", payee());
            json.put("create_time", time(refund.created)).put("update_time", time(refund.updated));
        }
        link(json, "/v2/payments/refunds/" + refund.id, "self", "GET");
        return link(json, "/v2/payments/captures/" + refund.capture.id, "up", "GET");
    }

    ObjectNode link(ObjectNode json, String path, String rel, String method) {
        json.withArray("links")
                .addObject()
                .put("href", url + path)
                .put("rel", rel)
                .put("method", method);
        return json;
    }

    private ObjectNode payee() {
        return Json.object().put("email_address", "merchant@example.com").put("merchant_id", merchant);
    }

    private static ObjectNode payer() {
        ObjectNode payer =
                Json.object().put("email_address", "buyer@example.com").put("payer_id", PAYER);
        payer.putObject("name").put("given_name", "John").put("surname", "Doe");
        payer.putObject("address").put("country_code", "ID");
        return payer;
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The objects of the v3 API, field by field as the reference shows them.
final class XenditJson {
    private XenditJson() {}

    static ObjectNode request(PaymentRequest request) {
        PaymentRequest.Asked asked = request.asked;
        ObjectNode json = Json.object()
                .put("business_id", request.business)
                .put("reference_id", asked.reference())
                .put("payment_request_id", request.id)
                .put("type", asked.type())
                .put("country", asked.country())
                .put("currency", asked.currency());
        json.set("request_amount", Json.amount(asked.amount()));
        json.put("capture_method", asked.captureMethod()).put("channel_code", request.channel.code());
        json.set("channel_properties", asked.channelProperties());
        ArrayNode actions = json.putArray("actions");
        request.actions.forEach(action -> actions.addObject()
                .put("type", action.type())
                .put("descriptor", action.descriptor())
                .put("value", action.value()));
        json.put("status", request.status);
        put(json, "failure_code", request.failureCode);
        put(json, "description", asked.description());
        put(json, "metadata", asked.metadata());
        if (!request.payments.isEmpty()) {
            json.put("latest_payment_id", request.payments.getLast().id());
        }
        return json.put("created", time(request.created)).put("updated", time(request.updated));
    }

    /// What is told about money goes through the knobs.
    static ObjectNode payment(PaymentRequest request, PaymentRequest.Payment payment, Knobs knobs) {
        PaymentRequest.Asked asked = request.asked;
        ObjectNode json = Json.object()
                .put("payment_id", payment.id())
                .put("business_id", request.business)
                .put("reference_id", asked.reference())
                .put("payment_request_id", request.id)
                .put("type", asked.type())
                .put("country", asked.country())
                .put("currency", knobs.told(asked.currency()));
        json.set("request_amount", Json.amount(asked.amount()));
        json.put("capture_method", asked.captureMethod())
                .put("channel_code", request.channel.code())
                .put("status", payment.status());
        json.set("channel_properties", asked.channelProperties());
        ArrayNode captures = json.putArray("captures");
        if (payment.captured()) {
            ObjectNode capture = captures.addObject()
                    .put("capture_id", payment.capture())
                    .put("capture_timestamp", time(payment.at()));
            capture.set("capture_amount", Json.amount(knobs.told(payment.amount())));
        }
        json.putObject("payment_details");
        put(json, "failure_code", payment.failureCode());
        put(json, "description", asked.description());
        put(json, "metadata", asked.metadata());
        return json.put("created", time(payment.at())).put("updated", time(payment.at()));
    }

    static ObjectNode refund(Refund refund) {
        ObjectNode json = Json.object()
                .put("refund_id", refund.id)
                .put("reference_id", refund.reference)
                .put("business_id", refund.request.business)
                .put("payment_id", refund.payment.id())
                .put("status", refund.status);
        json.set("amount", Json.amount(refund.amount));
        json.put("currency", refund.request.asked.currency())
                .put("channel_code", refund.request.channel.code())
                .put("reason", refund.reason);
        put(json, "failure_code", refund.failureCode);
        put(json, "metadata", refund.metadata);
        return json.put("created", time(refund.created)).put("updated", time(refund.updated));
    }

    static ObjectNode transaction(PaymentRequest request, PaymentRequest.Payment payment) {
        ObjectNode json = transaction(payment.id(), "PAYMENT", "SUCCESS", "MONEY_IN", request)
                .put("reference_id", request.asked.reference());
        json.set("amount", Json.amount(payment.amount()));
        return json.put("created", time(payment.at())).put("updated", time(payment.at()));
    }

    static ObjectNode transaction(Refund refund) {
        String status = switch (refund.status) {
            case "SUCCEEDED" -> "SUCCESS";
            case "PENDING" -> "PENDING";
            default -> "FAILED";
        };
        ObjectNode json = transaction(refund.id, "REFUND", status, "MONEY_OUT", refund.request)
                .put("reference_id", refund.reference);
        json.set("amount", Json.amount(refund.amount));
        return json.put("created", time(refund.created)).put("updated", time(refund.updated));
    }

    private static ObjectNode transaction(
            String product, String type, String status, String cashflow, PaymentRequest request) {
        return Json.object()
                .put("id", "txn_" + product.substring(product.indexOf('-') + 1))
                .put("product_id", product)
                .put("type", type)
                .put("status", status)
                .put("channel_category", request.channel.kind().category())
                .put("channel_code", request.channel.code())
                .put("account_identifier", "")
                .put("currency", request.asked.currency())
                .put("cashflow", cashflow)
                .put("business_id", request.business);
    }

    static ObjectNode session(Session session, URI url) {
        ObjectNode json = Json.object()
                .put("payment_session_id", session.id)
                .put("created", time(session.created))
                .put("updated", time(session.updated));
        json.setAll(session.asked);
        json.put("expires_at", time(session.expires))
                .put("status", session.status)
                .put("payment_link_url", url + "/sessions/" + session.id + "/page")
                .putNull("payment_token_id");
        PaymentRequest request = session.request;
        boolean paid = request != null && request.status.equals("SUCCEEDED");
        json.put("payment_request_id", request == null ? null : request.id)
                .put(
                        "payment_id",
                        paid && request != null ? request.payments.getLast().id() : null);
        return json.put("business_id", session.business);
    }

    static ObjectNode event(String event, String business, Instant now, JsonNode data) {
        ObjectNode json =
                Json.object().put("event", event).put("business_id", business).put("created", time(now));
        json.set("data", data);
        return json;
    }

    static String time(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static void put(ObjectNode json, String name, @Nullable String value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable JsonNode value) {
        if (value != null) {
            json.set(name, value);
        }
    }
}

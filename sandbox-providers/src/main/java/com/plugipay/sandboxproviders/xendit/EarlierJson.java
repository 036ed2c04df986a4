package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The objects of the API before v3, which the published SDKs still speak.
final class EarlierJson {
    private EarlierJson() {}

    static ObjectNode request(PaymentRequest request) {
        ObjectNode json = Json.object()
                .put("id", request.id)
                .put("created", XenditJson.time(request.created))
                .put("updated", XenditJson.time(request.updated))
                .put("reference_id", request.asked.reference())
                .put("business_id", request.business)
                .putNull("customer_id");
        json.set("amount", Json.amount(request.asked.amount()));
        json.put("country", request.asked.country()).put("currency", request.asked.currency());
        json.set("payment_method", method(request));
        json.put("description", request.asked.description());
        if (request.failureCode != null) {
            json.put("failure_code", request.failureCode);
        }
        json.put("capture_method", request.asked.captureMethod()).put("status", status(request));
        request.actions.stream()
                .filter(action -> action.type().equals("REDIRECT_CUSTOMER"))
                .forEach(action -> json.withArray("actions")
                        .addObject()
                        .put("action", "AUTH")
                        .put("url_type", "WEB")
                        .put("method", "GET")
                        .put("url", action.value())
                        .putNull("qr_code"));
        json.set("metadata", request.asked.metadata());
        return json;
    }

    static ObjectNode method(PaymentRequest request) {
        ObjectNode json = Json.object()
                .put("id", request.paymentMethod)
                .put("type", type(request.channel))
                .put("created", XenditJson.time(request.created))
                .put("updated", XenditJson.time(request.updated))
                .put("reference_id", request.asked.reference())
                .put("reusability", "ONE_TIME_USE")
                .put("status", request.open() ? "ACTIVE" : "EXPIRED");
        ObjectNode detail = json.putObject(detail(request.channel));
        detail.set("amount", Json.amount(request.asked.amount()));
        detail.put("currency", request.asked.currency()).put("channel_code", code(request.channel));
        ObjectNode properties = request.asked.channelProperties().deepCopy();
        request.actions.stream()
                .filter(action -> action.descriptor().equals("QR_STRING"))
                .forEach(action -> properties.put("qr_string", action.value()));
        detail.set("channel_properties", properties);
        return json;
    }

    static ObjectNode refund(Refund refund) {
        ObjectNode json = Json.object()
                .put("id", refund.id)
                .put("payment_request_id", refund.request.id)
                .put("payment_id", refund.payment.id())
                .putNull("invoice_id");
        json.set("amount", Json.amount(refund.amount));
        json.put("payment_method_type", type(refund.request.channel))
                .put("channel_code", code(refund.request.channel))
                .put("country", refund.request.asked.country())
                .put("currency", refund.request.asked.currency())
                .put("status", refund.status)
                .put("reason", refund.reason)
                .put("reference_id", refund.reference)
                .put("failure_code", refund.failureCode)
                .putNull("refund_fee_amount")
                .put("created", XenditJson.time(refund.created))
                .put("updated", XenditJson.time(refund.updated));
        json.set("metadata", refund.metadata);
        return json;
    }

    static ObjectNode charge(PaymentRequest request, String callbackUrl) {
        ObjectNode json = Json.object()
                .put("id", "ewc_" + request.id.substring(3))
                .put("business_id", request.business)
                .put("reference_id", request.asked.reference())
                .put(
                        "status",
                        request.open() ? "PENDING" : request.status.equals("CANCELED") ? "VOIDED" : request.status)
                .put("currency", request.asked.currency());
        json.set("charge_amount", Json.amount(request.asked.amount()));
        json.set("capture_amount", Json.amount(request.asked.amount()));
        json.put("checkout_method", "ONE_TIME_PAYMENT").put("channel_code", "ID_" + request.channel.code());
        json.set("channel_properties", request.asked.channelProperties());
        boolean redirect = !request.actions.isEmpty();
        String page = redirect ? request.actions.getFirst().value() : null;
        json.set("actions", Json.MAPPER.valueToTree(addresses(page)));
        return json.put("is_redirect_required", redirect)
                .put("callback_url", callbackUrl)
                .put("created", XenditJson.time(request.created))
                .put("updated", XenditJson.time(request.updated))
                .putNull("voided_at")
                .put("capture_now", true)
                .putNull("customer_id")
                .putNull("payment_method_id")
                .put("failure_code", request.failureCode)
                .putNull("basket")
                .putNull("metadata");
    }

    static String type(Channel channel) {
        return switch (channel.kind()) {
            case QR -> "QR_CODE";
            case VIRTUAL_ACCOUNT -> "VIRTUAL_ACCOUNT";
            case RETAIL -> "OVER_THE_COUNTER";
            case CARD -> "CARD";
            case PUSH, REDIRECT -> "EWALLET";
        };
    }

    static String detail(Channel channel) {
        return type(channel).toLowerCase(java.util.Locale.ROOT);
    }

    private static String code(Channel channel) {
        return channel.code().replace("_VIRTUAL_ACCOUNT", "");
    }

    private static String status(PaymentRequest request) {
        boolean waits = request.open()
                && request.actions.stream()
                        .noneMatch(action -> action.descriptor().equals("WEB_URL"));
        return waits ? "PENDING" : request.status;
    }

    private static Map<String, String> addresses(@Nullable String page) {
        return page == null ? Map.of() : Map.of("desktop_web_checkout_url", page, "mobile_web_checkout_url", page);
    }
}

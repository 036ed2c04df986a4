package com.plugipay.provider.paypal;

import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.RefundRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What we send to PayPal.
final class PaypalBody {
    /// What we want to be told of.
    static final List<String> EVENTS = List.of(
            "CHECKOUT.ORDER.APPROVED",
            "PAYMENT.CAPTURE.COMPLETED",
            "PAYMENT.CAPTURE.PENDING",
            "PAYMENT.CAPTURE.DENIED",
            "PAYMENT.CAPTURE.REFUNDED");

    private static final int LONGEST_BRAND = 127;

    private PaypalBody() {}

    /// One order for one attempt, which PayPal repeats in all that it tells of it.
    static Map<String, Object> order(ChargeRequest request) {
        ChargeRequest.Occasion occasion = request.occasion();
        var unit = new LinkedHashMap<String, Object>();
        unit.put("reference_id", request.key());
        unit.put("custom_id", request.key());
        unit.put("invoice_id", request.key());
        unit.put("amount", PaypalAmount.sent(request.amount()));
        var context = new LinkedHashMap<String, Object>();
        context.put("return_url", occasion.returnUrl());
        context.put("cancel_url", occasion.returnUrl());
        context.put("user_action", "PAY_NOW");
        context.put("shipping_preference", "NO_SHIPPING");
        if (!occasion.shop().isBlank()) {
            context.put("brand_name", cut(occasion.shop(), LONGEST_BRAND));
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("intent", "CAPTURE");
        body.put("purchase_units", List.of(unit));
        body.put("payment_source", Map.of("paypal", Map.of("experience_context", context)));
        return body;
    }

    static Map<String, Object> refund(RefundRequest request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("amount", PaypalAmount.sent(request.amount()));
        body.put("custom_id", request.key());
        body.put("invoice_id", request.key());
        return body;
    }

    static Map<String, Object> webhook(String inboundUrl) {
        var body = new LinkedHashMap<String, Object>();
        body.put("url", inboundUrl);
        body.put(
                "event_types",
                EVENTS.stream().map(event -> Map.of("name", event)).toList());
        return body;
    }

    /// Never in the middle of a character.
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}

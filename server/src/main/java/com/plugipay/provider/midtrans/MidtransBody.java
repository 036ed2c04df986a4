package com.plugipay.provider.midtrans;

import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.RefundRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What we send to Midtrans, with the fields of its type only.
final class MidtransBody {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LONGEST_ITEM = 50;
    private static final int LONGEST_MESSAGE = 20;
    private static final int LONGEST_BILL_LABEL = 10;
    private static final int LONGEST_BILL_TEXT = 30;

    private MidtransBody() {}

    /// Of a Core API charge.
    static Map<String, Object> charge(ChargeRequest request, Instant now) {
        MidtransChannel channel = MidtransChannel.of(request.method());
        ChargeRequest.Occasion occasion = request.occasion();
        var body = new LinkedHashMap<String, Object>();
        body.put("payment_type", channel.type());
        body.put("transaction_details", details(request));
        switch (channel.type()) {
            case "qris" -> body.put("qris", Map.of("acquirer", "gopay"));
            case "gopay" -> body.put("gopay", ordered("enable_callback", true, "callback_url", occasion.returnUrl()));
            case "shopeepay", "dana" -> body.put(channel.type(), Map.of("callback_url", occasion.returnUrl()));
            case "ovo" -> body.put("ovo", Map.of("payer_phone_number", String.valueOf(occasion.phone())));
            case "bank_transfer" -> body.put("bank_transfer", Map.of("bank", String.valueOf(channel.detail())));
            case "echannel" ->
                body.put(
                        "echannel",
                        ordered(
                                "bill_info1",
                                cut("Pembayaran", LONGEST_BILL_LABEL),
                                "bill_info2",
                                cut(occasion.shop(), LONGEST_BILL_TEXT)));
            case "cstore" ->
                body.put(
                        "cstore",
                        ordered(
                                "store",
                                String.valueOf(channel.detail()),
                                "message",
                                cut(occasion.shop(), LONGEST_MESSAGE)));
            case "bca_klikpay" -> body.put("bca_klikpay", Map.of("description", cut(occasion.shop(), LONGEST_ITEM)));
            default -> body.put("item_details", List.of(item(request)));
        }
        customer(body, occasion);
        Duration life = channel.life(Duration.between(now, request.expiresAt()));
        if (life != null) {
            body.put("custom_expiry", expiry("expiry_duration", life, "minute", "second"));
        }
        return body;
    }

    /// Of Snap's page for cards.
    static Map<String, Object> page(ChargeRequest request, Instant now) {
        var body = new LinkedHashMap<String, Object>();
        body.put("transaction_details", details(request));
        body.put("enabled_payments", List.of("credit_card"));
        body.put("credit_card", Map.of("secure", true));
        body.put("callbacks", Map.of("finish", request.occasion().returnUrl()));
        customer(body, request.occasion());
        Duration left = Duration.between(now, request.expiresAt());
        body.put("expiry", expiry("duration", left.compareTo(MINUTE) < 0 ? MINUTE : left, "minutes", "minutes"));
        return body;
    }

    static Map<String, Object> refund(RefundRequest request) {
        var body = new LinkedHashMap<String, Object>();
        body.put("refund_key", request.key());
        body.put("amount", MidtransAmount.sent(request.amount()));
        body.put("reason", "Refund " + request.key());
        return body;
    }

    private static Map<String, Object> details(ChargeRequest request) {
        return ordered("order_id", request.key(), "gross_amount", MidtransAmount.sent(request.amount()));
    }

    /// One line that sums up to the amount, for the lenders.
    private static Map<String, Object> item(ChargeRequest request) {
        Map<String, Object> item = ordered("id", request.key(), "price", MidtransAmount.sent(request.amount()));
        item.put("quantity", 1);
        item.put("name", cut(request.occasion().shop(), LONGEST_ITEM));
        return item;
    }

    private static void customer(Map<String, Object> body, ChargeRequest.Occasion occasion) {
        var customer = new LinkedHashMap<String, Object>();
        put(customer, "first_name", occasion.name());
        put(customer, "email", occasion.email());
        put(customer, "phone", occasion.phone());
        if (!customer.isEmpty()) {
            body.put("customer_details", customer);
        }
    }

    private static Map<String, Object> expiry(String name, Duration life, String minutes, String seconds) {
        return life.compareTo(MINUTE) < 0
                ? ordered(name, life.toSeconds(), "unit", seconds)
                : ordered(name, life.toMinutes(), "unit", minutes);
    }

    private static void put(Map<String, Object> to, String name, @Nullable String value) {
        if (value != null) {
            to.put(name, value);
        }
    }

    private static Map<String, Object> ordered(String first, Object one, String second, Object two) {
        var map = new LinkedHashMap<String, Object>();
        map.put(first, one);
        map.put(second, two);
        return map;
    }

    /// Never in the middle of a character.
    private static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}

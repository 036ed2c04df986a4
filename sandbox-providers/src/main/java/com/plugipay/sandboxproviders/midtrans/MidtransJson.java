package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// Answers and notifications, field by field as the pages show them; all amounts and codes are text.
final class MidtransJson {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneId.of("Asia/Jakarta"));

    private MidtransJson() {}

    /// The part that every answer about a transaction has.
    static ObjectNode common(Transaction of, String merchant, String code, String message, Knobs knobs) {
        BigDecimal told = of.paid() ? knobs.told(of.amount) : of.amount;
        String currency = of.paid() ? knobs.told("IDR") : "IDR";
        ObjectNode json = Json.object()
                .put("status_code", code)
                .put("status_message", message)
                .put("transaction_id", of.id)
                .put("order_id", of.orderId)
                .put("merchant_id", merchant)
                .put("gross_amount", amount(told))
                .put("currency", currency)
                .put("payment_type", of.type)
                .put("transaction_time", time(of.created))
                .put("transaction_status", of.status)
                .put("fraud_status", of.status.equals("deny") ? "deny" : "accept");
        json.setAll(of.instrument);
        return json.put("expiry_time", time(of.expires));
    }

    static ObjectNode created(Transaction of, String merchant) {
        String message = switch (of.type) {
            case "qris" -> "QRIS transaction is created";
            case "gopay" -> "GoPay transaction is created";
            case "ovo" -> "Ovo transaction is created";
            case "bank_transfer" -> "Success, Bank Transfer transaction is created";
            case "echannel" -> "OK, Mandiri Bill transaction is successful";
            case "cstore" -> "Success, cstore transaction is successful";
            default -> "Success, " + of.type + " transaction is created";
        };
        ObjectNode json = common(of, merchant, "201", message, Knobs.OFF);
        json.setAll(of.once);
        return json;
    }

    static ObjectNode status(Transaction of, String merchant, String serverKey, Knobs knobs) {
        ObjectNode json = common(of, merchant, code(of, "407"), "Success, transaction is found", knobs);
        if (of.pending() && (of.type.equals("dana") || of.type.equals("shopeepay"))) {
            json.set("actions", of.once.path("actions"));
        }
        more(of, json);
        return signed(json, serverKey);
    }

    static ObjectNode notification(Transaction of, String merchant, String serverKey, Knobs knobs) {
        ObjectNode json = common(of, merchant, code(of, "202"), "midtrans payment notification", knobs);
        more(of, json);
        return signed(json, knobs.callbackForge() ? serverKey + "-not" : serverKey);
    }

    static ObjectNode refund(Transaction of, Transaction.Refund refund, String merchant, String code, String message) {
        return common(of, merchant, code, message, Knobs.OFF)
                .put("refund_chargeback_id", refund.number)
                .put("refund_amount", amount(code.equals("200") ? refund.amount : BigDecimal.ZERO))
                .put("refund_key", refund.key);
    }

    static String code(Transaction of, String expired) {
        return switch (of.status) {
            case "pending" -> "201";
            case "deny", "failure" -> "202";
            case "expire" -> expired;
            case "cancel" -> expired.equals("407") ? "200" : "202";
            default -> "200";
        };
    }

    private static void more(Transaction of, ObjectNode json) {
        if (of.settled != null) {
            json.put("settlement_time", time(of.settled));
        }
        if (of.metadata != null) {
            json.set("metadata", of.metadata);
        }
        if (!of.refunds.isEmpty()) {
            json.put("refund_amount", amount(of.refunded()));
            of.refunds.forEach(refund -> {
                ObjectNode shown = json.withArray("refunds")
                        .addObject()
                        .put("refund_chargeback_id", refund.number)
                        .put("refund_amount", amount(refund.amount))
                        .put("created_at", time(refund.created))
                        .put("reason", refund.reason)
                        .put("refund_key", refund.key);
                if (refund.confirmed != null) {
                    shown.put("refund_method", "online").put("bank_confirmed_at", time(refund.confirmed));
                }
            });
        }
    }

    private static ObjectNode signed(ObjectNode json, String serverKey) {
        String text = json.path("order_id").asString()
                + json.path("status_code").asString()
                + json.path("gross_amount").asString()
                + serverKey;
        try {
            byte[] digest = MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8));
            return json.put("signature_key", HexFormat.of().formatHex(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static String amount(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.UNNECESSARY).toPlainString();
    }

    static String time(Instant at) {
        return TIME.format(at);
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Qr;
import com.plugipay.sandboxproviders.xendit.PaymentRequest.Action;
import com.plugipay.sandboxproviders.xendit.PaymentRequest.Asked;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Checks what a merchant asks for and makes the instrument that the customer pays with.
final class PaymentRequests {
    private final Ground ground;
    private final XenditBook book;

    PaymentRequests(Ground ground, XenditBook book) {
        this.ground = ground;
        this.book = book;
    }

    PaymentRequest make(String business, Asked asked, @Nullable String channelCode) {
        Channel channel = Channel.of(channelCode);
        if (channel == null) {
            throw Problem.invalid("channel_code " + channelCode + " is not a channel.");
        }
        if (ground.knobs().now().lacks(channel.code())) {
            throw Problem.of(403, "INVALID_MERCHANT_SETTINGS", channel.code() + " is not activated for your account.");
        }
        if (!asked.currency().equals("IDR") || !asked.country().equals("ID")) {
            throw Problem.value(channel.code() + " takes IDR in ID only.");
        }
        if (asked.amount().signum() <= 0 || !channel.fits(asked.amount())) {
            throw Problem.value("request_amount is not within the limits of " + channel.code() + ".");
        }
        boolean again = channel.kind() == Channel.Kind.CARD
                && book.anyRequest(request -> request.business.equals(business)
                        && request.channel.equals(channel)
                        && request.asked.reference().equals(asked.reference()));
        if (again) {
            throw Problem.of(409, "DUPLICATE_ERROR", "reference_id has already been used for CARDS.");
        }
        PaymentRequest request =
                new PaymentRequest(business, channel, asked, book.now(), deadline(channel, asked.channelProperties()));
        instrument(request);
        book.add(request);
        return request;
    }

    static Asked asked(JsonNode body) {
        BigDecimal amount = body.path("request_amount").isNumber() ? Json.number(body, "request_amount") : null;
        if (amount == null) {
            throw Problem.invalid("request_amount is required and must be a number.");
        }
        String type = required(body, "type", 50);
        if (!type.equals("PAY") && !type.equals("REUSABLE_PAYMENT_CODE")) {
            throw Problem.invalid("type " + type + " is not supported here.");
        }
        if (!body.path("channel_properties").isObject()) {
            throw Problem.invalid("channel_properties is required.");
        }
        String description = Json.text(body, "description");
        if (description != null && description.length() > 1000) {
            throw Problem.invalid("description is longer than 1000 characters.");
        }
        return new Asked(
                required(body, "reference_id", 255),
                type,
                required(body, "country", 2),
                required(body, "currency", 3),
                amount,
                body.path("capture_method").asString("AUTOMATIC"),
                (ObjectNode) body.path("channel_properties"),
                description,
                body.path("metadata").isObject() ? body.path("metadata") : null);
    }

    static String required(JsonNode body, String name, int longest) {
        String value = body.path(name).isString() ? Json.text(body, name) : null;
        if (value == null || value.length() > longest) {
            throw Problem.invalid(name + " is required, a text of 1 to " + longest + " characters.");
        }
        return value;
    }

    private void instrument(PaymentRequest request) {
        Channel channel = request.channel;
        ObjectNode properties = request.asked.channelProperties();
        switch (channel.kind()) {
            case QR -> {
                String text = Qr.qris("ID.CO.XENDIT.WWW", request.asked.amount(), request.asked.reference());
                request.actions.add(new Action("PRESENT_TO_CUSTOMER", "QR_STRING", text));
            }
            case VIRTUAL_ACCOUNT -> {
                String wanted = Json.text(properties, "virtual_account_number");
                String number = wanted != null ? wanted : channel.prefix() + Chance.digits(10);
                properties.put("virtual_account_number", number);
                request.actions.add(new Action("PRESENT_TO_CUSTOMER", "VIRTUAL_ACCOUNT_NUMBER", number));
            }
            case RETAIL -> {
                String wanted = Json.text(properties, "payment_code");
                String code = wanted != null ? wanted : channel.prefix() + Chance.digits(8);
                properties.put("payment_code", code);
                request.actions.add(new Action("PRESENT_TO_CUSTOMER", "PAYMENT_CODE", code));
            }
            case PUSH -> {
                String phone = Json.text(properties, "account_mobile_number");
                if (phone == null || !phone.matches("\\+62\\d{8,13}")) {
                    throw Problem.invalid(
                            "channel_properties.account_mobile_number must be a number such as +62812345678.");
                }
            }
            case REDIRECT -> {
                address(properties, "success_return_url");
                address(properties, "failure_return_url");
                redirect(request);
            }
            case CARD -> {
                if (properties.has("card_details")) {
                    throw Problem.value("Cards are entered on the page of a payment session here, never sent.");
                }
                redirect(request);
            }
        }
    }

    private void redirect(PaymentRequest request) {
        String page = ground.url() + "/payments/" + request.id + "/page";
        request.actions.add(new Action("REDIRECT_CUSTOMER", "WEB_URL", page));
    }

    /// Return addresses must be https in the reference; loopback may stay plain here, for tests.
    static void address(JsonNode properties, String name) {
        String address = Json.text(properties, name);
        boolean good = address != null
                && address.length() >= 11
                && address.length() <= 255
                && (address.startsWith("https://") || address.matches("http://(127\\.0\\.0\\.1|localhost)[:/].*"));
        if (!good) {
            throw Problem.invalid(name + " must be an https address of 11 to 255 characters.");
        }
    }

    private @Nullable Instant deadline(Channel channel, JsonNode properties) {
        boolean settable = channel.kind() == Channel.Kind.VIRTUAL_ACCOUNT || channel.kind() == Channel.Kind.RETAIL;
        String wanted = Json.text(properties, "expires_at");
        if (wanted != null && settable) {
            Instant at = time(wanted, "channel_properties.expires_at");
            if (!at.isAfter(book.now())) {
                throw Problem.value("channel_properties.expires_at must be in the future.");
            }
            return at;
        }
        return channel.life() == null ? null : book.now().plus(channel.life());
    }

    static Instant time(String text, String name) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException noTime) {
            throw Problem.invalid(name + " must be an ISO 8601 date-time.");
        }
    }
}

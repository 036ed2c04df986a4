package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Qr;
import com.plugipay.sandboxproviders.wire.Request;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks a charge and makes what the customer pays with.
final class Charge {
    private static final Map<String, Integer> VA_LENGTH =
            Map.of("bca", 11, "bni", 16, "bri", 18, "cimb", 16, "bsi", 16, "danamon", 16, "seabank", 16, "permata", 16);
    private static final Set<String> STORES = Set.of("alfamart", "indomaret");

    private final Ground ground;

    Charge(Ground ground) {
        this.ground = ground;
    }

    Transaction made(JsonNode body, Request request, @Nullable URI standard) {
        PaymentType type = PaymentType.of(Json.text(body, "payment_type"));
        if (type == null || type.name().equals("credit_card")) {
            throw Problem.invalid("payment_type is not one that is offered here");
        }
        if (ground.knobs().now().lacks(type.name()) || ground.knobs().now().lacks(detail(body, type))) {
            throw Problem.of(402, "Payment channel is not activated.");
        }
        Transaction made = transaction(body, type, notify(request, standard));
        switch (type.name()) {
            case "qris" -> {
                made.instrument.put(
                        "acquirer", body.path("qris").path("acquirer").asString("gopay"));
                qr(made, "qris");
            }
            case "gopay" -> {
                qr(made, "gopay");
                deeplink(made, Json.text(body, "gopay.callback_url"));
            }
            case "shopeepay", "dana" -> deeplink(made, Json.text(body, type.name() + ".callback_url"));
            case "ovo" -> {
                String phone = Json.text(body, "ovo.payer_phone_number");
                if (phone == null || !phone.matches("(\\+?62|0)8\\d{7,12}")) {
                    throw Problem.invalid("ovo.payer_phone_number is required");
                }
                made.instrument.put("payer_phone_number", phone);
            }
            case "bank_transfer" -> virtualAccount(made, body);
            case "echannel" ->
                made.instrument.put("bill_key", Chance.digits(12)).put("biller_code", "70012");
            case "cstore" -> store(made, body);
            default -> redirect(made);
        }
        return made;
    }

    Transaction transaction(JsonNode body, PaymentType type, List<URI> notify) {
        String orderId = Json.text(body, "transaction_details.order_id");
        if (orderId == null || orderId.length() > 50 || !orderId.matches("[A-Za-z0-9\\-_~.]+")) {
            throw Problem.invalid("transaction_details.order_id is required");
        }
        BigDecimal amount = amount(body);
        Duration life = life(body, type);
        return new Transaction(
                orderId,
                amount,
                type.name(),
                ground.clock().instant(),
                ground.clock().instant().plus(life),
                body.path("metadata").isObject() ? body.path("metadata") : null,
                notify);
    }

    private static BigDecimal amount(JsonNode body) {
        BigDecimal amount = Json.number(body, "transaction_details.gross_amount");
        if (amount == null || amount.compareTo(new BigDecimal("0.01")) < 0) {
            throw Problem.invalid("transaction_details.gross_amount is not greater than or equal to 0.01");
        }
        if (amount.stripTrailingZeros().scale() > 0) {
            throw Problem.invalid("transaction_details.gross_amount must be whole rupiah");
        }
        BigDecimal items = BigDecimal.ZERO;
        for (JsonNode item : body.path("item_details")) {
            items = items.add(item.path("price")
                    .decimalValue(BigDecimal.ZERO)
                    .multiply(item.path("quantity").decimalValue(BigDecimal.ONE)));
        }
        if (!body.path("item_details").isEmpty() && items.compareTo(amount) != 0) {
            throw Problem.invalid("transaction_details.gross_amount is not equal to the sum of item_details");
        }
        return amount;
    }

    private static Duration life(JsonNode body, PaymentType type) {
        JsonNode wish = body.path("custom_expiry");
        if (wish.isMissingNode()) {
            return type.life();
        }
        long count = wish.path("expiry_duration").asLong(0);
        Duration life = switch (wish.path("unit").asString("minute")) {
            case "second" -> Duration.ofSeconds(count);
            case "minute" -> Duration.ofMinutes(count);
            case "hour" -> Duration.ofHours(count);
            case "day" -> Duration.ofDays(count);
            default -> Duration.ZERO;
        };
        boolean settable = type.least() != null && type.most() != null;
        if (!settable) {
            return type.life();
        }
        if (life.compareTo(type.least()) < 0 || life.compareTo(type.most()) > 0) {
            throw Problem.invalid("custom_expiry is out of the allowed range");
        }
        return life;
    }

    private void qr(Transaction made, String path) {
        String text = Qr.qris("COM.GO-JEK.WWW", made.amount, made.orderId);
        made.once.put("qr_string", text);
        action(made, "generate-qr-code", "GET", ground.url() + "/v2/" + path + "/" + made.id + "/qr-code");
    }

    private void deeplink(Transaction made, @Nullable String callback) {
        made.finish = callback == null ? "" : callback;
        action(made, "deeplink-redirect", "GET", page(made));
        if (made.type.equals("gopay")) {
            action(made, "get-status", "GET", ground.url() + "/v2/" + made.id + "/status");
            action(made, "cancel", "POST", ground.url() + "/v2/" + made.id + "/cancel");
        }
    }

    private void redirect(Transaction made) {
        made.once.put("redirect_url", page(made));
    }

    private String page(Transaction made) {
        return ground.url() + "/wallets/" + made.id;
    }

    private static void action(Transaction made, String name, String method, String url) {
        made.once
                .withArray("actions")
                .addObject()
                .put("name", name)
                .put("method", method)
                .put("url", url);
    }

    /// A wished number that is too long is cut, one that is too short is filled up, as the pages say.
    private static void virtualAccount(Transaction made, JsonNode body) {
        String bank = body.path("bank_transfer").path("bank").asString("").toLowerCase(Locale.ROOT);
        Integer length = VA_LENGTH.get(bank);
        if (length == null) {
            throw Problem.invalid("bank_transfer.bank is not supported");
        }
        String wish = Json.text(body, "bank_transfer.va_number");
        String digits = wish == null ? "" : wish.replaceAll("\\D", "");
        String own = "9" + Chance.digits(4);
        int room = length - own.length();
        String rest =
                digits.length() >= room ? digits.substring(0, room) : digits + Chance.digits(room - digits.length());
        if (bank.equals("permata")) {
            made.instrument.put("permata_va_number", own + rest);
        } else {
            made.instrument
                    .withArray("va_numbers")
                    .addObject()
                    .put("bank", bank)
                    .put("va_number", own + rest);
        }
    }

    private static void store(Transaction made, JsonNode body) {
        String store = body.path("cstore").path("store").asString("").toLowerCase(Locale.ROOT);
        if (!STORES.contains(store)) {
            throw Problem.invalid("cstore.store is not supported");
        }
        made.instrument
                .put("payment_code", Chance.digits(store.equals("alfamart") ? 16 : 13))
                .put("store", store);
    }

    private static String detail(JsonNode body, PaymentType type) {
        String bank = Json.text(body, "bank_transfer.bank");
        String store = Json.text(body, "cstore.store");
        return bank != null ? bank : store != null ? store : type.name();
    }

    /// Where to tell: the dashboard's address, unless the charge names others.
    private static List<URI> notify(Request request, @Nullable URI standard) {
        List<URI> all = new ArrayList<>();
        String instead = request.header("x-override-notification");
        String besides = request.header("x-append-notification");
        if (instead != null) {
            add(all, instead);
        } else {
            if (standard != null) {
                all.add(standard);
            }
            if (besides != null) {
                add(all, besides);
            }
        }
        return all;
    }

    private static void add(List<URI> all, String addresses) {
        for (String address : addresses.split(",", -1)) {
            try {
                all.add(URI.create(address.trim()));
            } catch (IllegalArgumentException noAddress) {
                throw Problem.invalid("the notification address is invalid");
            }
        }
    }
}

package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Orders v2: create, look, capture.
final class OrdersApi {
    private final Ground ground;
    private final PayPalBook book;
    private final PayPalJson json;
    private final Latest latest;

    OrdersApi(Ground ground, PayPalBook book, PayPalJson json, Latest latest) {
        this.ground = ground;
        this.book = book;
        this.json = json;
        this.latest = latest;
    }

    void on(Routes routes) {
        routes.post("/v2/checkout/orders", request -> latest.of(request, this::create))
                .get("/v2/checkout/orders/{id}", request -> {
                    latest.check(request);
                    return shown(200, book.order(request.parameter("id")), true);
                })
                .post("/v2/checkout/orders/{id}/capture", request -> latest.of(request, this::capture));
    }

    private Latest.Made create(Request request) {
        JsonNode body = Latest.body(request);
        if (!"CAPTURE".equals(Json.text(body, "intent"))) {
            throw Problem.invalid("/intent", "INVALID_PARAMETER_VALUE", "The value of a field is invalid.");
        }
        if (body.path("purchase_units").size() != 1) {
            throw Problem.invalid(
                    "/purchase_units",
                    "INVALID_ARRAY_MAX_ITEMS",
                    "The number of items in an array parameter is too large.");
        }
        JsonNode unit = body.path("purchase_units").path(0);
        Money amount = Money.of(unit.path("amount"), "/purchase_units/@reference_id=='default'/amount");
        tooLong(unit, "custom_id", 255);
        tooLong(unit, "invoice_id", 127);
        tooLong(unit, "reference_id", 256);
        if (ground.knobs().now().lacks("paypal")) {
            throw Problem.unprocessable("PAYEE_ACCOUNT_RESTRICTED", "The merchant account is restricted.");
        }
        Order order = new Order(body, amount, book.now());
        book.add(order);
        boolean whole = whole(request);
        // Sent with a payment source, the order answers 200; without one, 201.
        Answer first = shown(order.withSource ? 200 : 201, order, whole);
        return new Latest.Made(first, () -> shown(200, order, whole));
    }

    private Latest.Made capture(Request request) {
        Order order = book.order(request.parameter("id"));
        if (order.capture != null) {
            throw Problem.unprocessable(
                    "ORDER_ALREADY_CAPTURED",
                    "Order already captured. If 'intent=CAPTURE' only one capture per order is allowed.");
        }
        if (!order.status.equals("APPROVED")) {
            throw Problem.unprocessable("ORDER_NOT_APPROVED", "Payer has not yet approved the Order for payment.");
        }
        String invoice = Json.text(order.unit(), "invoice_id");
        if (invoice != null && book.invoiceUsed(invoice)) {
            throw Problem.unprocessable("DUPLICATE_INVOICE_ID", "Duplicate Invoice ID detected.");
        }
        if (ground.knobs().now().decline()) {
            throw Problem.declined(ground.url() + "/checkoutnow?token=" + order.id);
        }
        book.take(order);
        return new Latest.Made(shown(201, order, true), () -> shown(200, order, true));
    }

    private Answer shown(int status, Order order, boolean whole) {
        return Answer.json(status, json.order(order, whole, ground.knobs().now()));
    }

    private static void tooLong(JsonNode unit, String name, int longest) {
        @Nullable String value = Json.text(unit, name);
        if (value != null && value.length() > longest) {
            throw Problem.invalid(
                    "/purchase_units/@reference_id=='default'/" + name,
                    "INVALID_STRING_MAX_LENGTH",
                    "The value of a field is too long.");
        }
    }

    static boolean whole(Request request) {
        String prefer = request.header("prefer");
        return prefer != null && prefer.contains("return=representation");
    }
}

package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An amount in one of the currencies that PayPal takes; rupiah is none of them.
record Money(String currency, BigDecimal value) {
    private static final Set<String> WHOLE = Set.of("HUF", "JPY", "TWD");
    private static final Set<String> TAKEN = Set.of(
            "AUD", "BRL", "CAD", "CNY", "CZK", "DKK", "EUR", "HKD", "HUF", "ILS", "JPY", "MYR", "MXN", "TWD", "NZD",
            "NOK", "PHP", "PLN", "GBP", "SGD", "SEK", "CHF", "THB", "USD");

    static Money of(JsonNode amount, String field) {
        String currency = Json.text(amount, "currency_code");
        String text = amount.path("value").isString() ? Json.text(amount, "value") : null;
        if (currency == null || text == null) {
            throw Problem.invalid(field, "MISSING_REQUIRED_PARAMETER", "A required field / parameter is missing.");
        }
        if (!TAKEN.contains(currency)) {
            throw Problem.invalid(
                    field + "/currency_code",
                    "INVALID_CURRENCY_CODE",
                    "Currency code is invalid or is not currently supported.");
        }
        if (!text.matches("\\d{1,10}(\\.\\d+)?")) {
            throw Problem.invalid(
                    field + "/value",
                    "INVALID_PARAMETER_SYNTAX",
                    "The value of a field does not conform to the expected format.");
        }
        BigDecimal value = new BigDecimal(text);
        if (value.stripTrailingZeros().scale() > digits(currency)) {
            throw Problem.unprocessable(
                    "DECIMAL_PRECISION", "The value of the field should not be more than two decimal places.");
        }
        if (value.signum() <= 0) {
            throw Problem.unprocessable("CANNOT_BE_ZERO_OR_NEGATIVE", "Must be greater than zero.");
        }
        return new Money(currency, value);
    }

    Money minus(BigDecimal other) {
        return new Money(currency, value.subtract(other));
    }

    ObjectNode json() {
        return Json.object()
                .put("currency_code", currency)
                .put(
                        "value",
                        value.setScale(digits(currency), RoundingMode.HALF_UP).toPlainString());
    }

    private static int digits(String currency) {
        return WHOLE.contains(currency) ? 0 : 2;
    }
}

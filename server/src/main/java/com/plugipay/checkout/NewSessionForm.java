package com.plugipay.checkout;

import com.plugipay.checkout.NewSessionPage.Values;
import com.plugipay.customer.CustomerId;
import com.plugipay.error.Rejected;
import com.plugipay.http.Json;
import com.plugipay.http.TextRules;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.money.TypedAmount;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The new-session form as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param methods ticked; null for a form nobody has touched yet, which offers everything
record NewSessionForm(String key, Values values, @Nullable List<String> methods) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final int DESCRIPTION_LENGTH = 500;
    private static final int MAX_HOURS = 720;
    private static final int DEFAULT_HOURS = 24;

    /// What reading it led to.
    ///
    /// @param request null when something is wrong
    /// @param wrong texts by field, in the order of the fields
    record Reading(CreateCheckoutSession.@Nullable Request request, Map<String, String> wrong) {}

    static NewSessionForm fresh() {
        return new NewSessionForm(newKey(), Values.initial(), null);
    }

    static NewSessionForm sent(HttpServletRequest request) {
        String key = field(request, "formKey");
        String[] ticked = request.getParameterValues("methods");
        return new NewSessionForm(
                KEY.matcher(key).matches() ? key : newKey(),
                new Values(
                        field(request, "currency"),
                        field(request, "amount"),
                        field(request, "description"),
                        field(request, "customerId"),
                        field(request, "expiresInHours"),
                        field(request, "templateId")),
                ticked == null
                        ? List.of()
                        : Stream.of(ticked)
                                .filter(id -> MethodCatalogue.find(id).isPresent())
                                .toList());
    }

    /// The same content, as if typed into a form opened anew.
    NewSessionForm reopened() {
        return new NewSessionForm(newKey(), values, methods);
    }

    boolean isTicked(String method) {
        return methods == null || methods.contains(method);
    }

    /// What makes two sendings of one form the same.
    byte[] content() {
        return Json.bytes(this);
    }

    /// @param shown the methods on the form: all of them ticked means whatever is enabled, as in the API
    Reading read(List<String> shown) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Currency currency = Currency.parse(values.currency())
                .orElseThrow(() -> Rejected.invalid("currency", "currency must be IDR or USD."));
        long amount = amount(currency, wrong);
        String description = description(wrong);
        CustomerId customer = customer(wrong);
        int hours = hours(wrong);
        List<String> ticked = methods == null ? shown : methods;
        if (ticked.isEmpty()) {
            wrong.put("methods", "checkout.new.methods.missing");
        }
        if (!wrong.isEmpty()) {
            return new Reading(null, wrong);
        }
        var request = new CreateCheckoutSession.Request(
                new Money(amount, currency),
                ticked.containsAll(shown) ? null : ticked,
                customer,
                description,
                List.of(),
                null,
                null,
                Duration.ofHours(hours),
                false,
                null,
                null,
                null);
        return new Reading(request, wrong);
    }

    private long amount(Currency currency, Map<String, String> wrong) {
        TypedAmount amount = TypedAmount.read(values.amount(), currency);
        TypedAmount.Problem problem = amount.problem();
        if (problem != null) {
            wrong.put("amount", "checkout.new.amount." + problem.name().toLowerCase(Locale.ROOT));
        }
        return amount.minor();
    }

    private @Nullable String description(Map<String, String> wrong) {
        String typed = values.description().strip();
        if (typed.isEmpty()) {
            return null;
        }
        if (typed.codePointCount(0, typed.length()) > DESCRIPTION_LENGTH) {
            wrong.put("description", "checkout.new.description.long");
        } else if (TextRules.problem(typed, 0, DESCRIPTION_LENGTH) != null) {
            wrong.put("description", "checkout.new.description.wrong");
        }
        return typed;
    }

    private @Nullable CustomerId customer(Map<String, String> wrong) {
        if (values.customerId().isEmpty()) {
            return null;
        }
        CustomerId customer = CustomerId.parse(values.customerId()).orElse(null);
        if (customer == null) {
            wrong.put("customerId", "checkout.new.customer.gone");
        }
        return customer;
    }

    private int hours(Map<String, String> wrong) {
        String typed = values.expiresInHours().strip();
        if (typed.isEmpty()) {
            return DEFAULT_HOURS;
        }
        int hours = typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : 0;
        if (hours < 1 || hours > MAX_HOURS) {
            wrong.put("expiresInHours", "checkout.new.hours.wrong");
        }
        return hours;
    }

    private static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}

package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// A JSON object that a client sent, read field by field.
///
/// Wrong fields are collected, so that one answer names them all: call [#check] after the last read. A field nobody
/// asked for is wrong too. Integers are integer tokens only: `1.0`, `1e2` and `"150"` are refused.
public final class Fields {
    public static final int METADATA_KEYS = 50;
    private static final int METADATA_KEY_LENGTH = 64;
    private static final int METADATA_VALUE_LENGTH = 500;

    private final JsonNode object;
    private final String prefix;
    private final List<Rejected.Detail> wrong;
    private final Set<String> asked = new HashSet<>();
    private final List<Fields> nested = new ArrayList<>();

    private Fields(JsonNode object, String prefix, List<Rejected.Detail> wrong) {
        this.object = object;
        this.prefix = prefix;
        this.wrong = wrong;
    }

    /// An absent body counts as `{}`.
    public static Fields of(byte[] body) {
        try {
            JsonNode node = body.length == 0 ? Json.read(Json.utf8("{}")) : Json.read(body);
            if (!node.isObject()) {
                throw new Rejected(ErrorCode.INVALID_REQUEST, "The body must be a JSON object.");
            }
            return new Fields(node, "", new ArrayList<>());
        } catch (JacksonException e) {
            throw new Rejected(ErrorCode.INVALID_REQUEST, "The body is not valid JSON.");
        }
    }

    public boolean has(String name) {
        asked.add(name);
        return object.has(name);
    }

    /// Present and null: on a change this clears the field.
    public boolean isNull(String name) {
        return has(name) && object.path(name).isNull();
    }

    /// Text of one line.
    public @Nullable String text(String name, int minLength, int maxLength) {
        return text(name, text -> TextRules.problem(text, minLength, maxLength));
    }

    /// Text that may have several lines.
    public @Nullable String lines(String name, int maxLength) {
        return text(name, text -> TextRules.problemOfLines(text, 0, maxLength));
    }

    private @Nullable String text(String name, Function<String, @Nullable String> rules) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        if (!node.isString()) {
            wrong(name, "must be a string");
            return null;
        }
        String text = node.stringValue();
        String problem = rules.apply(text);
        if (problem != null) {
            wrong(name, problem);
            return null;
        }
        return text;
    }

    public Optional<Long> integer(String name, long min, long max) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isIntegralNumber()) {
            wrong(name, "must be a whole number, written as a JSON integer");
            return Optional.empty();
        }
        if (!node.canConvertToLong() || node.longValue() < min || node.longValue() > max) {
            wrong(name, "must be from " + min + " to " + max);
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    /// A number that need not be whole, such as a rate; never an amount of money.
    public Optional<BigDecimal> decimal(String name, BigDecimal min, BigDecimal max, int mostDecimals) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        // Without the zeros at its end: 0e-20000 is nothing that a table could keep.
        BigDecimal number = node.isNumber() ? node.decimalValue().stripTrailingZeros() : null;
        if (number == null || number.compareTo(min) < 0 || number.compareTo(max) > 0 || number.scale() > mostDecimals) {
            wrong(
                    name,
                    "must be a number from " + min.toPlainString() + " to " + max.toPlainString() + " with at most "
                            + mostDecimals + " decimals");
            return Optional.empty();
        }
        return Optional.of(number.setScale(Math.max(0, number.scale())));
    }

    public Optional<Boolean> flag(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return Optional.empty();
        }
        if (!node.isBoolean()) {
            wrong(name, "must be true or false");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /// A text that stands for something: an id, a currency, a choice. `what` completes "must be …".
    public <T> @Nullable T parsed(String name, String what, Function<String, Optional<T>> parse) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        Optional<T> parsed = node.isString() ? parse.apply(node.stringValue()) : Optional.empty();
        if (parsed.isEmpty()) {
            wrong(name, "must be " + what);
        }
        return parsed.orElse(null);
    }

    public @Nullable List<String> texts(String name, int maxItems, String what, Predicate<String> isValid) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        if (!node.isArray() || node.size() > maxItems) {
            wrong(name, "must be a list of at most " + maxItems);
            return null;
        }
        var items = new ArrayList<String>();
        for (JsonNode item : node) {
            if (!item.isString() || !isValid.test(item.stringValue())) {
                wrong(name, "must hold only " + what);
                return null;
            }
            items.add(item.stringValue());
        }
        return items;
    }

    public <T> List<T> objects(String name, int maxItems, Function<Fields, Optional<T>> read) {
        JsonNode node = value(name);
        if (node == null) {
            return List.of();
        }
        if (!node.isArray() || node.size() > maxItems) {
            wrong(name, "must be a list of at most " + maxItems);
            return List.of();
        }
        var items = new ArrayList<T>();
        int index = 0;
        for (JsonNode item : node) {
            String place = prefix + name + "[" + index++ + "]";
            if (!item.isObject()) {
                wrong.add(detail(place, place + " must be an object"));
                continue;
            }
            var fields = new Fields(item, place + ".", wrong);
            nested.add(fields);
            read.apply(fields).ifPresent(items::add);
        }
        return items;
    }

    /// One object; null when it is absent.
    public <T> @Nullable T object(String name, Function<Fields, Optional<T>> read) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        if (!node.isObject()) {
            wrong(name, "must be an object");
            return null;
        }
        var fields = new Fields(node, prefix + name + ".", wrong);
        nested.add(fields);
        return read.apply(fields).orElse(null);
    }

    /// At most 50 keys; numbers and booleans are kept as their text; a null value leaves its key out.
    public @Nullable Map<String, String> metadata(String name) {
        JsonNode node = value(name);
        if (node == null) {
            return null;
        }
        if (!node.isObject() || node.size() > METADATA_KEYS) {
            wrong(name, "must be an object of at most " + METADATA_KEYS + " keys");
            return null;
        }
        var metadata = new LinkedHashMap<String, String>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            String key = entry.getKey();
            JsonNode value = entry.getValue();
            String place = name + "." + key;
            if (TextRules.problem(key, 1, METADATA_KEY_LENGTH) != null) {
                wrong(name, "has a key that is not 1 to " + METADATA_KEY_LENGTH + " plain characters");
            } else if (value.isContainer()) {
                wrong(place, "must be a string, a number or a boolean");
            } else if (!value.isNull()) {
                String text = value.isString() ? value.stringValue() : value.toString();
                String problem = TextRules.problemOfLines(text, 0, METADATA_VALUE_LENGTH);
                if (problem == null) {
                    metadata.put(key, text);
                } else {
                    wrong(place, problem);
                }
            }
        }
        return metadata;
    }

    public void wrong(String name, String problem) {
        String place = prefix + name;
        wrong.add(detail(place, place + " " + problem + "."));
    }

    /// Notes the ones that are absent or null, so that they are named together.
    public void needs(String... names) {
        for (String name : names) {
            if (value(name) == null) {
                wrong(name, "is required");
            }
        }
    }

    /// A value that [#needs] has asked for.
    public <T> T required(String name, @Nullable T value) {
        if (value == null) {
            boolean named = wrong.stream().anyMatch(detail -> detail.param().equals(prefix + name));
            if (!named) {
                wrong(name, "is required");
            }
            check();
            throw new IllegalStateException("a required field is missing");
        }
        return value;
    }

    /// Refuses when any field was wrong, missing or unknown.
    public void check() {
        addUnknown();
        if (!wrong.isEmpty()) {
            throw Rejected.invalid(wrong);
        }
    }

    private void addUnknown() {
        nested.forEach(Fields::addUnknown);
        for (String name : object.propertyNames()) {
            boolean named = wrong.stream().anyMatch(detail -> detail.param().equals(prefix + name));
            if (!asked.contains(name) && !named) {
                wrong.add(detail(prefix + name, "There is no field named " + printable(prefix + name) + " here."));
            }
        }
    }

    private @Nullable JsonNode value(String name) {
        asked.add(name);
        JsonNode node = object.get(name);
        return node == null || node.isNull() ? null : node;
    }

    private static Rejected.Detail detail(String param, String message) {
        return new Rejected.Detail(printable(param), ErrorCode.VALIDATION_ERROR.wire(), message);
    }

    private static String printable(String name) {
        String cut = name.length() > 100 ? name.substring(0, 100) : name;
        // A card number sent as a name must not come back either.
        return cut.replaceAll("[^\\x20-\\x7e]", "?").replaceAll("[0-9 ]{12,}", "#");
    }
}

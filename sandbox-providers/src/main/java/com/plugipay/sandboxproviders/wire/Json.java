package com.plugipay.sandboxproviders.wire;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON in and out: numbers stay exact, order stays as written.
public final class Json {
    public static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();
    private static final JsonMapper PRETTY =
            MAPPER.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    public static ArrayNode array() {
        return MAPPER.createArrayNode();
    }

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String pretty(Object value) {
        return PRETTY.writeValueAsString(value);
    }

    /// The text at a path such as `a.b`, or null when there is none.
    public static @Nullable String text(JsonNode node, String path) {
        JsonNode found = at(node, path);
        return found.isValueNode() && !found.isNull() && !found.asString().isEmpty() ? found.asString() : null;
    }

    /// The number at a path, also when it was written as text; null when it is not one.
    public static @Nullable BigDecimal number(JsonNode node, String path) {
        JsonNode found = at(node, path);
        try {
            return found.isNumber() || found.isString() ? new BigDecimal(found.asString()) : null;
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }

    public static JsonNode at(JsonNode node, String path) {
        JsonNode found = node;
        for (String step : path.split("\\.", -1)) {
            found = found.path(step);
        }
        return found;
    }

    public static JsonNode parse(byte[] body) throws JacksonException {
        return MAPPER.readTree(body);
    }

    /// A whole number stays one on the wire: 10000, not 10000.00 or 1E+4.
    public static JsonNode amount(BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        return plain.scale() <= 0
                ? MAPPER.getNodeFactory().numberNode(plain.toBigIntegerExact())
                : MAPPER.getNodeFactory().numberNode(plain);
    }
}

package com.plugipay.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// The one JSON mapper: strict in, complete out (every documented field is present, null when it has no value).
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Numbers in metadata are kept as their text: 1.10 stays 1.10.
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .addModule(new SimpleModule().addSerializer(new InstantSerializer()))
            .build();

    private Json() {}

    public static byte[] bytes(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    public static String text(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /// Reads what a client sent. Throws JacksonException when it is not JSON by our rules.
    /// Only UTF-8 is: the mapper by itself would take UTF-16, too.
    static JsonNode read(byte[] body) throws JacksonException {
        if (body.length > 1 && (body[0] == 0 || body[1] == 0 || body[0] == (byte) 0xFE || body[0] == (byte) 0xFF)) {
            throw new StreamReadException(null, "not UTF-8");
        }
        return MAPPER.readTree(body);
    }

    /// Reads what we wrote ourselves.
    public static <T> T stored(String json, Class<T> type) {
        return MAPPER.readValue(json, type);
    }

    /// Reads what a provider sent: strict in form, but what we do not know is left out. Throws JacksonException.
    public static <T> T told(byte[] json, Class<T> type) throws JacksonException {
        return MAPPER.treeToValue(read(json), type);
    }

    /// An object of texts that we wrote ourselves, in its order; null stays null.
    public static @Nullable Map<String, String> storedTexts(@Nullable String json) {
        return json == null ? null : MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    }

    /// The same of an object in which a text may be null.
    public static Map<String, @Nullable String> storedValues(String json) {
        var values = new LinkedHashMap<String, @Nullable String>();
        MAPPER.readTree(json).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            values.put(entry.getKey(), value.isNull() ? null : value.asString());
        });
        return values;
    }

    /// Text that already is JSON, to be embedded as it is.
    public static byte[] utf8(String json) {
        return json.getBytes(StandardCharsets.UTF_8);
    }

    public static String time(Instant instant) {
        return TIME.format(instant);
    }

    public static @Nullable String timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : time(instant);
    }

    private static final class InstantSerializer extends StdSerializer<Instant> {
        InstantSerializer() {
            super(Instant.class);
        }

        @Override
        public void serialize(Instant value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(time(value));
        }
    }
}

package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What a provider's public page shows in an example: which fields there are, of which JSON type, and how they look.
record Golden(JsonNode pages) {
    static Golden of(String provider) {
        String name = "/golden/" + provider + ".json";
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(name), name)) {
            return new Golden(Client.JSON.readTree(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    void holds(String example, JsonNode answer) {
        JsonNode expected = pages.path(example);
        assertThat(expected.path("fields").isEmpty())
                .as("no example " + example)
                .isFalse();
        expected.path("fields")
                .properties()
                .forEach(field -> assertThat(looks(
                                answer.at(field.getKey()), field.getValue().asString()))
                        .as(
                                "%s of %s is %s, and %s says %s",
                                field.getKey(),
                                answer,
                                answer.at(field.getKey()),
                                expected.path("page").asString(),
                                field.getValue())
                        .isTrue());
    }

    private static boolean looks(JsonNode value, String like) {
        return switch (like) {
            case "text" -> value.isString() && !value.asString().isEmpty();
            case "number" -> value.isNumber();
            case "flag" -> value.isBoolean();
            case "object" -> value.isObject();
            case "list" -> value.isArray();
            case "time" -> value.isString() && OffsetDateTime.parse(value.asString()) != null;
            default ->
                value.isString()
                        && Pattern.compile(like).matcher(value.asString()).find();
        };
    }
}

package com.plugipay.provider;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One message on the wire: what we send, what a provider's public page shows as its answer, and what we make of it.
///
/// @param page the public page, read on `read`
/// @param call method and path
/// @param sent the body that we send; null for none
public record Golden(
        String name,
        String page,
        LocalDate read,
        String call,
        @Nullable JsonNode sent,
        int status,
        JsonNode answer,
        String outcome) {
    public static final JsonMapper JSON = JsonMapper.builder().build();

    /// All of a provider's file.
    public static List<Golden> of(String provider) {
        String file = "/golden/" + provider + ".json";
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream(file), file)) {
            return JSON.readTree(in).properties().stream()
                    .map(entry -> {
                        JsonNode one = entry.getValue();
                        return new Golden(
                                entry.getKey(),
                                one.path("page").asString(),
                                LocalDate.parse(one.path("read").asString()),
                                one.path("call").asString(),
                                one.get("sent"),
                                one.path("status").asInt(200),
                                one.path("answer"),
                                one.path("outcome").asString());
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}

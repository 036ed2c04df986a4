package com.plugipay.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The published list of event types, in its published order.
final class EventTypes {
    static final List<String> ALL = read();

    private EventTypes() {}

    private static List<String> read() {
        try (InputStream in = EventTypes.class.getResourceAsStream("/event/types.txt")) {
            if (in == null) {
                throw new IllegalStateException("event/types.txt is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

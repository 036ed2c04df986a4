package com.plugipay.sandboxproviders.wire;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// What goes back: status, headers, bytes.
public record Answer(int status, Map<String, String> headers, byte[] body) {

    public static Answer json(int status, Object body) {
        return new Answer(status, Map.of("Content-Type", "application/json"), Json.bytes(body));
    }

    public static Answer pretty(Object body) {
        return text(200, "application/json", Json.pretty(body) + "\n");
    }

    public static Answer text(int status, String type, String body) {
        return new Answer(status, Map.of("Content-Type", type), body.getBytes(StandardCharsets.UTF_8));
    }

    public static Answer html(int status, String body) {
        return text(status, "text/html; charset=utf-8", body);
    }

    public static Answer png(byte[] picture) {
        return new Answer(200, Map.of("Content-Type", "image/png"), picture);
    }

    public static Answer empty(int status) {
        return new Answer(status, Map.of(), new byte[0]);
    }

    /// Sends a browser on with GET.
    public static Answer redirect(String address) {
        return new Answer(303, Map.of("Location", address), new byte[0]);
    }

    public Answer with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Answer(status, more, body);
    }

    public boolean succeeded() {
        return status >= 200 && status < 300;
    }
}

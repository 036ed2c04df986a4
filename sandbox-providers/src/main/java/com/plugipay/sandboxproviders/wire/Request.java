package com.plugipay.sandboxproviders.wire;

import com.sun.net.httpserver.Headers;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// One call as it came in, its body kept byte by byte.
public record Request(
        String method,
        String path,
        Map<String, String> query,
        Headers headers,
        byte[] body,
        Map<String, String> parameters) {

    /// A part of the path that the route named.
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no {" + name + "}");
        }
        return value;
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /// The body as JSON; an empty body is an empty object, null means that it is no JSON.
    public @Nullable JsonNode json() {
        if (body.length == 0) {
            return Json.object();
        }
        try {
            return Json.parse(body);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    public Map<String, String> form() {
        return pairs(new String(body, StandardCharsets.UTF_8));
    }

    /// User name and password of Basic authentication, joined by the first colon; null when there are none.
    public @Nullable String basic() {
        String given = header("Authorization");
        if (given == null || !given.regionMatches(true, 0, "Basic ", 0, 6)) {
            return null;
        }
        try {
            return new String(Base64.getDecoder().decode(given.substring(6).trim()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return null;
        }
    }

    public @Nullable String bearer() {
        String given = header("Authorization");
        return given != null && given.regionMatches(true, 0, "Bearer ", 0, 7)
                ? given.substring(7).trim()
                : null;
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, query, headers, body, found);
    }

    static Map<String, String> pairs(@Nullable String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        if (text != null && !text.isEmpty()) {
            for (String pair : text.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                pairs.put(decoded(name), decoded(value));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

package com.plugipay.http;

import com.plugipay.secret.Sha256;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A request to the API as it came: its bytes are kept, because signatures and idempotency are about bytes.
///
/// @param rawPath path with prefix, without query, exactly as received
/// @param query the raw query, or null
/// @param body raw bytes
public record ApiRequest(
        HttpServletRequest servlet,
        String method,
        String rawPath,
        @Nullable String query,
        byte[] body,
        String requestId,
        String remoteAddress) {
    static final String ATTRIBUTE = ApiRequest.class.getName();

    /// The same request with a body that stands for its one uploaded file: the bytes of a multipart body change with
    /// its boundary, name and content do not.
    public ApiRequest withBody(String field, byte[] content) {
        byte[] digest = Sha256.of(content);
        byte[] stands =
                Arrays.copyOf((field + "\n").getBytes(StandardCharsets.UTF_8), field.length() + 1 + digest.length);
        System.arraycopy(digest, 0, stands, field.length() + 1, digest.length);
        return new ApiRequest(servlet, method, rawPath, query, stands, requestId, remoteAddress);
    }

    public @Nullable String header(String name) {
        return servlet.getHeader(name);
    }

    public @Nullable String cookie(String name) {
        Cookie[] cookies = servlet.getCookies();
        if (cookies != null) {
            for (Cookie cookie : cookies) {
                if (cookie.getName().equals(name)) {
                    return cookie.getValue();
                }
            }
        }
        return null;
    }

    /// Path as the signature covers it.
    public String pathWithQuery() {
        return query == null ? rawPath : rawPath + "?" + query;
    }

    /// Path without version prefix: `/v1/x` and `/api/v1/x` are one route.
    public String route() {
        String path = rawPath.startsWith("/api/") ? rawPath.substring("/api".length()) : rawPath;
        return path.startsWith("/v1/") ? path.substring("/v1".length()) : path;
    }

    public boolean isWrite() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS" -> false;
            default -> true;
        };
    }

    public Optional<String> idempotencyKey() {
        return isWrite() ? Optional.ofNullable(header("Idempotency-Key")) : Optional.empty();
    }
}

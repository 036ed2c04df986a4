package com.plugipay.http;

import com.plugipay.error.Rejected;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Wraps what we answer: `{"data", "error", "meta"}`, made as bytes before the commit so that a replay is the same.
public final class Envelope {
    private final String docsBase;

    /// @param baseUrl the install's public address
    public Envelope(String baseUrl) {
        this.docsBase = baseUrl + "/docs/errors#";
    }

    private record Meta(String requestId, String timestamp) {}

    private record ListMeta(
            String requestId, String timestamp, @Nullable String cursor, boolean hasMore) {}

    private record ErrorJson(
            String code,
            String message,
            @Nullable String param,
            @Nullable List<Rejected.Detail> details,
            @Nullable String resourceId,
            String docUrl) {}

    /// One object as the answer; `data` is JSON already.
    public byte[] success(byte[] data, String requestId, Instant now) {
        return join(data, "null", Json.bytes(new Meta(requestId, Json.time(now))));
    }

    public byte[] page(byte[] data, @Nullable String cursor, String requestId, Instant now) {
        return join(data, "null", Json.bytes(new ListMeta(requestId, Json.time(now), cursor, cursor != null)));
    }

    public byte[] error(Rejected rejected, String requestId, Instant now) {
        List<Rejected.Detail> details = rejected.details();
        var error = new ErrorJson(
                rejected.wireCode(),
                rejected.message(),
                details.isEmpty() ? null : details.getFirst().param(),
                details.size() < 2 ? null : details,
                rejected.resourceId(),
                docsBase + rejected.code().wire());
        return join(Json.utf8("null"), Json.text(error), Json.bytes(new Meta(requestId, Json.time(now))));
    }

    private static byte[] join(byte[] data, String error, byte[] meta) {
        var out = new ByteArrayOutputStream(data.length + error.length() + meta.length + 32);
        out.writeBytes(Json.utf8("{\"data\":"));
        out.writeBytes(data);
        out.writeBytes(Json.utf8(",\"error\":" + error + ",\"meta\":"));
        out.writeBytes(meta);
        out.write('}');
        return out.toByteArray();
    }
}

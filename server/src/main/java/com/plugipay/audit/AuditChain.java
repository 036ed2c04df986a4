package com.plugipay.audit;

import com.plugipay.secret.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// How an entry becomes a link: its hash covers the hash before it and every column of its own.
final class AuditChain {
    /// What the first link of a chain covers.
    static final byte[] START = new byte[32];

    private static final String FORM = "plugipay-audit-1";

    private AuditChain() {}

    /// SHA-256 over the previous hash and the entry's fields in a fixed order, each with its length in front, so that
    /// no text can pass for two.
    static byte[] link(byte[] previous, long position, AuditEntry entry) {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            out.write(previous);
            put(out, FORM);
            put(out, Long.toString(position));
            put(out, entry.id());
            put(out, entry.scope().workspace().text());
            put(out, entry.scope().mode().wire());
            put(out, entry.action());
            put(out, entry.actorType());
            put(out, entry.actorId());
            put(out, entry.actorName());
            put(out, entry.ip());
            put(out, entry.targetType());
            put(out, entry.targetId());
            put(out, entry.before());
            put(out, entry.after());
            put(out, entry.requestId());
            put(out, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, entry.createdAt())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Sha256.of(bytes.toByteArray());
    }

    private static void put(DataOutputStream out, @Nullable String field) throws IOException {
        if (field == null) {
            out.writeInt(-1);
            return;
        }
        byte[] text = field.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}

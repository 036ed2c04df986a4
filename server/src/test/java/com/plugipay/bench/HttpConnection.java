package com.plugipay.bench;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// One keep-alive connection that asks and waits. Knows just enough HTTP/1.1 to be light: it shares the processors
/// with what it measures.
final class HttpConnection implements AutoCloseable {
    private static final int TIMEOUT_MS = 30_000;

    /// A key that signs, as the documented recipe says.
    static final class Signer {
        final String keyId;
        private final SecretKeySpec secret;

        Signer(String keyId, String secret) {
            this.keyId = keyId;
            this.secret = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final String host;
    private final MessageDigest sha256;
    private final Mac mac;
    private byte[] buffer = new byte[64 * 1024];
    private int bodyStart;
    private int bodyLength;

    HttpConnection(int port) throws IOException, GeneralSecurityException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MS);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MS);
        in = socket.getInputStream();
        out = socket.getOutputStream();
        host = "localhost:" + port;
        sha256 = MessageDigest.getInstance("SHA-256");
        mac = Mac.getInstance("HmacSHA256");
    }

    /// Sends and reads the whole answer; throws when its status is another one.
    void ask(
            String method,
            String path,
            @Nullable String body,
            @Nullable Signer signer,
            @Nullable String idempotencyKey,
            int expected)
            throws IOException, GeneralSecurityException {
        byte[] bytes = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(512)
                .append(method)
                .append(' ')
                .append(path)
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        if (body != null) {
            head.append("Content-Type: application/json\r\nContent-Length: ")
                    .append(bytes.length)
                    .append("\r\n");
        }
        if (idempotencyKey != null) {
            head.append("Idempotency-Key: ").append(idempotencyKey).append("\r\n");
        }
        if (signer != null) {
            sign(head, method, path, bytes, signer, idempotencyKey);
        }
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = Arrays.copyOf(start, start.length + bytes.length);
        System.arraycopy(bytes, 0, whole, start.length, bytes.length);
        out.write(whole);
        int status = readAnswer();
        if (status != expected) {
            throw new IOException(method + " " + path + " was answered with " + status + ": " + body());
        }
    }

    /// The text between the first `before` of the body and the next quote.
    String textAfter(String before) {
        String text = body();
        int at = text.indexOf(before);
        if (at < 0) {
            throw new IllegalStateException("no " + before + " in " + text);
        }
        return text.substring(at + before.length(), text.indexOf('"', at + before.length()));
    }

    private String body() {
        return new String(buffer, bodyStart, bodyLength, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void sign(
            StringBuilder head, String method, String path, byte[] body, Signer signer, @Nullable String idempotencyKey)
            throws GeneralSecurityException {
        String timestamp = Long.toString(System.currentTimeMillis() / 1000);
        String text = method + "\n" + path + "\n" + timestamp + "\n"
                + HexFormat.of().formatHex(sha256.digest(body))
                + (idempotencyKey == null ? "" : "\n" + idempotencyKey);
        mac.init(signer.secret);
        head.append("X-Plugipay-Timestamp: ")
                .append(timestamp)
                .append("\r\nAuthorization: Plugipay-HMAC-SHA256 keyId=")
                .append(signer.keyId)
                .append(", scope=*, signature=")
                .append(HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))))
                .append("\r\n");
    }

    private int readAnswer() throws IOException {
        int read = 0;
        int headEnd = -1;
        while (headEnd < 0) {
            read = more(read);
            headEnd = endOfHead(read);
        }
        String head = new String(buffer, 0, headEnd, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(head.substring(9, 12));
        bodyStart = headEnd + 4;
        bodyLength = contentLength(head, status);
        while (read < bodyStart + bodyLength) {
            read = more(read);
        }
        return status;
    }

    private int more(int read) throws IOException {
        if (read == buffer.length) {
            buffer = Arrays.copyOf(buffer, read * 2);
        }
        int count = in.read(buffer, read, buffer.length - read);
        if (count < 0) {
            throw new EOFException("the server closed the connection");
        }
        return read + count;
    }

    private int endOfHead(int read) {
        for (int i = 0; i + 3 < read; i++) {
            if (buffer[i] == '\r' && buffer[i + 1] == '\n' && buffer[i + 2] == '\r' && buffer[i + 3] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int contentLength(String head, int status) throws IOException {
        int at = head.indexOf("\r\ncontent-length:");
        if (at < 0) {
            if (status == 204 || status == 304) {
                return 0;
            }
            throw new IOException("an answer without a length: " + head);
        }
        int start = at + "\r\ncontent-length:".length();
        int end = head.indexOf('\r', start);
        return Integer.parseInt(
                head.substring(start, end < 0 ? head.length() : end).strip());
    }
}

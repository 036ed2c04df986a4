package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.ApiRequest;
import com.plugipay.http.Caller;
import com.plugipay.secret.Keys;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Knows programs by their keys. Whatever is wrong with a credential, body and time of the answer are the same.
final class ApiKeys {
    static final String HMAC_SCHEME = "Plugipay-HMAC-SHA256";
    static final String BEARER_SCHEME = "Bearer";
    private static final String FAILED = "Authentication failed.";
    private static final int MAX_SKEW_SECONDS = 300;
    private static final Duration SAME_SENDER_GRACE = Duration.ofSeconds(2);
    private static final Pattern HMAC_HEADER = Pattern.compile(
            "Plugipay-HMAC-SHA256 +keyId=([^,\\s]{1,64}) *, *(?:scope=[^,\\s]{0,200} *, *)?signature=([0-9a-f]{64})");
    private static final String UNKNOWN_KEY_SECRET = "sk_none_" + "0".repeat(43);

    private final Database database;
    private final ApiKeyStore store;
    private final Keys keys;
    private final InstantSource realTime;

    ApiKeys(Database database, ApiKeyStore store, Keys keys, InstantSource realTime) {
        this.database = database;
        this.store = store;
        this.keys = keys;
        this.realTime = realTime;
    }

    /// Whether this is a credential of ours at all; another scheme is as good as none.
    static boolean isKey(String authorization) {
        String scheme = authorization.split(" ", 2)[0];
        return scheme.equals(BEARER_SCHEME) || scheme.equals(HMAC_SCHEME);
    }

    Caller identify(ApiRequest request, String authorization) {
        Caller caller = authorization.startsWith(BEARER_SCHEME)
                ? bearer(authorization.substring(BEARER_SCHEME.length()).strip())
                : hmac(request, authorization);
        checkBorrowedIdentity(request, caller);
        return caller;
    }

    private Caller bearer(String key) {
        if (key.length() > 100) {
            throw failed(ErrorCode.INVALID_KEY);
        }
        byte[] hash = Sha256.of(key.getBytes(StandardCharsets.UTF_8));
        ApiKeyStore.ApiKey found = database.readAcrossWorkspaces(tx -> store.byHashAcrossWorkspaces(tx, hash, now()))
                .orElseThrow(() -> failed(ErrorCode.INVALID_KEY));
        return caller(found);
    }

    private Caller hmac(ApiRequest request, String authorization) {
        String timestamp = checkTimestamp(request.header("X-Plugipay-Timestamp"));
        Matcher header = HMAC_HEADER.matcher(authorization);
        boolean wellFormed = header.matches();
        String keyId = wellFormed ? header.group(1) : "";
        byte[] signature = wellFormed ? HexFormat.of().parseHex(header.group(2)) : new byte[32];
        Optional<ApiKeyStore.ApiKey> found =
                database.readAcrossWorkspaces(tx -> store.byKeyIdAcrossWorkspaces(tx, keyId, now()));
        byte[] expected = sign(secretOf(found.orElse(null)), stringToSign(request, timestamp));
        if (!MessageDigest.isEqual(expected, signature) || found.isEmpty()) {
            throw failed(ErrorCode.INVALID_SIGNATURE);
        }
        if (request.isWrite() && request.idempotencyKey().isEmpty()) {
            refuseReplay(request, signature);
        }
        return caller(found.get());
    }

    private String checkTimestamp(@Nullable String timestamp) {
        long seconds = timestamp != null && timestamp.matches("[0-9]{1,12}") ? Long.parseLong(timestamp) : -1;
        if (timestamp == null || seconds < 0 || Math.abs(now().getEpochSecond() - seconds) > MAX_SKEW_SECONDS) {
            throw new Rejected(
                    ErrorCode.TIMESTAMP_SKEW, "X-Plugipay-Timestamp must be the current time in unix seconds.");
        }
        return timestamp;
    }

    private String secretOf(ApiKeyStore.@Nullable ApiKey key) {
        byte[] sealed = key == null ? null : key.secretSealed();
        return key == null || sealed == null
                ? UNKNOWN_KEY_SECRET
                : keys.open(MakeApiKey.SECRET_PURPOSE, key.id(), sealed);
    }

    private static String stringToSign(ApiRequest request, String timestamp) {
        var text = new StringBuilder()
                .append(request.method().toUpperCase(Locale.ROOT))
                .append('\n')
                .append(request.pathWithQuery())
                .append('\n')
                .append(timestamp)
                .append('\n')
                .append(HexFormat.of().formatHex(Sha256.of(request.body())));
        String idempotencyKey = request.header("Idempotency-Key");
        if (idempotencyKey != null) {
            text.append('\n').append(idempotencyKey);
        }
        return text.toString();
    }

    private static byte[] sign(String secret, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("HMAC-SHA256 is missing in this JDK", e);
        }
    }

    /// A write without an idempotency key is protected by remembering its signature.
    private void refuseReplay(ApiRequest request, byte[] signature) {
        Instant now = now();
        ApiKeyStore.Seen seen = database.readAcrossWorkspaces(
                tx -> store.rememberSignatureAcrossWorkspaces(tx, signature, request.remoteAddress(), now));
        boolean again = !seen.fresh()
                && (!seen.ip().equals(request.remoteAddress())
                        || seen.at().plus(SAME_SENDER_GRACE).isBefore(now));
        if (again) {
            throw failed(ErrorCode.INVALID_SIGNATURE);
        }
    }

    /// Acting for another workspace or mode is for platform keys, which this version does not make.
    private static void checkBorrowedIdentity(ApiRequest request, Caller caller) {
        String mode = request.header("X-Plugipay-Mode");
        boolean otherMode = mode != null && !mode.equals(caller.scope().mode().wire());
        if (otherMode || request.header("X-Plugipay-On-Behalf-Of") != null) {
            throw new Rejected(ErrorCode.INSUFFICIENT_SCOPE, "This needs the scope plugipay:platform:admin.");
        }
    }

    private static Caller caller(ApiKeyStore.ApiKey key) {
        return new Caller(key.scope(), key.workspaceName(), Caller.Kind.KEY, key.id(), key.name(), null, key.scopes());
    }

    private static Rejected failed(ErrorCode code) {
        return new Rejected(code, FAILED);
    }

    private Instant now() {
        return realTime.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

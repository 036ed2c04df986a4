package com.plugipay.workspace;

import com.plugipay.audit.AuditLog;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;

/// Makes API keys. What is secret of them is answered once and kept only sealed or hashed.
final class MakeApiKey {
    static final Set<String> EVERYTHING = Set.of("plugipay:*");
    static final String SECRET_PURPOSE = "api_key.secret";
    private static final int BEARER_PREFIX_LENGTH = 12;

    /// An HMAC key as it is shown once.
    record Hmac(String keyId, String secret) {}

    private final ApiKeyStore store;
    private final Keys keys;
    private final Ids ids;
    private final AuditLog audit;
    private final SecureRandom random = new SecureRandom();

    MakeApiKey(ApiKeyStore store, Keys keys, Ids ids, AuditLog audit) {
        this.store = store;
        this.keys = keys;
        this.ids = ids;
        this.audit = audit;
    }

    Hmac hmac(Tx tx, Scope scope, String name, Instant now) {
        String mode = scope.mode().wire();
        String id = ids.next("akey");
        String keyId = ids.next("ak_" + mode);
        String secret =
                "sk_" + mode + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(32));
        byte[] sealed = keys.seal(SECRET_PURPOSE, id, secret);
        keep(
                tx,
                new ApiKeyStore.NewKey(
                        id, scope, name, "hmac", keyId, sealed, null, keyId.substring(0, 12), EVERYTHING),
                now);
        return new Hmac(keyId, secret);
    }

    String bearer(Tx tx, Scope scope, String name, Instant now) {
        String key = bearerPrefix(scope.mode()) + HexFormat.of().formatHex(randomBytes(24));
        keep(
                tx,
                new ApiKeyStore.NewKey(
                        ids.next("akey"),
                        scope,
                        name,
                        "bearer",
                        null,
                        null,
                        Sha256.of(key.getBytes(StandardCharsets.US_ASCII)),
                        key.substring(0, BEARER_PREFIX_LENGTH),
                        EVERYTHING),
                now);
        return key;
    }

    private void keep(Tx tx, ApiKeyStore.NewKey key, Instant now) {
        store.insert(tx, key, now);
        audit.write(
                tx,
                key.scope(),
                Origin.system(),
                "api_key.created",
                "api_key",
                key.id(),
                null,
                Json.text(new Made(key.name(), key.type(), key.keyPrefix(), key.scopes())),
                now);
    }

    /// What the audit log says of a key: nothing of its secret.
    private record Made(String name, String type, String keyPrefix, Set<String> scopes) {}

    private static String bearerPrefix(Mode mode) {
        return "pk_" + mode.wire() + "_";
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}

package com.plugipay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.secret.Keys;
import com.plugipay.secret.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import java.util.UUID;

/// API keys made to measure for tests, and the one refusal that all wrong ones meet.
record TestKeys(TestServer server, Shop shop) {
    static final String SECRET = "sk_test_" + "k".repeat(43);

    Api bearer(Set<String> scopes) {
        return Api.bearer(server.baseUrl(), bearerKey(scopes));
    }

    String bearerKey(Set<String> scopes) {
        String key = ("pk_test_" + UUID.randomUUID() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, 56);
        byte[] hash = Sha256.of(key.getBytes(StandardCharsets.US_ASCII));
        insert(new ApiKeyStore.NewKey(
                newId(), scope(), "uji", "bearer", null, null, hash, key.substring(0, 12), scopes));
        return key;
    }

    String hmacKey() {
        String id = newId();
        String keyId = server.running().part(Ids.class).next("ak_test");
        byte[] sealed = server.running().part(Keys.class).seal(MakeApiKey.SECRET_PURPOSE, id, SECRET);
        insert(new ApiKeyStore.NewKey(
                id, scope(), "uji", "hmac", keyId, sealed, null, keyId.substring(0, 12), Set.of("plugipay:*")));
        return keyId;
    }

    private void insert(ApiKeyStore.NewKey key) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        server.running().part(Database.class).inTransactionAcrossWorkspaces(tx -> {
            new ApiKeyStore().insert(tx, key, now);
            return true;
        });
    }

    private String newId() {
        return server.running().part(Ids.class).next("akey");
    }

    private Scope scope() {
        return new Scope(shop.workspace(), Mode.TEST);
    }

    /// A refusal that tells nothing but its code.
    static void uniform(Api.Reply reply, String code) {
        reply.refused(401, code);
        assertThat(reply.json().path("error").path("message").asString()).isEqualTo("Authentication failed.");
        assertThat(reply.json().path("data").isNull()).isTrue();
        assertThat(reply.json().path("error").path("docUrl").asString()).endsWith("#" + code);
        assertThat(reply.header("X-Request-Id")).startsWith("req_");
        assertThat(reply.header("WWW-Authenticate")).isNull();
    }
}

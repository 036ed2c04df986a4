package com.plugipay.workspace;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// SQL of the API keys and of the signatures seen.
final class ApiKeyStore {
    /// A key that may be used now.
    ///
    /// @param secretSealed the HMAC secret, encrypted; null for a Bearer key
    record ApiKey(
            String id,
            String name,
            Scope scope,
            String workspaceName,
            Set<String> scopes,
            byte @Nullable [] secretSealed) {}

    /// A key about to be stored.
    record NewKey(
            String id,
            Scope scope,
            String name,
            String type,
            @Nullable String keyId,
            byte @Nullable [] secretSealed,
            byte @Nullable [] keySha256,
            String keyPrefix,
            Set<String> scopes) {}

    /// When and from where a signature was first seen; `fresh` when this is the first time.
    record Seen(String ip, Instant at, boolean fresh) {}

    private static final String USABLE = """
            select k.id, k.name, k.workspace_id, k.mode, k.scopes, k.secret_sealed, w.name as workspace_name
              from api_key k
              join workspace w on w.id = k.workspace_id
             where k.revoked_at is null and (k.expires_at is null or k.expires_at > :now)
            """;

    private static final String BY_KEY_ID = USABLE + " and k.key_id = :keyId";

    private static final String BY_HASH = USABLE + " and k.key_sha256 = :hash";

    private static final String INSERT = """
            insert into api_key (id, workspace_id, mode, name, type, key_id, secret_sealed, key_sha256, key_prefix,
                                 scopes, created_at)
            values (:id, :workspace, :mode, :name, :type, :keyId, :secretSealed, :keySha256, :keyPrefix,
                    :scopes, :now)
            """;

    // The update that changes nothing makes the row come back; xmax tells the one who inserted it.
    private static final String REMEMBER = """
            insert into seen_signature as s (signature, ip, seen_at) values (:signature, :ip, :now)
            on conflict (signature) do update set ip = s.ip
            returning s.ip, s.seen_at, (s.xmax = 0) as fresh
            """;

    private static final String FORGET = """
            delete from seen_signature
             where signature in (select signature from seen_signature where seen_at <= :before limit :most)
            """;

    Optional<ApiKey> byKeyIdAcrossWorkspaces(Tx tx, String keyId, Instant now) {
        return tx.ask(BY_KEY_ID, Map.of("keyId", keyId, "now", Rows.at(now)), ApiKeyStore::read)
                .optional();
    }

    Optional<ApiKey> byHashAcrossWorkspaces(Tx tx, byte[] hash, Instant now) {
        return tx.ask(BY_HASH, Map.of("hash", hash, "now", Rows.at(now)), ApiKeyStore::read)
                .optional();
    }

    void insert(Tx tx, NewKey key, Instant now) {
        var params = new HashMap<String, @Nullable Object>();
        params.put("id", key.id());
        params.put("workspace", key.scope().workspace().text());
        params.put("mode", key.scope().mode().wire());
        params.put("name", key.name());
        params.put("type", key.type());
        params.put("keyId", key.keyId());
        params.put("secretSealed", key.secretSealed());
        params.put("keySha256", key.keySha256());
        params.put("keyPrefix", key.keyPrefix());
        params.put("scopes", key.scopes().toArray(String[]::new));
        params.put("now", Rows.at(now));
        tx.later(INSERT, params);
    }

    Seen rememberSignatureAcrossWorkspaces(Tx tx, byte[] signature, String ip, Instant now) {
        return tx.sql(REMEMBER)
                .param("signature", signature)
                .param("ip", ip)
                .param("now", Rows.at(now))
                .query((row, n) ->
                        new Seen(Rows.text(row, "ip"), Rows.instant(row, "seen_at"), row.getBoolean("fresh")))
                .single();
    }

    int forgetSignaturesAcrossWorkspaces(Tx tx, Instant before, int most) {
        return tx.sql(FORGET)
                .param("before", Rows.at(before))
                .param("most", most)
                .update();
    }

    private static ApiKey read(ResultSet row, int n) throws SQLException {
        return new ApiKey(
                Rows.text(row, "id"),
                Rows.text(row, "name"),
                new Scope(new WorkspaceId(Rows.text(row, "workspace_id")), Mode.of(Rows.text(row, "mode"))),
                Rows.text(row, "workspace_name"),
                new HashSet<>(Rows.texts(row, "scopes")),
                row.getBytes("secret_sealed"));
    }
}

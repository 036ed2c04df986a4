package com.plugipay.file;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// SQL of the kept pictures.
public final class FileStore {
    private static final int NAME_BYTES = 24;

    private static final String INSERT = """
            insert into file (name, workspace_id, mode, kind, session_id, content_type, content, small, size, created_at)
            values (:name, :workspace, :mode, :kind, :session, :contentType, :content, :small, :size, :createdAt)
            """;

    private static final String FIND = """
            select content from file where name = :name
            """;

    private static final String FIND_SMALL = """
            select coalesce(small, content) as content from file where name = :name
            """;

    private static final String CONTENT = """
            select content from file where workspace_id = :workspace and mode = :mode and name = :name
            """;

    private static final String EXISTS = """
            select count(*) from file where workspace_id = :workspace and mode = :mode and name = :name
            """;

    private static final String IS_PROOF = EXISTS + " and kind = 'proof' and session_id = :session";

    private static final String LOCK_SESSION = """
            select 1 from pg_advisory_xact_lock(hashtextextended('proof ' || :session, 0))
            """;

    private static final String COUNT_PROOFS = """
            select count(*) from file
             where workspace_id = :workspace and mode = :mode and session_id = :session and kind = 'proof'
            """;

    /// The bytes of a kept picture and what they are.
    record Kept(String contentType, byte[] content) {}

    private final SecureRandom random = new SecureRandom();

    /// @param session that it is a proof for; null for a picture of the merchant's own
    FileName insert(Tx tx, Scope scope, Picture picture, @Nullable String session, Instant now) {
        byte[] bytes = new byte[NAME_BYTES];
        random.nextBytes(bytes);
        var name =
                new FileName(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "." + picture.extension());
        var params = new HashMap<String, @Nullable Object>();
        params.put("name", name.text());
        params.put("workspace", scope.workspace().text());
        params.put("mode", scope.mode().wire());
        params.put("kind", session == null ? "image" : "proof");
        params.put("session", session);
        params.put("contentType", picture.contentType());
        params.put("content", picture.content());
        params.put("small", picture.small());
        params.put("size", picture.content().length);
        params.put("createdAt", Rows.at(now));
        tx.later(INSERT, params);
        return name;
    }

    /// @param small as it fits into a small place; the whole of one that was kept before there were small ones
    Optional<Kept> findAcrossWorkspaces(Tx tx, FileName name, boolean small) {
        return tx.sql(small ? FIND_SMALL : FIND)
                .param("name", name.text())
                .query((row, n) -> kept(row.getBytes("content")))
                .optional();
    }

    /// A small one may be of another type than the whole.
    private static Kept kept(byte[] content) {
        boolean jpeg = PictureType.of(content).filter(PictureType.JPEG::equals).isPresent();
        return new Kept(jpeg ? "image/jpeg" : "image/png", content);
    }

    /// The bytes of a picture that this workspace keeps in this mode.
    public Optional<byte[]> content(Tx tx, Scope scope, FileName name) {
        return tx.sql(CONTENT)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("name", name.text())
                .query((row, n) -> row.getBytes("content"))
                .optional();
    }

    /// Whether this workspace keeps a picture of this name in this mode.
    public boolean has(Tx tx, Scope scope, FileName name) {
        return count(tx, EXISTS, scope, name, null) == 1;
    }

    boolean isProof(Tx tx, Scope scope, FileName name, String session) {
        return count(tx, IS_PROOF, scope, name, session) == 1;
    }

    /// Counts under a lock, so that two who count at once do not both find room.
    long countProofs(Tx tx, Scope scope, String session) {
        tx.sql(LOCK_SESSION).param("session", session).query(Integer.class).single();
        return tx.sql(COUNT_PROOFS)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("session", session)
                .query(Long.class)
                .single();
    }

    private static long count(Tx tx, String sql, Scope scope, FileName name, @Nullable String session) {
        var spec = tx.sql(sql)
                .param("workspace", scope.workspace().text())
                .param("mode", scope.mode().wire())
                .param("name", name.text());
        return (session == null ? spec : spec.param("session", session))
                .query(Long.class)
                .single();
    }
}

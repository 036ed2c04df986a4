package com.plugipay.workspace;

import com.plugipay.db.Rows;
import com.plugipay.db.Tx;
import com.plugipay.scope.WorkspaceId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/// SQL of the workspaces and their set-up links.
final class WorkspaceStore {
    private static final String COLUMNS = "select id, name, slug, timezone, created_at from workspace";

    private static final String FIRST = COLUMNS + " order by created_at, id limit 1";

    private static final String BY_SLUG = COLUMNS + " where slug = :slug";

    private static final String INSERT = """
            insert into workspace (id, name, slug, timezone, created_at)
            values (:id, :name, :slug, :timezone, :createdAt)
            """;

    private static final String HAS_OWNER =
            "select exists (select 1 from membership where workspace_id = :workspace and role = 'owner')";

    private static final String PUT_SETUP_TOKEN = """
            insert into setup_token (workspace_id, token_sha256, created_at) values (:workspace, :hash, :now)
            on conflict (workspace_id) do update set token_sha256 = excluded.token_sha256, created_at = excluded.created_at
            """;

    private static final String SETUP = """
            select w.name, t.used_at is not null as used
              from setup_token t
              join workspace w on w.id = t.workspace_id
             where t.token_sha256 = :hash
            """;

    private static final String USE_SETUP_TOKEN = """
            update setup_token set used_at = :now
             where token_sha256 = :hash and used_at is null
            returning workspace_id
            """;

    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended('first workspace', 0)) is null as x";

    /// The first workspace of the install.
    Optional<Workspace> firstAcrossWorkspaces(Tx tx) {
        return tx.sql(FIRST).query(WorkspaceStore::read).optional();
    }

    Optional<Workspace> bySlugAcrossWorkspaces(Tx tx, String slug) {
        return tx.sql(BY_SLUG).param("slug", slug).query(WorkspaceStore::read).optional();
    }

    /// Makes of several nodes that start at once only one seed.
    void lockSeedingAcrossWorkspaces(Tx tx) {
        tx.sql(LOCK).query(Boolean.class).single();
    }

    void insert(Tx tx, Workspace workspace) {
        tx.later(
                INSERT,
                Map.of(
                        "id", workspace.id().text(),
                        "name", workspace.name(),
                        "slug", workspace.slug(),
                        "timezone", workspace.timezone().getId(),
                        "createdAt", Rows.at(workspace.createdAt())));
    }

    boolean hasOwner(Tx tx, WorkspaceId workspace) {
        return tx.sql(HAS_OWNER)
                .param("workspace", workspace.text())
                .query(Boolean.class)
                .single();
    }

    void putSetupToken(Tx tx, WorkspaceId workspace, byte[] hash, Instant now) {
        tx.later(PUT_SETUP_TOKEN, Map.of("workspace", workspace.text(), "hash", hash, "now", Rows.at(now)));
    }

    /// A set-up link.
    record Setup(String workspaceName, boolean used) {}

    Optional<Setup> setupAcrossWorkspaces(Tx tx, byte[] hash) {
        return tx.sql(SETUP)
                .param("hash", hash)
                .query((row, n) -> new Setup(Rows.text(row, "name"), row.getBoolean("used")))
                .optional();
    }

    /// Uses a link up, once: empty for everybody who comes later, and for an unknown one.
    Optional<WorkspaceId> useSetupTokenAcrossWorkspaces(Tx tx, byte[] hash, Instant now) {
        return tx.sql(USE_SETUP_TOKEN)
                .param("hash", hash)
                .param("now", Rows.at(now))
                .query((row, n) -> new WorkspaceId(Rows.text(row, "workspace_id")))
                .optional();
    }

    private static Workspace read(ResultSet row, int n) throws SQLException {
        return new Workspace(
                new WorkspaceId(Rows.text(row, "id")),
                Rows.text(row, "name"),
                Rows.text(row, "slug"),
                ZoneId.of(Rows.text(row, "timezone")),
                Rows.instant(row, "created_at"));
    }
}

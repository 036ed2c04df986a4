package com.plugipay.workspace;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes the first workspace, its keys and its set-up link: once in the life of a database.
public final class SeedFirstWorkspace {
    private static final String NAME = "My shop";
    private static final String SLUG = "my-shop";
    private static final ZoneId TIMEZONE = ZoneId.of("Asia/Jakarta");

    private final Database database;
    private final WorkspaceStore workspaces;
    private final NewWorkspace furnishing;
    private final MakeApiKey makeKey;
    private final Ids ids;
    private final InstantSource realTime;

    SeedFirstWorkspace(
            Database database,
            WorkspaceStore workspaces,
            NewWorkspace furnishing,
            MakeApiKey makeKey,
            Ids ids,
            InstantSource realTime) {
        this.database = database;
        this.workspaces = workspaces;
        this.furnishing = furnishing;
        this.makeKey = makeKey;
        this.ids = ids;
        this.realTime = realTime;
    }

    /// The first workspace as a start finds or makes it.
    ///
    /// @param madeNow the new keys, when this start made them
    public record Seeded(Workspace workspace, @Nullable FirstKeys madeNow, boolean hasOwner) {}

    /// `keep` gets new keys before they are committed: a key that is good was kept first.
    public Seeded handle(Consumer<FirstKeys> keep) {
        return database.inTransactionAcrossWorkspaces(tx -> {
            workspaces.lockSeedingAcrossWorkspaces(tx);
            Optional<Workspace> existing = workspaces.firstAcrossWorkspaces(tx);
            if (existing.isPresent()) {
                Workspace workspace = existing.get();
                return new Seeded(workspace, null, workspaces.hasOwner(tx, workspace.id()));
            }
            Instant now = now();
            Workspace workspace = create(tx, NAME, SLUG, now);
            FirstKeys made = makeKeys(tx, workspace, now);
            keep.accept(made);
            return new Seeded(workspace, made, false);
        });
    }

    /// A new set-up link for a workspace that has no owner yet; the old one stops working.
    public String newSetupToken(WorkspaceId workspace) {
        return database.inTransactionAcrossWorkspaces(tx -> putSetupToken(tx, workspace, now()));
    }

    /// A workspace with its settings, as every new one starts.
    Workspace create(Tx tx, String name, String slug, Instant now) {
        var workspace = new Workspace(WorkspaceId.next(ids), name, slug, TIMEZONE, now);
        workspaces.insert(tx, workspace);
        furnishing.furnish(tx, workspace.id(), now);
        return workspace;
    }

    private FirstKeys makeKeys(Tx tx, Workspace workspace, Instant now) {
        var test = new Scope(workspace.id(), Mode.TEST);
        var live = new Scope(workspace.id(), Mode.LIVE);
        MakeApiKey.Hmac hmac = makeKey.hmac(tx, test, "First test key", now);
        return new FirstKeys(
                workspace.id().text(),
                hmac.keyId(),
                hmac.secret(),
                makeKey.bearer(tx, test, "First test Bearer key", now),
                makeKey.bearer(tx, live, "First live Bearer key", now),
                putSetupToken(tx, workspace.id(), now));
    }

    private String putSetupToken(Tx tx, WorkspaceId workspace, Instant now) {
        String token = RandomTokens.next();
        workspaces.putSetupToken(tx, workspace, RandomTokens.hash(token), now);
        return token;
    }

    private Instant now() {
        return realTime.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}

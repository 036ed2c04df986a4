package com.plugipay.workspace;

import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Opens workspaces for the benchmark, through the same code that seeds the first one.
public final class BenchShops {
    private BenchShops() {}

    /// A workspace and its test key.
    public record BenchShop(String workspaceId, String keyId, String secret) {}

    public static List<BenchShop> open(Running node, int count) {
        SeedFirstWorkspace seed = node.part(SeedFirstWorkspace.class);
        MakeApiKey makeKey = node.part(MakeApiKey.class);
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return node.part(Database.class).inTransactionAcrossWorkspaces(tx -> {
            var shops = new ArrayList<BenchShop>();
            for (int i = 0; i < count; i++) {
                Workspace workspace = seed.create(tx, "Toko Bangku", "bench-" + i, now);
                MakeApiKey.Hmac key = makeKey.hmac(tx, new Scope(workspace.id(), Mode.TEST), "bench", now);
                shops.add(new BenchShop(workspace.id().text(), key.keyId(), key.secret()));
            }
            return List.copyOf(shops);
        });
    }
}

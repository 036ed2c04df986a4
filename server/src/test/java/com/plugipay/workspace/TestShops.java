package com.plugipay.workspace;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Opens fresh workspaces for tests, through the same code that seeds the first one.
public final class TestShops {
    private static final AtomicLong COUNT = new AtomicLong();

    private TestShops() {}

    public static Shop open(TestServer server) {
        SeedFirstWorkspace seed = server.running().part(SeedFirstWorkspace.class);
        MakeApiKey makeKey = server.running().part(MakeApiKey.class);
        String url = server.baseUrl();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return server.running().part(Database.class).inTransactionAcrossWorkspaces(tx -> {
            Workspace workspace = seed.create(tx, "Toko Uji", "shop-" + COUNT.incrementAndGet(), now);
            var test = new Scope(workspace.id(), Mode.TEST);
            MakeApiKey.Hmac hmac = makeKey.hmac(tx, test, "test", now);
            return new Shop(
                    workspace.id(),
                    workspace.slug(),
                    Api.hmac(url, hmac.keyId(), hmac.secret()),
                    Api.bearer(url, makeKey.bearer(tx, test, "test", now)),
                    Api.bearer(url, makeKey.bearer(tx, new Scope(workspace.id(), Mode.LIVE), "live", now)),
                    Api.anonymous(url));
        });
    }
}

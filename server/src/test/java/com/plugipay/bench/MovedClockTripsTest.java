package com.plugipay.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Config;
import com.plugipay.TestServer;
import com.plugipay.clock.ClockStore;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.provider.sandbox.SandboxProvider;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import com.plugipay.workspace.BenchShops;
import com.plugipay.workspace.BenchShops.BenchShop;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A clock that is ahead costs no round trip: what is asked most makes as many as with a clock that nobody has moved.
class MovedClockTripsTest {
    @Test
    void the_hot_paths_make_as_many_round_trips_as_before() throws Exception {
        TestServer home = TestServer.shared();
        int port = URI.create(home.running().access().app().jdbcUrl().substring("jdbc:".length()))
                .getPort();
        try (RoundTrips between = RoundTrips.inFrontOf(port)) {
            var environment = new HashMap<>(home.environmentOfAnother());
            environment.computeIfPresent(
                    "PLUGIPAY_DATABASE_URL", (_, url) -> url.replace(":" + port + "/", ":" + between.port() + "/"));
            Path data = Files.createTempDirectory(Path.of("target"), "test-data");
            Config config = Config.read(List.of("--port", "0", "--data", data.toString()), environment);
            var world = new Running.World(InstantSource.system(), home::now, new SandboxProvider(), false);
            try (Running node = Running.start(config, world)) {
                List<BenchShop> shops = BenchShops.open(node, 1);
                var scope = new Scope(new WorkspaceId(shops.getFirst().workspaceId()), Mode.TEST);
                var served = new Served(URI.create(node.install().baseUrl()).getPort(), shops);
                served.prepareReads();
                Map<Options.Task, Integer> before = trips(served, between);
                move(node, scope);
                assertThat(node.part(WorkspaceTime.class).aheadSec(scope)).isEqualTo(86_400);
                assertThat(before.values()).allMatch(trips -> trips > 0);
                assertThat(trips(served, between)).isEqualTo(before);
            }
        }
    }

    private static Map<Options.Task, Integer> trips(Served served, RoundTrips between) throws Exception {
        Map<Options.Task, Integer> trips = new EnumMap<>(Options.Task.class);
        for (Options.Task task : Options.Task.values()) {
            try (Loop.Worker worker = served.open(task, 0)) {
                trips.put(task, between.of(worker));
            }
        }
        return trips;
    }

    private static void move(Running node, Scope scope) throws InterruptedException {
        ClockStore store = node.part(ClockStore.class);
        node.part(Database.class).inTransaction(scope, tx -> {
            store.lock(tx, scope);
            store.begin(tx, scope, 86_400, "test");
            store.finish(tx, scope, 86_400, "test");
            return true;
        });
        for (int i = 0; i < 50 && node.part(WorkspaceTime.class).aheadSec(scope) == 0; i++) {
            Thread.sleep(100);
        }
    }
}

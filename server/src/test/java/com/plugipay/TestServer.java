package com.plugipay;

import com.plugipay.command.Running;
import com.plugipay.db.DatabaseAccess;
import com.plugipay.db.DatabaseLogin;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.sandbox.SandboxProvider;
import com.plugipay.workspace.TestShops;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The whole product as tests meet it: real HTTP, real PostgreSQL, a product clock that tests move. One for all test
/// classes; each test acts as a fresh shop.
public final class TestServer {
    private static @Nullable TestServer shared;

    private final Running running;
    private final Path data;
    private final AtomicReference<Duration> offset;
    private final Queue<Shop> opened = new ConcurrentLinkedQueue<>();

    private TestServer(Running running, Path data, AtomicReference<Duration> offset) {
        this.running = running;
        this.data = data;
        this.offset = offset;
    }

    /// The server that all test classes share. Request limits are lifted; RateLimitTest starts its own.
    public static synchronized TestServer shared() {
        TestServer server = shared;
        if (server == null) {
            server = start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
            shared = server;
            Runtime.getRuntime().addShutdownHook(new Thread(server.running::close));
        }
        return server;
    }

    /// A server of one's own, on a fresh database. Close what `running` answers.
    public static TestServer start(Map<String, String> environment) {
        try {
            return start(environment, new AtomicReference<>(Duration.ZERO), new SandboxProvider(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One that charges at `sandbox` and whose sweeps run only when a test says so. Close what `running` answers.
    public static TestServer quiet(PaymentProvider sandbox) {
        try {
            var environment = Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0", "PLUGIPAY_DATABASE_CONNECTIONS", "12");
            return start(environment, new AtomicReference<>(Duration.ZERO), sandbox, false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The same with settings of its own. Close what `running` answers.
    public static TestServer quiet(Map<String, String> environment) {
        try {
            return start(environment, new AtomicReference<>(Duration.ZERO), new SandboxProvider(), false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A second node of the same install, on this one's database and clock. Close what `running` answers.
    public TestServer another() {
        try {
            return start(environmentOfAnother(), offset, new SandboxProvider(), true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With these settings a further process is a node of this install.
    public Map<String, String> environmentOfAnother() throws IOException {
        DatabaseAccess access = running.access();
        return Map.of(
                "PLUGIPAY_RATE_LIMIT_FACTOR",
                "0",
                "PLUGIPAY_DATABASE_CONNECTIONS",
                "14",
                "PLUGIPAY_DATABASE_URL",
                url(access.app()),
                "PLUGIPAY_DATABASE_OWNER_URL",
                url(access.owner()),
                "PLUGIPAY_SECRET_KEY",
                Files.readString(data.resolve("secret.key")).strip());
    }

    private static TestServer start(
            Map<String, String> environment, AtomicReference<Duration> offset, PaymentProvider sandbox, boolean jobs)
            throws IOException {
        Path data = Files.createTempDirectory(Path.of("target"), "test-data");
        Config config = Config.read(
                List.of("--port", "0", "--data", data.toAbsolutePath().toString()), environment);
        InstantSource productTime = () -> Instant.now().plus(offset.get());
        var world = new Running.World(InstantSource.system(), productTime, sandbox, jobs);
        return new TestServer(Running.start(config, world), data, offset);
    }

    private static String url(DatabaseLogin login) {
        return login.jdbcUrl()
                .replace("jdbc:postgresql://", "postgresql://" + login.user() + ":" + login.password() + "@");
    }

    public Running running() {
        return running;
    }

    public String baseUrl() {
        return running.install().baseUrl();
    }

    /// Where it keeps its files.
    Path data() {
        return data;
    }

    /// A fresh workspace with its keys.
    public Shop newShop() {
        Shop shop = TestShops.open(this);
        opened.add(shop);
        return shop;
    }

    /// The shops that were opened since this was last asked.
    List<Shop> takeOpened() {
        var taken = new ArrayList<Shop>();
        for (Shop shop = opened.poll(); shop != null; shop = opened.poll()) {
            taken.add(shop);
        }
        return taken;
    }

    /// The shared server, if a test has started it.
    static synchronized Optional<TestServer> sharedIfStarted() {
        return Optional.ofNullable(shared);
    }

    /// Product time moves on, for every shop of this server. It never goes back.
    public void advance(Duration by) {
        offset.updateAndGet(before -> before.plus(by));
    }

    public Instant now() {
        return Instant.now().plus(offset.get()).truncatedTo(ChronoUnit.MILLIS);
    }
}

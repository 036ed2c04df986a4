package com.plugipay.command;

import com.plugipay.Config;
import com.plugipay.db.DatabaseAccess;
import com.plugipay.db.Migrations;
import com.plugipay.http.Install;
import com.plugipay.job.Sweep;
import com.plugipay.method.Facts;
import com.plugipay.method.FactsFile;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.sandbox.SandboxProvider;
import com.plugipay.secret.Keys;
import com.plugipay.secret.SecretKeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/// A server that is up: its database, migrated, and everything on top. Closing drains requests, then stops the
/// database.
public final class Running implements AutoCloseable {
    private static final int MOST_PORTS = 5;
    private static final int MOST_CAUSES = 10;
    private static final String SECRET_KEY = "secret.key";
    private static final String METHOD_FACTS = "method-facts.csv";

    private final DatabaseAccess access;
    private final ConfigurableApplicationContext context;
    private final Install install;

    private Running(DatabaseAccess access, ConfigurableApplicationContext context, Install install) {
        this.access = access;
        this.context = context;
        this.install = install;
    }

    /// What a test may stand in for. No setting reaches it: outside tests it is always [#real].
    ///
    /// @param realTime what signatures, claims and ids go by
    /// @param productTime what expiry and deadlines go by
    /// @param sandbox test mode's provider
    /// @param jobs whether the sweeps run on their own
    public record World(InstantSource realTime, InstantSource productTime, PaymentProvider sandbox, boolean jobs) {
        public static World real() {
            return new World(InstantSource.system(), InstantSource.system(), new SandboxProvider(), true);
        }
    }

    /// Starts with real time, or with the times a test moves.
    public static Running start(Config config, InstantSource realTime, InstantSource productTime) {
        return start(config, new World(realTime, productTime, new SandboxProvider(), true));
    }

    public static Running start(Config config, World world) {
        return start(config, world, started -> {});
    }

    /// Hands over what is already open while the rest is still being started.
    static Running start(Config config, World world, Consumer<AutoCloseable> opened) {
        Path data = makeFolder(config.data());
        Facts facts = facts(config, data);
        String databaseUrl = config.databaseUrl();
        if (databaseUrl != null) {
            refuseWithoutKey(config, data);
        }
        DatabaseAccess access = databaseUrl == null
                ? DatabaseAccess.embedded(data)
                : DatabaseAccess.external(databaseUrl, config.databaseOwnerUrl());
        opened.accept(access);
        boolean up = false;
        try {
            Keys keys = keys(config, data);
            Migrations.run(access.owner());
            IntFunction<Running> onPort = port -> onPort(port, config, access, keys, facts, world);
            Running running = config.port() == 0 ? onFreePort(onPort) : onPort.apply(config.port());
            up = true;
            return running;
        } finally {
            if (!up) {
                access.close();
            }
        }
    }

    private static Running onPort(int port, Config config, DatabaseAccess access, Keys keys, Facts facts, World world) {
        String baseUrl = config.baseUrl() == null ? "http://localhost:" + port : config.baseUrl();
        var install = new Install(baseUrl, config.region(), version());
        var given = new Server.Given(config, access, keys, install, facts, world);
        return new Running(access, context(given, port), install);
    }

    /// A port that was free may be somebody's when we come to use it: then another one is taken.
    static <T> T onFreePort(IntFunction<T> onPort) {
        for (int i = 1; i < MOST_PORTS; i++) {
            try {
                return onPort.apply(freePort());
            } catch (RuntimeException e) {
                if (!isTaken(e)) {
                    throw e;
                }
            }
        }
        return onPort.apply(freePort());
    }

    private static boolean isTaken(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(BindException.class::isInstance);
    }

    public Install install() {
        return install;
    }

    public DatabaseAccess access() {
        return access;
    }

    /// A part of the running server, for commands and tests that act beside HTTP.
    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    /// One look of a sweep, for tests that move time themselves.
    public void sweep(String name) {
        context.getBeansOfType(Sweep.class).values().stream()
                .filter(sweep -> sweep.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no sweep named " + name))
                .run()
                .lookOnce();
    }

    @Override
    public void close() {
        context.close();
        access.close();
    }

    private static ConfigurableApplicationContext context(Server.Given given, int port) {
        var application = new SpringApplication(Server.class);
        application.setWebApplicationType(WebApplicationType.SERVLET);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(properties(given, port));
        application.addInitializers(context -> register((GenericApplicationContext) context, given));
        return application.run();
    }

    private static void register(GenericApplicationContext context, Server.Given given) {
        context.registerBean(Config.class, given::config);
        context.registerBean(DatabaseAccess.class, given::access, definition -> definition.setDestroyMethodName(""));
        context.registerBean(Keys.class, given::keys);
        context.registerBean(Install.class, given::install);
        context.registerBean(Facts.class, given::facts);
        World world = given.world();
        context.registerBean(World.class, () -> world);
        context.registerBean(InstantSource.class, world::realTime);
        context.registerBean("sandboxProvider", PaymentProvider.class, world::sandbox);
    }

    private static Map<String, Object> properties(Server.Given given, int port) {
        var properties = new HashMap<String, Object>();
        properties.put("server.port", port);
        properties.put("server.address", bindAddress(given.config(), given.install()));
        properties.put("server.shutdown", "graceful");
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", "20s");
        properties.put("spring.threads.virtual.enabled", true);
        properties.put("server.max-http-request-header-size", "16KB");
        properties.put("server.tomcat.max-connections", 10_000);
        properties.put("server.tomcat.connection-timeout", "20s");
        properties.put("server.tomcat.keep-alive-timeout", "60s");
        properties.put("server.tomcat.max-keep-alive-requests", -1);
        // A form with a picture that is too large is read to its end, or its sender never sees the answer.
        properties.put("server.tomcat.max-swallow-size", "16MB");
        properties.put("spring.servlet.multipart.resolve-lazily", true);
        properties.put("spring.servlet.multipart.max-file-size", "5MB");
        properties.put("spring.servlet.multipart.max-request-size", "5136KB");
        properties.put("server.error.whitelabel.enabled", false);
        properties.put("spring.mvc.problemdetails.enabled", false);
        properties.put("spring.web.resources.add-mappings", false);
        properties.put("spring.main.lazy-initialization", false);
        properties.put("spring.jmx.enabled", false);
        return properties;
    }

    /// Only this machine can connect until a public address is set.
    private static String bindAddress(Config config, Install install) {
        String chosen = config.bind();
        if (chosen != null) {
            return chosen;
        }
        return install.isLoopback() ? "127.0.0.1" : "0.0.0.0";
    }

    private static Keys keys(Config config, Path data) {
        byte[] given = config.secretKey();
        if (given != null) {
            return new Keys(given);
        }
        return new Keys(SecretKeyFile.readOrMake(data.resolve(SECRET_KEY)));
    }

    /// Ours, with what the operator's own file says otherwise.
    private static Facts facts(Config config, Path data) {
        Path named = config.methodFacts();
        Path own = data.resolve(METHOD_FACTS);
        return FactsFile.read(named != null ? named : Files.exists(own) ? own : null);
    }

    private static void refuseWithoutKey(Config config, Path data) {
        Path file = data.resolve(SECRET_KEY);
        if (config.secretKey() == null && !Files.exists(file)) {
            throw new IllegalStateException("With PLUGIPAY_DATABASE_URL the secret key must be given: set"
                    + " PLUGIPAY_SECRET_KEY, or put the key of the other nodes into " + file + ".");
        }
    }

    private static Path makeFolder(Path data) {
        try {
            return Files.createDirectories(data);
        } catch (IOException e) {
            throw new UncheckedIOException("The data folder cannot be made: " + data, e);
        }
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no port is free", e);
        }
    }

    private static String version() {
        String version = Running.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}

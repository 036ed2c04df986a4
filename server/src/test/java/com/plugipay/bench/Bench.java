package com.plugipay.bench;

import com.plugipay.Config;
import com.plugipay.bench.Options.Task;
import com.plugipay.command.Running;
import com.plugipay.workspace.BenchShops;
import com.plugipay.workspace.BenchShops.BenchShop;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Measures the product on this machine, beside what its database could do at best: `bin/bench`.
public final class Bench {
    private static final long SETTLE_MS = 3_000;

    private final Options options;
    private final Path folder;
    private final Report report = new Report();

    private Bench(Options options, Path folder) {
        this.options = options;
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = Arrays.asList(arguments);
        if (given.contains("--help") || given.contains("help")) {
            System.out.print(Options.HELP);
            return;
        }
        Options options;
        try {
            options = Options.read(given);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n\n" + Options.HELP);
            System.exit(2);
            return;
        }
        Path folder = Files.createTempDirectory(
                Files.createDirectories(Path.of("target").toAbsolutePath()), "bench");
        boolean well;
        try {
            well = new Bench(options, folder).run();
        } finally {
            delete(folder);
        }
        System.exit(well ? 0 : 1);
    }

    private boolean run() throws Exception {
        starts();
        say("Starting the product…");
        try (Product product = Product.start(folder)) {
            report.warmStart(product.firstAnswerSeconds());
            Thread.sleep(SETTLE_MS);
            report.memoryIdle(Proc.memoryMb(product.allPids()));
            measure(product);
        }
        return report.print(options);
    }

    /// The first one builds when needed, so it is not timed; then one on fresh data, which this run goes on with.
    private void starts() throws Exception {
        say("Starting once unmeasured, building when needed…");
        Product.start(folder).close();
        delete(folder.resolve("data"));
        if (options.starts()) {
            say("Starting on fresh data…");
        }
        try (Product cold = Product.start(folder)) {
            report.coldStart(cold.firstAnswerSeconds());
        }
    }

    private void measure(Product product) throws Exception {
        List<BenchShop> shops;
        var roundTrips = new EnumMap<Task, Integer>(Task.class);
        String paidSession;
        say("Counting round trips…");
        try (RoundTrips between = RoundTrips.inFrontOf(product.databasePort());
                Running node =
                        Running.start(secondNode(product, between), InstantSource.system(), InstantSource.system())) {
            shops = BenchShops.open(node, options.workspaces());
            var served = new Served(URI.create(node.install().baseUrl()).getPort(), shops);
            served.prepareReads();
            for (Task task : options.tasks()) {
                try (Loop.Worker worker = served.open(task, 0)) {
                    roundTrips.put(task, between.of(worker));
                }
            }
            paidSession = served.payOne();
        }
        long[] before = counts(product);
        var served = new Served(product.port(), shops);
        served.prepareReads();
        var ceiling = new Ceiling(product, shops, served, paidSession);
        for (Task task : options.tasks()) {
            report.roundTrips(task, ceiling.roundTrips(task), roundTrips.getOrDefault(task, 0), ceiling.text(task));
            warm(served, ceiling, task);
        }
        for (Task task : options.tasks()) {
            measure(product, served, ceiling, task);
        }
        report.memoryLoaded(Proc.memoryMb(product.allPids()));
        verify(before, counts(product), served, ceiling);
    }

    private void warm(Served served, Ceiling ceiling, Task task) throws Exception {
        say("Warming up: " + task.words + "…");
        if (options.warmup() > 0) {
            Loop.run(number -> served.open(task, number), options.clients(), options.warmup(), 0);
            Loop.run(number -> ceiling.open(task, number), options.clients(), Math.min(2, options.warmup()), 0);
        }
    }

    /// Ceiling and served take turns, so that both see the same good and bad moments of the machine.
    private void measure(Product product, Served served, Ceiling ceiling, Task task) throws Exception {
        double slice = options.seconds() / options.rounds();
        for (int round = 0; round < options.rounds(); round++) {
            say("Measuring: " + task.words + ", round " + (round + 1) + "…");
            slice(product, task, false, number -> ceiling.open(task, number), slice, 0);
            slice(product, task, true, number -> served.open(task, number), slice, options.rate());
        }
    }

    private void slice(Product product, Task task, boolean isServed, Loop.Opener opener, double seconds, double rate)
            throws Exception {
        Proc.Cpu before = Proc.cpu(product.pid(), product.postmaster());
        Loop.Result result = Loop.run(opener, options.clients(), seconds, rate);
        report.add(
                task,
                isServed,
                result,
                Proc.cpu(product.pid(), product.postmaster()).minus(before));
    }

    /// A second node of the same install, whose way to the database leads past the counter.
    private Config secondNode(Product product, RoundTrips between) throws IOException {
        Path data = folder.resolve("node");
        Map<String, String> environment = Map.of(
                "PLUGIPAY_DATABASE_URL", product.url("plugipay_app", between.port()),
                "PLUGIPAY_DATABASE_OWNER_URL", product.url("postgres", product.databasePort()),
                "PLUGIPAY_SECRET_KEY", product.secretKey(),
                "PLUGIPAY_RATE_LIMIT_FACTOR", "0");
        return Config.read(List.of("--port", "0", "--data", data.toString()), environment);
    }

    /// Sessions, payments and events in the tables.
    private static long[] counts(Product product) throws IOException, SQLException {
        try (Connection all = product.connect("postgres");
                var statement = all.createStatement();
                ResultSet row = statement.executeQuery(
                        "select (select count(*) from checkout_session), (select count(*) from payment),"
                                + " (select count(*) from event)")) {
            row.next();
            return new long[] {row.getLong(1), row.getLong(2), row.getLong(3)};
        }
    }

    /// What was acknowledged is there, and nothing else.
    private void verify(long[] before, long[] after, Served served, Ceiling ceiling) {
        long created = served.created.get() + ceiling.created.get();
        long paid = served.paid.get() + ceiling.paid.get();
        long[] expected = {created + paid, paid, created + 3 * paid};
        long[] found = {after[0] - before[0], after[1] - before[1], after[2] - before[2]};
        report.verified(expected, found);
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}

package com.plugipay.bench;

import com.plugipay.bench.Options.Task;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// What a run found, and how it prints.
final class Report {
    private static final double PAYMENTS_TARGET = 800;
    private static final double CREATES_TARGET = 0.6;

    /// Both halves of a task's measurement.
    private static final class Measured {
        Loop.Result result = Loop.Result.NONE;
        Proc.Cpu cpu = new Proc.Cpu(0, 0, 0);

        void add(Loop.Result more, Proc.Cpu used) {
            result = result.plus(more);
            cpu = cpu.plus(used);
        }
    }

    private record Trips(int ceiling, int served, String statements) {}

    private final Map<Task, Measured> ceilings = new EnumMap<>(Task.class);
    private final Map<Task, Measured> serveds = new EnumMap<>(Task.class);
    private final Map<Task, Trips> trips = new EnumMap<>(Task.class);
    private double coldStart;
    private double warmStart;
    private double memoryIdle;
    private double memoryLoaded;
    private long[] expected = {};
    private long[] found = {};

    void coldStart(double seconds) {
        coldStart = seconds;
    }

    void warmStart(double seconds) {
        warmStart = seconds;
    }

    void memoryIdle(double mb) {
        memoryIdle = mb;
    }

    void memoryLoaded(double mb) {
        memoryLoaded = mb;
    }

    void roundTrips(Task task, int ceiling, int served, String statements) {
        trips.put(task, new Trips(ceiling, served, statements));
    }

    void add(Task task, boolean served, Loop.Result result, Proc.Cpu cpu) {
        (served ? serveds : ceilings).computeIfAbsent(task, _ -> new Measured()).add(result, cpu);
    }

    void verified(long[] acknowledged, long[] inTables) {
        expected = acknowledged;
        found = inTables;
    }

    /// Answers whether all was well.
    boolean print(Options options) {
        PrintStream out = System.out;
        trips.forEach((task, trip) -> out.printf(
                Locale.ROOT,
                "%nThe ceiling of '%s', a blank line between round trips:%n%s",
                task.words,
                trip.statements));
        out.printf(
                Locale.ROOT,
                "%n%d processors, %d connections, %d shops, %s, %.0f s each in %d rounds, ceiling and served by turns%n%n",
                Runtime.getRuntime().availableProcessors(),
                options.clients(),
                options.workspaces(),
                options.rate() == 0 ? "closed loop" : "open loop at " + options.rate() + "/s",
                options.seconds(),
                options.rounds());
        out.printf(
                Locale.ROOT,
                "%-18s %-8s %6s %9s %8s %8s %11s %9s %11s %8s%n",
                "",
                "",
                "trips",
                "per s",
                "p50 ms",
                "p99 ms",
                "server ms",
                "db ms",
                "client ms",
                "ratio");
        serveds.forEach((task, served) -> {
            Trips trip = trips.getOrDefault(task, new Trips(0, 0, ""));
            Measured ceiling = ceilings.getOrDefault(task, served);
            line(out, task.words, "ceiling", trip.ceiling, ceiling, "");
            line(
                    out,
                    "",
                    "served",
                    trip.served,
                    served,
                    options.rate() > 0 ? "" : percent(served.result.perSecond() / ceiling.result.perSecond()));
        });
        out.printf(
                Locale.ROOT,
                "%nserver, db and client are CPU milliseconds for one; a payment is its two requests.%nload average of the machine at the end: %s%n%n",
                Proc.loadAverage());
        targets(out, options);
        return judge(out);
    }

    private static void line(PrintStream out, String task, String how, int trips, Measured measured, String ratio) {
        int count = Math.max(1, measured.result.nanos().length);
        out.printf(
                Locale.ROOT,
                "%-18s %-8s %6d %9.0f %8.2f %8.2f %11.3f %9.3f %11.3f %8s%n",
                task,
                how,
                trips,
                measured.result.perSecond(),
                measured.result.ms(0.5),
                measured.result.ms(0.99),
                measured.cpu.server() / count,
                measured.cpu.database() / count,
                measured.cpu.client() / count,
                ratio);
    }

    private void targets(PrintStream out, Options options) {
        Measured creates = serveds.get(Task.CREATE);
        Measured ceiling = ceilings.get(Task.CREATE);
        if (creates != null && ceiling != null && options.rate() == 0) {
            target(
                    out,
                    "creates, of the ceiling",
                    percent(creates.result.perSecond() / ceiling.result.perSecond()),
                    "at least " + percent(CREATES_TARGET));
        }
        Measured payments = serveds.get(Task.PAYMENT);
        if (payments != null && options.rate() == 0) {
            target(
                    out,
                    "complete payments",
                    format("%.0f/s", payments.result.perSecond()),
                    format("at least %.0f/s", PAYMENTS_TARGET));
        }
        target(out, "start to first answer, fresh data", format("%.2f s", coldStart), "");
        target(out, "start to first answer, same data", format("%.2f s", warmStart), "at most 4 s");
        target(out, "memory of JVM and database, idle", format("%.0f MB", memoryIdle), "at most 450 MB");
        target(out, "memory of JVM and database, after load", format("%.0f MB", memoryLoaded), "");
    }

    private static void target(PrintStream out, String what, String value, String target) {
        out.printf(Locale.ROOT, "%-40s %10s   %s%n", what, value, target.isEmpty() ? "" : "target: " + target);
    }

    /// Two things are not figures but mistakes: more round trips than needed, and rows that do not add up.
    private boolean judge(PrintStream out) {
        boolean wrong = false;
        for (Map.Entry<Task, Trips> entry : trips.entrySet()) {
            Trips trip = entry.getValue();
            if (trip.served > trip.ceiling) {
                wrong = true;
                out.printf(
                        Locale.ROOT,
                        "FAILED: '%s' takes %d round trips to the database, %d are enough.%n",
                        entry.getKey().words,
                        trip.served,
                        trip.ceiling);
            }
        }
        String sum = "sessions, payments, events: acknowledged " + Arrays.toString(expected) + ", in the tables "
                + Arrays.toString(found);
        wrong |= !Arrays.equals(expected, found);
        out.println((Arrays.equals(expected, found) ? "checked: " : "FAILED: ") + sum);
        return !wrong;
    }

    private static String percent(double share) {
        return format("%.0f %%", share * 100);
    }

    private static String format(String pattern, double value) {
        return String.format(Locale.ROOT, pattern, value);
    }
}

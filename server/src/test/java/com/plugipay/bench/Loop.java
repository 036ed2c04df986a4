package com.plugipay.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Runs one kind of work on several connections for a bounded time and keeps how long each piece took.
final class Loop {
    private Loop() {}

    /// One connection's work.
    interface Worker extends AutoCloseable {
        void once() throws Exception;

        @Override
        default void close() throws IOException, SQLException {}
    }

    /// Opens the work of one connection.
    interface Opener {
        Worker open(int number) throws Exception;
    }

    /// @param nanos how long each piece took, ascending
    record Result(double seconds, long[] nanos) {
        static final Result NONE = new Result(0, new long[0]);

        double perSecond() {
            return nanos.length / seconds;
        }

        double ms(double quantile) {
            return nanos.length == 0
                    ? 0
                    : nanos[(int) Math.min(nanos.length - 1L, Math.round(quantile * nanos.length))] / 1e6;
        }

        Result plus(Result other) {
            long[] all = Arrays.copyOf(nanos, nanos.length + other.nanos.length);
            System.arraycopy(other.nanos, 0, all, nanos.length, other.nanos.length);
            Arrays.sort(all);
            return new Result(seconds + other.seconds, all);
        }
    }

    /// @param rate pieces a second that arrive whatever happens; 0 lets each connection go on when it is ready
    static Result run(Opener opener, int connections, double seconds, double rate) throws Exception {
        var workers = new ArrayList<Worker>();
        try {
            for (int i = 0; i < connections; i++) {
                workers.add(opener.open(i));
            }
            return run(workers, seconds, rate);
        } finally {
            for (Worker worker : workers) {
                worker.close();
            }
        }
    }

    private static Result run(List<Worker> workers, double seconds, double rate) throws Exception {
        var failure = new AtomicReference<@Nullable Exception>();
        var threads = new ArrayList<Thread>();
        var all = new ArrayList<Latencies>();
        var arrivals = new AtomicLong();
        long start = System.nanoTime();
        long end = start + (long) (seconds * TimeUnit.SECONDS.toNanos(1));
        for (Worker worker : workers) {
            var latencies = new Latencies();
            all.add(latencies);
            threads.add(Thread.ofPlatform().name("load").start(() -> {
                try {
                    if (rate == 0) {
                        closed(worker, latencies, end);
                    } else {
                        open(worker, latencies, start, end, rate, arrivals);
                    }
                } catch (Exception e) {
                    failure.compareAndSet(null, e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Exception failed = failure.get();
        if (failed != null) {
            throw failed;
        }
        double took = (System.nanoTime() - start) / 1e9;
        return new Result(took, merged(all));
    }

    private static void closed(Worker worker, Latencies latencies, long end) throws Exception {
        long before = System.nanoTime();
        while (before < end) {
            worker.once();
            long after = System.nanoTime();
            latencies.add(after - before);
            before = after;
        }
    }

    /// Whoever is free takes the next arrival; what it took counts from when it was due, waiting included.
    private static void open(Worker worker, Latencies latencies, long start, long end, double rate, AtomicLong arrivals)
            throws Exception {
        while (true) {
            long due = start + (long) (arrivals.getAndIncrement() / rate * 1e9);
            if (due >= end) {
                return;
            }
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            worker.once();
            latencies.add(System.nanoTime() - due);
        }
    }

    private static long[] merged(List<Latencies> all) {
        long[] merged = all.stream().flatMapToLong(Latencies::stream).toArray();
        Arrays.sort(merged);
        return merged;
    }

    /// A growing list of numbers.
    private static final class Latencies {
        private long[] nanos = new long[1024];
        private int count;

        void add(long one) {
            if (count == nanos.length) {
                nanos = Arrays.copyOf(nanos, count * 2);
            }
            nanos[count++] = one;
        }

        java.util.stream.LongStream stream() {
            return Arrays.stream(nanos, 0, count);
        }
    }
}

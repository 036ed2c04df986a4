package com.plugipay.inbound;

import com.plugipay.db.Database;
import com.plugipay.inbound.TurnedAwayStore.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts the calls that were not taken in, in memory: a stranger's call costs no write. What is counted is written
/// down every few seconds and at the end; a crash loses a few seconds of it, and nothing but the count.
final class TurnedAway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TurnedAway.class);
    private static final Duration WRITE_AFTER = Duration.ofSeconds(3);
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);
    private static final int MOST_LINES = 10_000;
    private static final int AT_ONCE = 500;

    private static final Comparator<Count> ALWAYS_THE_SAME = Comparator.comparing(
                    (Count one) -> one.line().scope().workspace().text())
            .thenComparing(one -> one.line().adapter());

    private final Database database;
    private final TurnedAwayStore store;
    private Map<CallbackLine, Count> counted = new HashMap<>();
    private @Nullable Thread writer;
    private boolean closed;

    TurnedAway(Database database, TurnedAwayStore store) {
        this.database = database;
        this.store = store;
    }

    /// A call that could not prove to be the provider's.
    void refused(CallbackLine line, Instant now) {
        count(new Count(line, 1, now, 0, null));
    }

    /// A call of the provider's, one too many.
    void putOff(CallbackLine line, Instant now) {
        count(new Count(line, 0, null, 1, now));
    }

    /// Writes down what is counted now.
    void write() {
        write(take());
    }

    private void write(List<Count> taken) {
        for (int from = 0; from < taken.size(); from += AT_ONCE) {
            List<Count> some = taken.subList(from, Math.min(from + AT_ONCE, taken.size()));
            try {
                database.inTransactionAcrossWorkspaces(tx -> {
                    store.addAcrossWorkspaces(tx, some);
                    return some;
                });
            } catch (RuntimeException e) {
                LOG.warn("calls that were turned away cannot be counted now, trying again", e);
                taken.subList(from, taken.size()).forEach(this::count);
                return;
            }
        }
    }

    @Override
    public void close() {
        Thread last = stop();
        try {
            if (last != null && !last.join(LAST_WAIT)) {
                LOG.warn("calls that were turned away are still being counted");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write();
    }

    private synchronized @Nullable Thread stop() {
        closed = true;
        notifyAll();
        return writer;
    }

    private synchronized void count(Count more) {
        Count before = counted.get(more.line());
        if (before == null && counted.size() >= MOST_LINES) {
            return;
        }
        counted.put(more.line(), before == null ? more : sum(before, more));
        if (writer == null && !closed) {
            writer = Thread.ofVirtual().name("turned-away").start(this::writeSoon);
        }
    }

    private void writeSoon() {
        try {
            pause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        write(takeLast());
    }

    private synchronized void pause() throws InterruptedException {
        long until = System.nanoTime() + WRITE_AFTER.toNanos();
        for (long left = WRITE_AFTER.toMillis(); left > 0 && !closed; ) {
            wait(left);
            left = Duration.ofNanos(until - System.nanoTime()).toMillis();
        }
    }

    /// Who counts from here on starts another writer.
    private synchronized List<Count> takeLast() {
        writer = null;
        return take();
    }

    private synchronized List<Count> take() {
        var taken = new ArrayList<>(counted.values());
        counted = new HashMap<>();
        taken.sort(ALWAYS_THE_SAME);
        return taken;
    }

    private static Count sum(Count one, Count other) {
        return new Count(
                one.line(),
                one.refused() + other.refused(),
                later(one.refusedAt(), other.refusedAt()),
                one.putOff() + other.putOff(),
                later(one.putOffAt(), other.putOffAt()));
    }

    private static @Nullable Instant later(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isAfter(other) ? one : other;
    }
}

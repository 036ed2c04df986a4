package com.plugipay.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves lines side by side: a line by one thread at a time, and of those that wait for one provider a few at a time.
/// A line that has had its turn stands behind the others, so who hangs or is busy holds up nobody else.
///
/// @param <L> a line, equal to itself only
public final class Turns<L> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Turns.class);
    private static final int MOST_IN_LINE = 1_000;
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    /// While somebody hangs, others are looked for this often.
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    /// Who hangs longer than this is left in its lane, and the next look goes on with what is due then.
    private static final long MOST_NANOS = Duration.ofSeconds(30).toNanos();

    /// The lines of one provider.
    private static final class Provider<L> {
        private final Set<L> waiting = new LinkedHashSet<>();
        private int lanes;
    }

    private final String name;
    private final int lanesOfProvider;
    private final Function<L, String> providerOf;
    private final ThreadFactory lanes;
    private final Predicate<L> turn;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<String, Provider<L>> providers = new HashMap<>();
    private final Set<L> served = new HashSet<>();
    private final Set<L> onceMore = new HashSet<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    /// @param name what waits in the lines, for threads and log
    /// @param lanesOfProvider how many lines of one provider are served at a time
    /// @param providerOf whom a line waits for
    /// @param turn serves a line a little; answers whether there may be more in it
    public Turns(String name, int lanesOfProvider, Function<L, String> providerOf, Predicate<L> turn) {
        this(name, lanesOfProvider, Thread.ofVirtual().name(name + "-", 0).factory(), providerOf, turn);
    }

    Turns(String name, int lanesOfProvider, ThreadFactory lanes, Function<L, String> providerOf, Predicate<L> turn) {
        this.name = name;
        this.lanes = lanes;
        this.lanesOfProvider = lanesOfProvider;
        this.providerOf = providerOf;
        this.turn = turn;
    }

    /// One look: calls up what is due, and ends when all of it has been served. While somebody hangs it looks for
    /// others once a second, for half a minute at most.
    public void look(Runnable callUp) {
        long began = System.nanoTime();
        do {
            callUp.run();
        } while (!areOverWithin(LOOK_AGAIN) && System.nanoTime() - began < MOST_NANOS);
    }

    /// The line has a turn that begins after this, however often it is called up until then. False when so many wait
    /// that it has to be called up again later.
    public boolean callUp(L line) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (served.contains(line)) {
                onceMore.add(line);
                return true;
            }
            Provider<L> provider = providers.computeIfAbsent(providerOf.apply(line), _ -> new Provider<>());
            if (provider.waiting.size() >= MOST_IN_LINE && !provider.waiting.contains(line)) {
                return false;
            }
            provider.waiting.add(line);
            if (provider.lanes < lanesOfProvider) {
                Thread lane = lanes.newThread(() -> serve(provider));
                // It counts once it runs; until this call ends it can do nothing.
                lane.start();
                provider.lanes++;
                threads.add(lane);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Whether all that were called up have been served; waits for that, not longer than this. When we are stopping it
    /// is answered at once.
    boolean areOverWithin(Duration wait) {
        long left = wait.toNanos();
        lock.lock();
        try {
            while (!threads.isEmpty() && !closed && left > 0) {
                left = idle.awaitNanos(left);
            }
            return threads.isEmpty() || closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Nobody is called up any more; who is being served has a few seconds to come to an end, and is interrupted then.
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            providers.values().forEach(provider -> provider.waiting.clear());
            idle.signalAll();
            awaitTheLast();
            threads.forEach(Thread::interrupt);
            awaitTheLast();
        } catch (InterruptedException e) {
            threads.forEach(Thread::interrupt);
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void awaitTheLast() throws InterruptedException {
        long left = LAST_WAIT.toNanos();
        while (!threads.isEmpty() && left > 0) {
            left = idle.awaitNanos(left);
        }
        if (!threads.isEmpty()) {
            LOG.info("{}: {} lines are still being served", name, threads.size());
        }
    }

    /// One lane: a line after the other, until none waits.
    private void serve(Provider<L> provider) {
        boolean left = false;
        try {
            for (L line = next(provider); line != null; line = next(provider)) {
                boolean more = false;
                try {
                    more = turn.test(line);
                } catch (RuntimeException e) {
                    // The next look calls it up again.
                    LOG.error("{} of {} cannot be served", name, line, e);
                } finally {
                    hadItsTurn(provider, line, more);
                }
            }
            left = true;
        } finally {
            if (!left) {
                locked(() -> leave(provider));
            }
        }
    }

    /// Null when none waits; then the lane is left, in the same moment.
    private @Nullable L next(Provider<L> provider) {
        lock.lock();
        try {
            Iterator<L> first = provider.waiting.iterator();
            if (!first.hasNext()) {
                leave(provider);
                return null;
            }
            L line = first.next();
            first.remove();
            served.add(line);
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void hadItsTurn(Provider<L> provider, L line, boolean more) {
        locked(() -> {
            served.remove(line);
            boolean again = onceMore.remove(line) || more;
            if (again && !closed) {
                provider.waiting.add(line);
            }
        });
    }

    private void leave(Provider<L> provider) {
        provider.lanes--;
        threads.remove(Thread.currentThread());
        if (threads.isEmpty()) {
            idle.signalAll();
        }
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }
}

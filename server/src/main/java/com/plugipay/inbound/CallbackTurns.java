package com.plugipay.inbound;

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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Serves lines side by side: a line by one thread at a time, a provider by a few. A line that has had its turn stands
/// behind the others, so who hangs or is busy holds up nobody else.
final class CallbackTurns implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackTurns.class);
    private static final int MOST_IN_LINE = 1_000;
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    /// The lines of one provider.
    private static final class Provider {
        private final Set<CallbackLine> waiting = new LinkedHashSet<>();
        private int lanes;
    }

    private final int lanesOfProvider;
    private final ThreadFactory lanes;
    private final Predicate<CallbackLine> turn;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    private final Map<String, Provider> providers = new HashMap<>();
    private final Set<CallbackLine> served = new HashSet<>();
    private final Set<CallbackLine> onceMore = new HashSet<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    /// @param lanesOfProvider how many lines of one provider are served at a time
    /// @param turn serves a line a little; answers whether there may be more in it
    CallbackTurns(int lanesOfProvider, Predicate<CallbackLine> turn) {
        this(lanesOfProvider, Thread.ofVirtual().name("callbacks-", 0).factory(), turn);
    }

    CallbackTurns(int lanesOfProvider, ThreadFactory lanes, Predicate<CallbackLine> turn) {
        this.lanes = lanes;
        this.lanesOfProvider = lanesOfProvider;
        this.turn = turn;
    }

    /// The line has a turn that begins after this, however often it is called up until then. False when so many wait
    /// that it has to be called up again later.
    boolean callUp(CallbackLine line) {
        lock.lock();
        try {
            if (closed) {
                return false;
            }
            if (served.contains(line)) {
                onceMore.add(line);
                return true;
            }
            Provider provider = providers.computeIfAbsent(line.adapter(), _ -> new Provider());
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
            LOG.info("{} callbacks are still being asked about", threads.size());
        }
    }

    /// One lane: a line after the other, until none waits.
    private void serve(Provider provider) {
        boolean left = false;
        try {
            for (CallbackLine line = next(provider); line != null; line = next(provider)) {
                boolean more = false;
                try {
                    more = turn.test(line);
                } catch (RuntimeException e) {
                    // The next look calls it up again.
                    LOG.error("the callbacks of {} cannot be taken up", line, e);
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
    private @Nullable CallbackLine next(Provider provider) {
        lock.lock();
        try {
            Iterator<CallbackLine> first = provider.waiting.iterator();
            if (!first.hasNext()) {
                leave(provider);
                return null;
            }
            CallbackLine line = first.next();
            first.remove();
            served.add(line);
            return line;
        } finally {
            lock.unlock();
        }
    }

    private void hadItsTurn(Provider provider, CallbackLine line, boolean more) {
        locked(() -> {
            served.remove(line);
            boolean again = onceMore.remove(line) || more;
            if (again && !closed) {
                provider.waiting.add(line);
            }
        });
    }

    private void leave(Provider provider) {
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

package com.plugipay.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells waiting pages, on this node and all others, that something changed: a hint, never the truth. Whoever is
/// woken reads the database; whoever waits also looks by itself now and then.
///
/// Announcements are sent after the commit and in batches. A NOTIFY inside the transaction would make all commits of
/// the database wait for each other.
public final class Wakeups implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Wakeups.class);
    private static final String CHANNEL = "plugipay_changed";
    private static final int BATCH_MOST = 200;
    private static final long GATHER_MS = 25;
    private static final int LISTEN_MS = 500;
    private static final int BACKLOG_MOST = 100_000;

    private final DataSource pool;
    private final Listening listening;
    private final Map<String, Set<Subscription>> subscriptions = new ConcurrentHashMap<>();
    private final BlockingQueue<String> announced = new LinkedBlockingQueue<>(BACKLOG_MOST);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    /// Opens a connection of our own to listen on: one that waits is of no use to a pool.
    public interface Listening {
        Connection open() throws SQLException;
    }

    public Wakeups(DataSource pool, Listening listening) {
        this.pool = pool;
        this.listening = listening;
    }

    /// Somebody waiting for one of some topics. Close it when done.
    public final class Subscription implements AutoCloseable {
        private final List<String> topics;
        private final Semaphore changes = new Semaphore(0);

        private Subscription(List<String> topics) {
            this.topics = topics;
        }

        /// True when something changed, false when the time ran out or we are shutting down.
        public boolean await(Duration most) throws InterruptedException {
            boolean changed = !closed && changes.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
            changes.drainPermits();
            return changed && !closed;
        }

        @Override
        public void close() {
            for (String topic : topics) {
                subscriptions.computeIfPresent(topic, (_, all) -> {
                    all.remove(this);
                    return all.isEmpty() ? null : all;
                });
            }
        }
    }

    public Subscription subscribe(String... topics) {
        var subscription = new Subscription(List.of(topics));
        for (String topic : topics) {
            subscriptions.compute(topic, (_, all) -> {
                Set<Subscription> waiting = all == null ? ConcurrentHashMap.newKeySet() : all;
                waiting.add(subscription);
                return waiting;
            });
        }
        return subscription;
    }

    public boolean isClosed() {
        return closed;
    }

    /// Announces once this transaction has committed.
    public void announceAfterCommit(Tx tx, String topic) {
        tx.afterCommit(() -> {
            wake(topic);
            // A full backlog drops the hint: other nodes find out by polling.
            boolean kept = announced.offer(topic);
            if (!kept) {
                LOG.debug("wake-ups are behind, one was dropped");
            }
        });
    }

    public void start() {
        threads.add(Thread.ofVirtual().name("wakeups-send").start(this::send));
        threads.add(Thread.ofVirtual().name("wakeups-listen").start(this::listen));
    }

    /// Wakes everybody, so that streams end before the server waits for its requests.
    @Override
    public void close() {
        closed = true;
        subscriptions.values().forEach(all -> all.forEach(one -> one.changes.release()));
        threads.forEach(Thread::interrupt);
    }

    /// Wakes who waits on this node, and nobody else.
    public void wake(String topic) {
        Set<Subscription> waiting = subscriptions.get(topic);
        if (waiting != null) {
            waiting.forEach(one -> one.changes.release());
        }
    }

    private void send() {
        while (!closed) {
            try {
                Set<String> batch = gather();
                try (Connection connection = pool.getConnection();
                        PreparedStatement notify = connection.prepareStatement("select pg_notify(?, ?)")) {
                    connection.setAutoCommit(true);
                    notify.setString(1, CHANNEL);
                    notify.setString(2, String.join(",", batch));
                    notify.execute();
                }
            } catch (InterruptedException e) {
                return;
            } catch (SQLException e) {
                if (!closed) {
                    LOG.warn("could not announce changes to other nodes", e);
                }
            }
        }
    }

    private Set<String> gather() throws InterruptedException {
        var batch = new LinkedHashSet<String>();
        batch.add(announced.take());
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GATHER_MS);
        while (batch.size() < BATCH_MOST) {
            @Nullable String next = announced.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void listen() {
        while (!closed) {
            try (Connection connection = listening.open();
                    var statement = connection.createStatement()) {
                statement.execute("listen " + CHANNEL);
                // What was announced while nobody listened is unknown: everybody looks once.
                subscriptions.keySet().forEach(this::wake);
                PGConnection postgres = connection.unwrap(PGConnection.class);
                while (!closed) {
                    for (PGNotification notification : postgres.getNotifications(LISTEN_MS)) {
                        for (String topic : notification.getParameter().split(",", -1)) {
                            wake(topic);
                        }
                    }
                }
            } catch (SQLException e) {
                if (!closed) {
                    LOG.warn("listening for changes broke off, trying again", e);
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

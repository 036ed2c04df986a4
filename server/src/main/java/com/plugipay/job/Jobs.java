package com.plugipay.job;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/// Runs the sweeps: on one of all nodes at a time, again after a crash, until we are told to stop.
public final class Jobs implements AutoCloseable {
    private static final Duration POLL_EVERY = Duration.ofSeconds(1);
    private static final Duration WAIT_AT_STOP = Duration.ofSeconds(10);
    /// Where a provider hangs, those who ask it are busy for half a minute: as many as that are left for all others.
    private static final int THREADS = 8;
    /// A node that died in the middle of a look is taken for dead after six of these that it missed.
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final int MOST_MISSED = 6;

    private final Scheduler scheduler;
    private final List<Sweep> sweeps;

    public Jobs(DataSource pool, List<Sweep> sweeps) {
        this.sweeps = sweeps;
        List<RecurringTask<Void>> tasks = sweeps.stream().map(Jobs::task).toList();
        this.scheduler = Scheduler.create(pool)
                .startTasks(tasks)
                .threads(THREADS)
                .executorService(Executors.newFixedThreadPool(
                        THREADS, Thread.ofVirtual().name("jobs-", 0).factory()))
                .pollingInterval(POLL_EVERY)
                .heartbeatInterval(HEARTBEAT)
                .missedHeartbeatsLimit(MOST_MISSED)
                .shutdownMaxWait(WAIT_AT_STOP)
                .build();
    }

    private static RecurringTask<Void> task(Sweep sweep) {
        return Tasks.recurring(sweep.name(), FixedDelay.of(sweep.every()))
                .execute((instance, context) -> sweep.run().lookOnce());
    }

    public void start() {
        scheduler.start();
    }

    /// A look that is interrupted could not write that it has ended, so all are asked to end before.
    @Override
    public void close() {
        try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
            sweeps.forEach(sweep -> closing.execute(sweep.run()::close));
        }
        scheduler.stop();
    }
}

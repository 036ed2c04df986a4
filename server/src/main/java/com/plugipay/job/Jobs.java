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
    private static final int THREADS = 4;

    private final Scheduler scheduler;

    public Jobs(DataSource pool, List<Sweep> sweeps) {
        List<RecurringTask<Void>> tasks = sweeps.stream().map(Jobs::task).toList();
        this.scheduler = Scheduler.create(pool)
                .startTasks(tasks)
                .threads(THREADS)
                .executorService(Executors.newFixedThreadPool(
                        THREADS, Thread.ofVirtual().name("jobs-", 0).factory()))
                .pollingInterval(POLL_EVERY)
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

    @Override
    public void close() {
        scheduler.stop();
    }
}

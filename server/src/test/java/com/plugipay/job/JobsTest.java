package com.plugipay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Eventually;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Jobs that stop.
class JobsTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    /// As one that waits for a provider that hangs.
    private static final class Hanging implements Sweep.Work {
        private final CountDownLatch end = new CountDownLatch(1);
        private final AtomicReference<String> ended = new AtomicReference<>("");

        @Override
        public void lookOnce() {
            try {
                ended.set(end.await(60, TimeUnit.SECONDS) ? "asked to" : "by itself");
            } catch (InterruptedException e) {
                ended.set("interrupted");
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() {
            end.countDown();
        }
    }

    /// An interrupted thread can write nothing to the database any more, so nobody would take the job up for a while.
    @Test
    void a_look_that_hangs_is_asked_to_end_before_anybody_is_interrupted_and_its_job_is_free() {
        var hanging = new Hanging();
        var jobs = new Jobs(
                SERVER.running().part(HikariDataSource.class),
                List.of(new Sweep("hangs", Duration.ofSeconds(1), hanging)));
        jobs.start();
        assertThat(Eventually.that(JobsTest::picked, count -> count == 1)).isEqualTo(1);

        jobs.close();

        assertThat(hanging.ended.get()).isEqualTo("asked to");
        assertThat(picked()).isZero();
    }

    private static long picked() {
        return SQL.number("select count(*) from scheduled_tasks where task_name = 'hangs' and picked");
    }
}

package com.plugipay;

import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Many short lives, each as its seed decides: M1 to M12 hold after every one, and three books agree. A failure names
/// its seed; `-Dplugipay.seed=N` lives that life alone.
class SimulationTest {
    private static final boolean LONG = Boolean.getBoolean("plugipay.long");
    private static final int LEAST = LONG ? 3_000 : 100;
    private static final int MOST = LONG ? 3_000 : 400;
    private static final Duration ENOUGH = Duration.ofSeconds(50);
    private static final int STEPS = 40;
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @Test
    void after_any_life_all_three_books_agree() {
        Long only = Long.getLong("plugipay.seed");
        long first = only == null ? System.currentTimeMillis() : only;
        int most = only == null ? MOST : 1;
        Map<String, Integer> done = new TreeMap<>();
        Sql sql = Sql.keeping(SERVER);
        long start = System.nanoTime();
        int seeds = 0;
        while (seeds < most && (seeds < LEAST || System.nanoTime() - start < ENOUGH.toNanos())) {
            long seed = first + seeds;
            try {
                new Simulation(SERVER, sql, SANDBOX, seed, done).run(STEPS);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("replay it with -Dtest=SimulationTest -Dplugipay.seed=" + seed, e);
            }
            seeds++;
        }
        System.out.println("SimulationTest: seeds " + seeds + " from " + first + ", each of " + STEPS
                + " steps, failed 0; done " + done);
    }
}

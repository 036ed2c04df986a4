package com.plugipay.testmode;

import com.plugipay.clock.ClockStore;
import com.plugipay.clock.Clocks;
import com.plugipay.clock.DueWork;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.AdvanceClock.Moving;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves a test clock to where it was promised to go, as time itself would: it stops at each moment that something
/// waits for, in their order, and what is due is done with the clock standing there.
///
/// An advance does so much and no more. Past that the clock goes to its end in one step, and the sweeps do the rest.
final class RunClock {
    private static final Logger LOG = LoggerFactory.getLogger(RunClock.class);
    private static final long MOST_NANOS = Duration.ofSeconds(20).toNanos();
    private static final int BATCH = 20;
    private static final long TELL_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final Database database;
    private final ClockStore store;
    private final Clocks clocks;
    private final WorkspaceTime time;
    private final List<DueWork> works;
    private final int mostDone;

    /// @param mostDone of what falls due in one advance
    RunClock(
            Database database, ClockStore store, Clocks clocks, WorkspaceTime time, List<DueWork> works, int mostDone) {
        this.database = database;
        this.store = store;
        this.clocks = clocks;
        this.time = time;
        this.works = works;
        this.mostDone = mostDone;
    }

    /// How much was done on the way, by what it is counted as.
    static final class Ran {
        private final Map<String, Integer> counts = new HashMap<>();

        int of(String what) {
            return counts.getOrDefault(what, 0);
        }

        private void add(String what, int count) {
            counts.merge(what, count, Integer::sum);
        }
    }

    private record Due(Instant at, DueWork work) {}

    /// @param answer made in the transaction of the last step
    <T> T handle(Scope scope, Moving moving, BiFunction<Tx, Ran, T> answer) {
        var ran = new Ran();
        clocks.seen(scope, moving.fromSec());
        fastForward(scope, moving, ran);
        CrashPoint.reached("before-clock-arrives");
        return database.inTransaction(scope, tx -> {
            store.finish(tx, scope, moving.targetSec(), moving.by());
            clocks.moved(tx, scope, moving.targetSec(), true);
            return answer.apply(tx, ran);
        });
    }

    private void fastForward(Scope scope, Moving moving, Ran ran) {
        Map<DueWork, Instant> leftAt = new HashMap<>();
        long began = System.nanoTime();
        long told = began - TELL_EVERY_NANOS;
        int done = 0;
        while (true) {
            Optional<Due> next = next(scope, leftAt);
            if (next.isEmpty()) {
                return;
            }
            Instant at = next.get().at();
            long offset = Math.max(time.aheadSec(scope), secondsUntil(at));
            if (offset > moving.targetSec()) {
                return;
            }
            if (done >= mostDone || System.nanoTime() - began > MOST_NANOS) {
                LOG.info(
                        "{}: more fell due than one advance does; the sweeps go on",
                        scope.workspace().text());
                return;
            }
            boolean tell = System.nanoTime() - told > TELL_EVERY_NANOS;
            if (tell) {
                told = System.nanoTime();
            }
            step(scope, moving, offset, tell);
            DueWork work = next.get().work();
            int moved = work.run(scope, at, BATCH);
            ran.add(work.countedAs(), moved);
            done += Math.max(1, moved);
            if (moved == 0) {
                // What cannot be done now is left to the sweeps, so that it does not hold up what comes after it.
                leftAt.put(work, at);
            }
        }
    }

    private Optional<Due> next(Scope scope, Map<DueWork, Instant> leftAt) {
        return database.read(scope, tx -> {
            var asked = new ArrayList<Asked<Due>>();
            for (DueWork work : works) {
                asked.add(work.next(tx, scope, leftAt.getOrDefault(work, Instant.EPOCH))
                        .map(at -> new Due(at, work)));
            }
            return asked.stream().flatMap(one -> one.optional().stream()).min(Comparator.comparing(Due::at));
        });
    }

    private void step(Scope scope, Moving moving, long offset, boolean tell) {
        if (offset == time.aheadSec(scope) && !tell) {
            return;
        }
        database.inTransaction(scope, tx -> {
            store.step(tx, scope, offset, moving.by());
            clocks.moved(tx, scope, offset, tell);
            return offset;
        });
    }

    /// How far ahead the clock must be to have reached a moment.
    private long secondsUntil(Instant at) {
        return Math.ceilDiv(Duration.between(time.everywhere(), at).toMillis(), 1_000L);
    }
}

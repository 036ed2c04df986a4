package com.plugipay.testmode;

import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Writes;
import com.plugipay.http.Writes.Step;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.AdvanceClock.Moving;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One advance as a write that happens once for each key: promised and committed, then run with nothing open.
final class ClockOperation implements Writes.RemoteOperation<Moving> {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final int WAITS = 250;
    /// Each holds a connection of a client and asks the database ten times a second.
    private static final int MOST_WAITERS = 20;
    private static final Semaphore WAITERS = new Semaphore(MOST_WAITERS);

    private final AdvanceClock advance;
    private final RunClock run;
    private final Scope scope;
    private final Origin origin;
    private final LongSupplier sec;
    private final BiFunction<Moving, RunClock.Ran, Answer> answered;

    /// @param sec reads by how much, or refuses
    /// @param answered what whoever asked is told
    ClockOperation(
            AdvanceClock advance,
            RunClock run,
            Scope scope,
            Origin origin,
            LongSupplier sec,
            BiFunction<Moving, RunClock.Ran, Answer> answered) {
        this.advance = advance;
        this.run = run;
        this.scope = scope;
        this.origin = origin;
        this.sec = sec;
        this.answered = answered;
    }

    @Override
    public Step<Moving> claim(Tx tx) {
        Moving moving = advance.handle(tx, scope, sec.getAsLong(), origin);
        return new Step.Go<>(moving, moving.by());
    }

    /// What was promised is promised once. It may have arrived meanwhile: then there is nothing left to do on the way.
    @Override
    public Step<Moving> takeOver(Tx tx, @Nullable String made) {
        return new Step.Go<>(advance.takeUp(tx, scope), made);
    }

    @Override
    public Answer callAndRecord(Moving claimed, Writes.Recorder recorder) {
        return run.handle(scope, claimed, (tx, ran) -> {
            Answer answer = answered.apply(claimed, ran);
            recorder.keep(tx, answer);
            return answer;
        });
    }

    /// One that comes while another runs waits for it, as long as that may take. Of those who wait there are only so
    /// many, so that nobody's clock takes the whole server.
    static <T> T inTurn(Supplier<T> work) {
        try {
            return work.get();
        } catch (Rejected rejected) {
            if (!isBusy(rejected)) {
                throw rejected;
            }
        }
        if (!WAITERS.tryAcquire()) {
            throw Rejected.later(ErrorCode.RATE_LIMITED, "Too many wait for test clocks already.", 2);
        }
        try {
            return waiting(work);
        } finally {
            WAITERS.release();
        }
    }

    private static <T> T waiting(Supplier<T> work) {
        for (int waits = 1; true; waits++) {
            try {
                Thread.sleep(WAIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "The server is stopping.", 1);
            }
            try {
                return work.get();
            } catch (Rejected rejected) {
                if (!isBusy(rejected) || waits == WAITS) {
                    throw rejected;
                }
            }
        }
    }

    private static boolean isBusy(Rejected rejected) {
        return rejected.code() == ErrorCode.CONFLICT && rejected.retryAfterSeconds() != null;
    }
}

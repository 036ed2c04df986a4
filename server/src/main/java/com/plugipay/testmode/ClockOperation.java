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
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One advance as a write that happens once for each key: promised and committed, then run with nothing open.
final class ClockOperation implements Writes.RemoteOperation<Moving> {
    private static final Duration WAIT = Duration.ofMillis(100);
    private static final int WAITS = 250;

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

    /// One that comes while another runs waits for it, as long as that may take.
    static <T> T inTurn(Supplier<T> work) {
        for (int waits = 0; true; waits++) {
            try {
                return work.get();
            } catch (Rejected rejected) {
                boolean busy = rejected.code() == ErrorCode.CONFLICT && rejected.retryAfterSeconds() != null;
                if (!busy || waits == WAITS) {
                    throw rejected;
                }
            }
            try {
                Thread.sleep(WAIT);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Rejected.later(ErrorCode.SERVICE_UNAVAILABLE, "The server is stopping.", 1);
            }
        }
    }
}

package com.plugipay.testmode;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.testmode.AdvanceClock.Moving;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// The test clock over the API.
@ApiRoutes
final class ClockApi {
    private static final long MOST_DAYS = 3_660;
    private static final long MOST_SECONDS = 31_622_400;
    private static final long DAY_SEC = 24 * 3_600L;

    private final SeeClock see;
    private final AdvanceClock advance;
    private final RunClock run;
    private final Writes writes;
    private final Answers answers;

    ClockApi(SeeClock see, AdvanceClock advance, RunClock run, Writes writes, Answers answers) {
        this.see = see;
        this.advance = advance;
        this.run = run;
        this.writes = writes;
        this.answers = answers;
    }

    record Counts(int expired, int renewed, int invoices, int retried, int deliveries) {}

    record Advanced(Instant now, long offsetSec, @Nullable Object subscription, Counts ran) {}

    @GetMapping("/test/clock")
    ResponseEntity<byte[]> show(Call call) {
        call.caller().needs("checkout", "read");
        checkTestMode(call.scope());
        return answers.ok(call.request(), Json.bytes(see.handle(call.scope())));
    }

    @PostMapping("/test/clocks/advance")
    ResponseEntity<byte[]> advance(Call call) {
        call.caller().needs("checkout", "write");
        checkTestMode(call.scope());
        var operation = new ClockOperation(
                advance,
                run,
                call.scope(),
                call.origin(),
                () -> seconds(call.fields()),
                (moving, ran) -> answer(call, moving, ran));
        return ClockOperation.inTurn(() -> writes.runRemote(call.request(), call.scope(), operation));
    }

    private Answer answer(Call call, Moving moving, RunClock.Ran ran) {
        SeeClock.Seen arrived = see.at(moving.targetSec());
        var counts = new Counts(
                ran.of("expired"), ran.of("renewed"), ran.of("invoices"), ran.of("retried"), ran.of("deliveries"));
        return answers.finished(
                call.request(), 200, Json.bytes(new Advanced(arrived.now(), arrived.offsetSec(), null, counts)));
    }

    private static long seconds(Fields fields) {
        // There are no subscriptions yet, so this names none.
        if (fields.has("subscriptionId") && !fields.isNull("subscriptionId")) {
            fields.wrong("subscriptionId", "names no subscription of this workspace");
        }
        Optional<Long> days = fields.integer("days", 0, MOST_DAYS);
        Optional<Long> seconds = fields.integer("seconds", 0, MOST_SECONDS);
        long all = days.orElse(0L) * DAY_SEC + seconds.orElse(0L);
        if (all == 0 && isReadable(fields, "days", days) && isReadable(fields, "seconds", seconds)) {
            fields.wrong("seconds", "must be at least 1 when days is 0 or absent");
        }
        fields.check();
        return all;
    }

    /// Absent, or read as it should be.
    private static boolean isReadable(Fields fields, String name, Optional<Long> value) {
        return value.isPresent() || !fields.has(name) || fields.isNull(name);
    }

    private static void checkTestMode(Scope scope) {
        if (scope.mode() != Mode.TEST) {
            throw new Rejected(ErrorCode.TEST_MODE_ONLY, "Only test mode has a clock that can be moved.");
        }
    }
}

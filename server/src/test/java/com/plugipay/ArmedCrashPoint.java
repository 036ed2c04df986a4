package com.plugipay;

import com.plugipay.db.CrashPoint;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Ends the process at an armed point, as a power cut would: nothing is flushed, nothing is said.
public final class ArmedCrashPoint implements CrashPoint.Handler {
    static final int KILLED = 137;
    private static final AtomicReference<String> ARMED = new AtomicReference<>("");
    private static final AtomicInteger LEFT = new AtomicInteger();

    /// From now on, the process ends when `point` is reached for the `nth` time.
    static void arm(String point, int nth) {
        LEFT.set(nth);
        ARMED.set(point);
    }

    @Override
    public void reached(String point) {
        if (ARMED.get().equals(point) && LEFT.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(KILLED);
        }
    }
}

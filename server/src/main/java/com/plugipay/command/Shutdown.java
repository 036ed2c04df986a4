package com.plugipay.command;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/// Closes what was started, the newest first, when the process is asked to end: also in the middle of a start.
final class Shutdown {
    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean begun;

    Shutdown() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::run, "shutdown"));
    }

    /// To be closed at the end, or at once when the end has already come.
    void closes(AutoCloseable part) {
        synchronized (this) {
            if (!begun) {
                open.push(part);
                return;
            }
        }
        close(part);
    }

    private void run() {
        synchronized (this) {
            begun = true;
        }
        open.forEach(Shutdown::close);
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LoggerFactory.getLogger(Shutdown.class).warn("could not be closed in order", e);
        }
    }
}

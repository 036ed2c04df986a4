package com.plugipay.sandboxproviders.wire;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Sends callbacks one after the other, to loopback only, as the knobs say. Remembers all of them.
public final class Callbacks implements AutoCloseable {
    private static final int KEPT = 1000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final KnobBoard knobs;
    private final HttpClient http;
    private final ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("callbacks").factory());
    private final List<Sent> all = new ArrayList<>();
    private final Deque<Callback> held = new ArrayDeque<>();
    private int numbers;
    private int underWay;

    /// One delivery, and what became of it: `delivered`, `answered`, `unreachable`, `dropped`, `held`, `refused`,
    /// `nowhere`.
    public record Sent(
            int number, String event, @Nullable URI to, String outcome, int status, int tries, Callback callback) {}

    Callbacks(KnobBoard knobs) {
        this.knobs = knobs;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    public synchronized void send(Callback callback) {
        Knobs now = knobs.now();
        if (callback.to() == null) {
            remember(callback, "nowhere");
        } else if (!loopback(callback.to())) {
            remember(callback, "refused");
        } else if (now.callbackDrop()) {
            remember(callback, "dropped");
        } else if (now.callbackHold()) {
            held.add(callback);
            remember(callback, "held");
        } else if (now.callbackReorder() && held.isEmpty()) {
            held.add(callback);
        } else {
            leave(callback, now);
            while (!held.isEmpty()) {
                leave(held.remove(), now);
            }
        }
    }

    /// Lets go whatever was held back.
    public synchronized int release() {
        int count = held.size();
        while (!held.isEmpty()) {
            leave(held.remove(), knobs.now());
        }
        return count;
    }

    /// Sends one again as it was, or every one when the number is 0.
    public synchronized int again(int number) {
        List<Callback> chosen = all.stream()
                .filter(sent -> number == 0 || sent.number == number)
                .map(Sent::callback)
                .filter(callback -> callback.to() != null && loopback(callback.to()))
                .toList();
        chosen.forEach(callback -> leave(callback, knobs.now()));
        return chosen.size();
    }

    public synchronized List<Sent> all() {
        return List.copyOf(all);
    }

    /// Waits until nothing is under way; what is held does not count.
    public synchronized void settle(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (underWay > 0) {
            long leftMs = (deadline - System.nanoTime()) / 1_000_000;
            if (leftMs <= 0) {
                throw new IllegalStateException(underWay + " callbacks are still under way");
            }
            wait(leftMs);
        }
    }

    private void leave(Callback callback, Knobs now) {
        int number = ++numbers;
        for (int copy = 0; copy < now.callbackCopies(); copy++) {
            schedule(number, callback, 1, now.callbackDelayMs());
        }
    }

    private synchronized void schedule(int number, Callback callback, int attempt, long delayMs) {
        if (!sender.isShutdown()) {
            underWay++;
            var _ = sender.schedule(() -> deliver(number, callback, attempt), delayMs, TimeUnit.MILLISECONDS);
        }
    }

    private void deliver(int number, Callback callback, int attempt) {
        int status = post(callback);
        boolean done = status >= 200 && status < 300;
        boolean more = !done && attempt <= knobs.now().callbackRetries();
        if (more) {
            schedule(number, callback, attempt + 1, 250L << Math.min(attempt - 1, 8));
        }
        synchronized (this) {
            if (!more) {
                String outcome = done ? "delivered" : status == 0 ? "unreachable" : "answered";
                add(new Sent(number, callback.event(), callback.to(), outcome, status, attempt, callback));
            }
            underWay--;
            notifyAll();
        }
    }

    private int post(Callback callback) {
        if (callback.to() == null) {
            return 0;
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(callback.to())
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(callback.body()));
        callback.headers().forEach(request::header);
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException unreachable) {
            return 0;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    private void remember(Callback callback, String outcome) {
        add(new Sent(++numbers, callback.event(), callback.to(), outcome, 0, 0, callback));
    }

    private void add(Sent sent) {
        all.add(sent);
        if (all.size() > KEPT) {
            all.removeFirst();
        }
    }

    /// Callbacks never leave the machine, whatever a setting says. Names are not looked up: a name may move.
    static boolean loopback(URI to) {
        String host = to.getHost();
        return host != null
                && ("http".equals(to.getScheme()) || "https".equals(to.getScheme()))
                && host.matches("localhost|127(\\.\\d{1,3}){3}|\\[::1]");
    }

    @Override
    public void close() {
        sender.shutdownNow();
        http.shutdownNow();
    }
}

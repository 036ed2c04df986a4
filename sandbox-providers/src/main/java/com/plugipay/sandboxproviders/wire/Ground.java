package com.plugipay.sandboxproviders.wire;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// What one server stands on: its port on loopback, its time, its knobs, its callbacks, its journal.
public final class Ground implements AutoCloseable {
    private final HttpServer http;
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("ticks").factory());
    private final URI url;
    private final WireClock clock = new WireClock();
    private final KnobBoard knobs = new KnobBoard();
    private final Journal journal = new Journal();
    private final Callbacks callbacks = new Callbacks(knobs);

    private Ground(HttpServer http) {
        this.http = http;
        this.url = URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /// Takes the port, 0 any free one; nothing is answered before `serve`.
    public static Ground open(int port) {
        try {
            return new Ground(HttpServer.create(
                    new InetSocketAddress(InetAddress.getByAddress("127.0.0.1", new byte[] {127, 0, 0, 1}), port), 64));
        } catch (IOException taken) {
            throw new UncheckedIOException("port " + port + " cannot be had: " + taken.getMessage(), taken);
        }
    }

    /// Begins to answer; `till` is what control and customers do, `api` what the merchant calls.
    public void serve(Voice voice, Till till, Routes api, Routes others) {
        Control.common(this, till, others);
        var _ = ticks.scheduleWithFixedDelay(till::sweep, 1, 1, TimeUnit.SECONDS);
        http.setExecutor(workers);
        http.createContext("/", new Exchange(this, voice, api, others));
        http.start();
    }

    public URI url() {
        return url;
    }

    public WireClock clock() {
        return clock;
    }

    public KnobBoard knobs() {
        return knobs;
    }

    public Journal journal() {
        return journal;
    }

    public Callbacks callbacks() {
        return callbacks;
    }

    @Override
    public void close() {
        http.stop(0);
        ticks.shutdownNow();
        callbacks.close();
        workers.shutdownNow();
    }
}

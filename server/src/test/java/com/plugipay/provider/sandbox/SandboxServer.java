package com.plugipay.provider.sandbox;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A payment provider on the wire, with a book of its own and bad manners on demand. It lives in the test's process,
/// so that it remembers what servers that were killed had asked for.
public final class SandboxServer implements AutoCloseable {
    private final HttpServer server;
    private final Book book = new Book();
    private final Duration hang;
    private final Map<String, Queue<Fault>> next = new ConcurrentHashMap<>();
    private final Map<Long, Fault> byAmount = new ConcurrentHashMap<>();

    private SandboxServer(HttpServer server, Duration hang) {
        this.server = server;
        this.hang = hang;
    }

    /// @param hang how long it keeps callers waiting that it wants to tire
    public static SandboxServer start(Duration hang) {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 512);
            http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var sandbox = new SandboxServer(http, hang);
            http.createContext("/", sandbox::serve);
            http.start();
            return sandbox;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Book book() {
        return book;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /// The next call of `operation` that nothing else is planned for.
    public void next(String operation, Fault fault) {
        next.computeIfAbsent(operation, _ -> new ConcurrentLinkedQueue<>()).add(fault);
    }

    /// Every call about this amount, until healed.
    public void about(long amount, Fault fault) {
        byAmount.put(amount, fault);
    }

    public void heal() {
        next.clear();
        byAmount.clear();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = exchange.getRequestURI().getPath().substring(1);
            Map<String, String> asked =
                    Form.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            book.called(operation, asked.getOrDefault("key", ""));
            Fault fault = fault(operation, asked);
            if (fault == Fault.FAIL_BEFORE) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            if (fault == Fault.REFUSE) {
                write(exchange, Form.text(Map.of("outcome", "unheard")).getBytes(StandardCharsets.UTF_8), false);
                return;
            }
            Map<String, String> answer = lie(book.answer(operation, asked, fault), fault);
            if (fault == Fault.FAIL_AFTER) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            if (fault == Fault.HANG) {
                LockSupport.parkNanos(hang.toNanos());
            }
            write(exchange, Form.text(answer).getBytes(StandardCharsets.UTF_8), fault == Fault.DRIP);
        }
    }

    private void write(HttpExchange exchange, byte[] body, boolean drip) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        OutputStream out = exchange.getResponseBody();
        if (!drip) {
            out.write(body);
            return;
        }
        for (byte one : body) {
            out.write(one);
            out.flush();
            LockSupport.parkNanos(hang.dividedBy(body.length).toNanos());
        }
    }

    private @Nullable Fault fault(String operation, Map<String, String> asked) {
        Fault planned = byAmount.get(Long.parseLong(asked.getOrDefault("amount", "0")));
        return planned != null
                ? planned
                : next.getOrDefault(operation, new ArrayDeque<>()).poll();
    }

    /// Says something that is not in the book.
    private static Map<String, String> lie(Map<String, String> truth, @Nullable Fault fault) {
        if (fault == null || !List.of("captured", "refunded").contains(truth.get("outcome"))) {
            return truth;
        }
        var told = new HashMap<>(truth);
        long amount = Long.parseLong(truth.getOrDefault("amount", "0"));
        switch (fault) {
            case LIE_LESS -> told.put("amount", Long.toString(amount - 1));
            case LIE_MORE -> told.put("amount", Long.toString(amount + 1));
            case LIE_CURRENCY -> told.put("currency", "USD");
            case LIE_KEY -> told.put("key", "att_01ARZ3NDEKTSV4RRFFQ69G5FAV");
            case LIE_MODE -> told.put("mode", "live");
            case HANG, DRIP, FAIL_AFTER, FAIL_BEFORE, REFUSE, DECLINE, ASK -> {}
        }
        return told;
    }
}

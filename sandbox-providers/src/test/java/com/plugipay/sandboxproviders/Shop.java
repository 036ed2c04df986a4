package com.plugipay.sandboxproviders;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tools.jackson.databind.JsonNode;

/// A merchant's server that takes callbacks.
final class Shop implements AutoCloseable {
    private final HttpServer http;
    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    volatile int answers = 200;

    /// One callback as it came in.
    record Heard(Map<String, String> headers, byte[] body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        JsonNode json() {
            return Client.JSON.readTree(body);
        }
    }

    Shop() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
        http.createContext("/", this::hear);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/callbacks");
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    private void hear(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> headers = new TreeMap<>();
            exchange.getRequestHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
            heard.add(new Heard(headers, exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(answers, -1);
        }
    }

    @Override
    public void close() {
        http.stop(0);
    }
}

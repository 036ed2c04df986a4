package com.plugipay.provider;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/// A provider that answers what it was told to, word for word, and remembers what it was asked.
public final class Canned implements AutoCloseable {
    /// One call as it came in.
    public record Asked(String call, Map<String, String> headers, String body) {}

    private record Said(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Said> answers = new HashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    public Canned() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                String call = exchange.getRequestMethod() + " "
                        + exchange.getRequestURI().getPath();
                var headers = new HashMap<String, String>();
                exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
                byte[] body = exchange.getRequestBody().readAllBytes();
                asked.add(new Asked(call, headers, new String(body, StandardCharsets.UTF_8)));
                Said said;
                synchronized (answers) {
                    said = answers.getOrDefault(call, new Said(500, ""));
                }
                byte[] text = said.body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(said.status, text.length == 0 ? -1 : text.length);
                exchange.getResponseBody().write(text);
            }
        });
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// @param call such as `GET /v1/thing`
    public void answer(String call, int status, String body) {
        synchronized (answers) {
            answers.put(call, new Said(status, body));
        }
    }

    public List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

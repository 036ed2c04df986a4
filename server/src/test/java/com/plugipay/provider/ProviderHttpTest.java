package com.plugipay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.provider.ProviderHttp.Reply;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What calls to providers say about themselves when the other end misbehaves.
class ProviderHttpTest {
    private static final Duration WHOLE = Duration.ofMillis(600);
    private static final ProviderHttp HTTP =
            new ProviderHttp(new ProviderHttp.Limits(Duration.ofMillis(500), WHOLE, 1_000), () -> false);
    private static HttpServer server;

    @BeforeAll
    static void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            byte[] got = exchange.getRequestBody().readAllBytes();
            try (exchange) {
                switch (path) {
                    case "/echo" -> {
                        exchange.getResponseHeaders()
                                .set("X-Was", exchange.getRequestHeaders().getFirst("X-Is"));
                        exchange.sendResponseHeaders(201, got.length);
                        exchange.getResponseBody().write(got);
                    }
                    case "/elsewhere" -> {
                        exchange.getResponseHeaders().set("Location", "/echo");
                        exchange.sendResponseHeaders(302, -1);
                    }
                    case "/large" -> {
                        exchange.sendResponseHeaders(200, 1_001);
                        exchange.getResponseBody().write(new byte[1_001]);
                    }
                    case "/drip" -> {
                        exchange.sendResponseHeaders(200, 20);
                        for (int i = 0; i < 20; i++) {
                            exchange.getResponseBody().write('x');
                            exchange.getResponseBody().flush();
                            LockSupport.parkNanos(100_000_000);
                        }
                    }
                    case "/cut" -> {
                        exchange.sendResponseHeaders(200, 20);
                        exchange.getResponseBody().write('x');
                        exchange.getResponseBody().flush();
                        throw new IOException("hung up");
                    }
                    default -> LockSupport.parkNanos(2_000_000_000);
                }
            }
        });
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop(0);
        HTTP.close();
    }

    @Test
    void an_answer_is_told_as_it_came() {
        assertThat(send("/echo")).isInstanceOfSatisfying(Reply.Answered.class, answered -> {
            assertThat(answered.status()).isEqualTo(201);
            assertThat(answered.body()).asString(StandardCharsets.UTF_8).isEqualTo("{}");
            assertThat(answered.header("x-was")).contains("it");
        });
    }

    @Test
    void a_redirect_is_an_answer_and_not_followed() {
        assertThat(send("/elsewhere"))
                .isInstanceOfSatisfying(
                        Reply.Answered.class,
                        answered -> assertThat(answered.status()).isEqualTo(302));
    }

    @Test
    void what_does_not_come_whole_and_in_time_is_no_answer() {
        for (String path : new String[] {"/hang", "/drip", "/cut", "/large"}) {
            assertThat(send(path)).as(path).isInstanceOf(Reply.NoAnswer.class);
        }
    }

    @Test
    void where_nobody_listens_nothing_was_sent() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        assertThat(HTTP.send(request("http://127.0.0.1:" + closed + "/"))).isInstanceOf(Reply.NotSent.class);
        assertThat(HTTP.send(request("http://no-such-host.invalid/"))).isInstanceOf(Reply.NotSent.class);
        try (var refusing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> refuseTheHandshake(refusing));
            try (var patient = new ProviderHttp(ProviderHttp.Limits.USUAL, () -> false)) {
                assertThat(patient.send(request("https://127.0.0.1:" + refusing.getLocalPort() + "/")))
                        .as("no handshake, no request")
                        .isInstanceOf(Reply.NotSent.class);
            }
        }
    }

    /// TLS's own word for it: alert, fatal, handshake_failure.
    private static void refuseTheHandshake(ServerSocket refusing) {
        try (Socket caller = refusing.accept()) {
            caller.getInputStream().read();
            caller.getOutputStream().write(new byte[] {21, 3, 3, 0, 2, 2, 40});
            caller.getOutputStream().flush();
            caller.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void inside_a_transaction_nobody_is_called() {
        try (var inside = new ProviderHttp(ProviderHttp.Limits.USUAL, () -> true)) {
            assertThatThrownBy(() -> inside.send(request("http://127.0.0.1:1/")))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void a_request_in_words_has_no_secret() {
        var request = new ProviderHttp.Request(
                "POST", URI.create("https://a.example/x?q=1"), Map.of("Authorization", "geheim"), new byte[] {1});
        assertThat(request.toString()).isEqualTo("POST /x");
        var connection =
                new Connection("xendit", com.plugipay.scope.Mode.LIVE, Map.of(), Map.of("secretKey", "geheim"));
        assertThat(connection.toString()).doesNotContain("geheim").contains("xendit");
        assertThat(connection.required("secretKey")).isEqualTo("geheim");
        assertThatThrownBy(() -> connection.required("callbackToken")).hasMessageContaining("callbackToken");
    }

    private static Reply send(String path) {
        return HTTP.send(request("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    private static ProviderHttp.Request request(String url) {
        return new ProviderHttp.Request(
                "POST", URI.create(url), Map.of("X-Is", "it"), "{}".getBytes(StandardCharsets.UTF_8));
    }
}

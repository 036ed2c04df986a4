package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The product as a process of its own, killed and started again on the same data.
@Timeout(300)
class RestartTest {
    private static final int ROUNDS = Boolean.getBoolean("plugipay.long") ? 12 : 2;
    private static final int CLIENTS = 6;
    private static final int ACKNOWLEDGED = 30;
    private static final String CANARY = "4929123456781234";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path folder;

    private final List<Process> started = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Process process : started) {
            process.destroy();
            if (!process.waitFor(40, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void nothing_acknowledged_is_lost_when_the_server_is_killed() throws Exception {
        var created = new ConcurrentHashMap<String, String>();
        var paid = new ConcurrentHashMap<String, String>();
        @Nullable JsonNode firstKeys = null;
        for (int round = 0; round <= ROUNDS; round++) {
            Process server = start();
            JsonNode ready = ready(server);
            if (firstKeys == null) {
                firstKeys = ready;
            }
            for (String key : List.of("workspaceId", "keyId", "secret", "bearerKey", "liveBearerKey", "setupUrl")) {
                assertThat(withoutPort(ready.path(key))).as(key).isEqualTo(withoutPort(firstKeys.path(key)));
            }
            Api api = api(ready);
            everythingIsThere(api, created, paid);
            if (round < ROUNDS) {
                loadUntilKilled(server, api, "r" + round, created, paid);
            } else {
                server.destroy();
                assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(postgresOfThisData()).isEmpty();
            }
        }
        assertThat(created.size()).isGreaterThanOrEqualTo(ROUNDS * ACKNOWLEDGED / 2);
        String logs =
                Files.readString(folder.resolve("out.txt")) + Files.readString(folder.resolve("data/postgres.log"));
        assertThat(logs).doesNotContain(CANARY);
    }

    @Test
    void one_process_holds_the_data_and_a_signal_lets_it_finish() throws Exception {
        Process server = start();
        JsonNode ready = ready(server);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ready.json"))))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data/first-keys.json"))))
                .isEqualTo("rw-------");
        Api api = api(ready);
        String sample = ready.path("sampleSessionUrl").asString();
        assertThat(Api.anonymous(base(ready)).get(URI.create(sample).getPath()).status())
                .isEqualTo(200);

        Process second = start();
        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("in use by the running Plugipay with pid " + server.pid());
        api.get("/v1/checkout-sessions").expect(200);

        try (Socket slow = halfARequest(ready)) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            server.destroy();
            waitUntilNobodyIsLetIn(ready);
            finish(slow);
            String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 201").contains("\"status\":\"open\"");
        }
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(postgresOfThisData()).isEmpty();
    }

    private void everythingIsThere(Api api, Map<String, String> created, Map<String, String> paid) {
        created.forEach((key, body) -> {
            Api.Reply again = api.post("/v1/checkout-sessions", body(key), key).expect(201);
            assertThat(again.text()).isEqualTo(body);
            assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        });
        paid.forEach((session, body) -> {
            assertThat(charge(api, session).expect(200).text()).isEqualTo(body);
            JsonNode read =
                    api.get("/v1/checkout-sessions/" + session).expect(200).data();
            assertThat(read.path("status").asString()).isEqualTo("completed");
            api.get("/v1/payments/" + read.path("paymentId").asString()).expect(200);
        });
        List<JsonNode> sessions = all(api, "/v1/checkout-sessions");
        List<JsonNode> payments = all(api, "/v1/payments");
        List<String> types = all(api, "/v1/events").stream()
                .map(event -> event.path("type").asString())
                .toList();
        assertThat(sessions.size()).isGreaterThanOrEqualTo(created.size());
        assertThat(payments.size()).isGreaterThanOrEqualTo(paid.size());
        assertThat(sessions.stream()
                        .filter(one -> one.path("status").asString().equals("completed"))
                        .map(one -> one.path("paymentId").asString()))
                .containsExactlyInAnyOrderElementsOf(
                        payments.stream().map(one -> one.path("id").asString()).toList());
        assertThat(types)
                .filteredOn("plugipay.checkout_session.created.v1"::equals)
                .hasSize(sessions.size());
        assertThat(types)
                .filteredOn("plugipay.checkout_session.completed.v1"::equals)
                .hasSize(payments.size());
        assertThat(types).filteredOn("payment.succeeded"::equals).hasSize(payments.size());
    }

    /// Clients create and pay, and remember what was acknowledged; in the middle of it the server is killed.
    private static void loadUntilKilled(
            Process server, Api api, String round, Map<String, String> created, Map<String, String> paid)
            throws InterruptedException {
        int before = paid.size();
        var clients = new ArrayList<Thread>();
        for (int client = 0; client < CLIENTS; client++) {
            String name = round + "-" + client + "-";
            clients.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; server.isAlive(); i++) {
                    try {
                        String key = name + i;
                        Api.Reply made = api.post("/v1/checkout-sessions", body(key), key)
                                .expect(201);
                        created.put(key, made.text());
                        String session = made.data("id");
                        paid.put(session, charge(api, session).expect(200).text());
                    } catch (UncheckedIOException e) {
                        // Killed in the middle: nobody promised anything.
                        return;
                    }
                }
            }));
        }
        api.post(
                "/v1/public/checkout/sessions/"
                        + api.post("/v1/checkout-sessions", body("canary"), round + "-canary")
                                .data("id") + "/charge",
                "{\"method\":\"card\",\"testCard\":\"" + CANARY + "\"}");
        while (paid.size() < before + ACKNOWLEDGED && server.isAlive()) {
            Thread.onSpinWait();
            LockSupport.parkNanos(1_000_000);
        }
        server.destroyForcibly().waitFor();
        for (Thread client : clients) {
            client.join();
        }
    }

    private static String body(String key) {
        return "{\"amount\":150000,\"currency\":\"IDR\",\"description\":\"" + key + "\"}";
    }

    private static Api.Reply charge(Api api, String session) {
        return api.post(
                "/v1/public/checkout/sessions/" + session + "/charge",
                "{\"method\":\"card\",\"testCard\":\"success\"}",
                "pay-" + session);
    }

    private static List<JsonNode> all(Api api, String list) {
        var rows = new ArrayList<JsonNode>();
        String cursor = "";
        while (true) {
            JsonNode page = api.get(list + "?limit=100" + cursor).expect(200).json();
            page.path("data").forEach(rows::add);
            if (!page.path("meta").path("hasMore").booleanValue()) {
                return rows;
            }
            cursor = "&cursor=" + page.path("meta").path("cursor").asString();
        }
    }

    private Process start() throws IOException {
        Files.deleteIfExists(folder.resolve("ready.json"));
        var command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "com.plugipay.App",
                "start",
                "--port",
                "0",
                "--data",
                folder.resolve("data").toString(),
                "--ready-file",
                folder.resolve("ready.json").toString());
        command.environment().keySet().removeIf(name -> name.startsWith("PLUGIPAY_"));
        command.environment().put("PLUGIPAY_RATE_LIMIT_FACTOR", "0");
        command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        command.redirectErrorStream(true);
        command.redirectOutput(ProcessBuilder.Redirect.appendTo(new File(folder.toFile(), "out.txt")));
        Process process = command.start();
        started.add(process);
        return process;
    }

    private JsonNode ready(Process server) throws IOException {
        Path file = folder.resolve("ready.json");
        long end = System.nanoTime() + Duration.ofSeconds(90).toNanos();
        while (!Files.exists(file)) {
            assertThat(server.isAlive())
                    .as(Files.readString(folder.resolve("out.txt")))
                    .isTrue();
            assertThat(System.nanoTime()).as("ready in time").isLessThan(end);
            LockSupport.parkNanos(20_000_000);
        }
        return JSON.readTree(Files.readAllBytes(file));
    }

    private static Api api(JsonNode ready) {
        return Api.hmac(
                base(ready),
                ready.path("keyId").asString(),
                ready.path("secret").asString());
    }

    private static String base(JsonNode ready) {
        return ready.path("baseUrl").asString();
    }

    /// Each start takes another free port.
    private static String withoutPort(JsonNode value) {
        return value.asString().replaceFirst("localhost:[0-9]+", "localhost");
    }

    private static Socket halfARequest(JsonNode ready) throws IOException {
        var socket = new Socket(
                InetAddress.getLoopbackAddress(), URI.create(base(ready)).getPort());
        socket.setSoTimeout(30_000);
        String head = "POST /v1/checkout-sessions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: "
                + body("slow").length() + "\r\nAuthorization: Bearer "
                + ready.path("bearerKey").asString() + "\r\n\r\n";
        write(socket, head + body("slow").substring(0, 10));
        return socket;
    }

    private static void finish(Socket socket) throws IOException {
        write(socket, body("slow").substring(10));
    }

    private static void write(Socket socket, String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private static void waitUntilNobodyIsLetIn(JsonNode ready) {
        long end = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), URI.create(base(ready)).getPort())) {
                socket.setSoTimeout(1000);
                LockSupport.parkNanos(50_000_000);
            } catch (IOException e) {
                return;
            }
        }
        throw new AssertionError("new connections are still taken");
    }

    private List<String> postgresOfThisData() throws IOException {
        String data = folder.toRealPath().resolve("data").toString();
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .filter(line -> line.contains("postgres") && line.contains(data))
                .toList();
    }
}

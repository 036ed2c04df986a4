package com.plugipay.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The product as it is really run: the launcher's own process, with its embedded database.
final class Product implements AutoCloseable {
    private static final long READY_WITHIN_MS = TimeUnit.MINUTES.toMillis(5);
    private static final long STOP_WITHIN_SECONDS = 60;

    private final Process process;
    private final Path data;
    private final int port;
    private final double firstAnswerSeconds;

    private Product(Process process, Path data, int port, double firstAnswerSeconds) {
        this.process = process;
        this.data = data;
        this.port = port;
        this.firstAnswerSeconds = firstAnswerSeconds;
    }

    /// Returns after the first answer over HTTP and the launcher's last word, the ready file.
    static Product start(Path folder) throws Exception {
        int port = freePort();
        Path data = folder.resolve("data");
        Path ready = folder.resolve("ready.json");
        Files.deleteIfExists(ready);
        var builder = new ProcessBuilder(
                        Path.of("plugipay").toAbsolutePath().toString(),
                        "start",
                        "--port",
                        Integer.toString(port),
                        "--data",
                        data.toString(),
                        "--ready-file",
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("server.log").toFile());
        builder.environment().put("PLUGIPAY_RATE_LIMIT_FACTOR", "0");
        long before = System.nanoTime();
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process)));
        boolean up = false;
        try {
            waitFor(process, folder, () -> answers(port));
            double seconds = (System.nanoTime() - before) / 1e9;
            waitFor(process, folder, () -> Files.exists(ready));
            up = true;
            return new Product(process, data, port, seconds);
        } finally {
            if (!up) {
                end(process);
            }
        }
    }

    int port() {
        return port;
    }

    double firstAnswerSeconds() {
        return firstAnswerSeconds;
    }

    long pid() {
        return process.pid();
    }

    long postmaster() throws IOException {
        return Long.parseLong(postmasterLine(0));
    }

    int databasePort() throws IOException {
        return Integer.parseInt(postmasterLine(3));
    }

    List<Long> allPids() throws IOException {
        var all = new ArrayList<>(Proc.tree(postmaster()));
        all.add(pid());
        return all;
    }

    String secretKey() throws IOException {
        return Files.readString(data.resolve("secret.key"), StandardCharsets.US_ASCII)
                .strip();
    }

    /// A database URL with its user in it.
    String url(String user, int viaPort) throws IOException {
        int line = List.of("postgres", "plugipay_owner", "plugipay_app").indexOf(user);
        String password = Files.readAllLines(data.resolve("postgres-passwords")).get(line);
        return "jdbc:postgresql://127.0.0.1:" + viaPort + "/plugipay?user=" + user + "&password=" + password;
    }

    Connection connect(String user) throws IOException, SQLException {
        return DriverManager.getConnection(url(user, databasePort()));
    }

    @Override
    public void close() throws IOException {
        Optional<ProcessHandle> database = ProcessHandle.of(postmaster());
        end(process);
        database.ifPresent(ProcessHandle::destroy);
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(STOP_WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void waitFor(Process process, Path folder, Condition condition) throws Exception {
        long end = System.currentTimeMillis() + READY_WITHIN_MS;
        while (!condition.holds()) {
            if (!process.isAlive() || System.currentTimeMillis() > end) {
                throw new IllegalStateException(
                        "the server did not start:\n" + Files.readString(folder.resolve("server.log")));
            }
            Thread.sleep(5);
        }
    }

    private static boolean answers(int port) throws GeneralSecurityException {
        try (var connection = new HttpConnection(port)) {
            connection.ask("GET", "/health", null, null, null, 200);
            return true;
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    private String postmasterLine(int number) throws IOException {
        return Files.readAllLines(data.resolve("postgres/postmaster.pid"))
                .get(number)
                .strip();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

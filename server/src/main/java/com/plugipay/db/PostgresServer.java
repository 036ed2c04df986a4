package com.plugipay.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The running postmaster of one cluster: started, found again, stopped.
record PostgresServer(Path cluster, PostgresPrograms programs, PostgresLog log) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int START_ATTEMPTS = 10;
    // Long, as it may have to read its whole write-ahead log again after a crash.
    private static final int START_SECONDS = 300;
    private static final int FAST_STOP_SECONDS = 30;
    private static final int IMMEDIATE_STOP_SECONDS = 15;

    /// Starts it in a session of its own, which is pg_ctl's doing: a Ctrl-C for us does not reach it.
    int start() throws IOException {
        log.create(programs.user());
        String said = "";
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            int port = freePort();
            PostgresSettings.write(cluster, port, programs.user());
            Program started = control(START_SECONDS, "start", "--log=" + log.file());
            if (started.ok()) {
                return port;
            }
            stop();
            said = started.output() + "\n" + log.tail();
            if (!passing(said)) {
                break;
            }
            pause(attempt);
        }
        throw new EmbeddedPostgresFailure("PostgreSQL does not start; " + log.file() + " ends with:\n" + said);
    }

    /// Ends what an earlier run of ours left behind. It is never adopted: who knows with which settings it runs.
    void stopOrphan() throws IOException {
        Optional<ProcessHandle> written = writtenPid().flatMap(ProcessHandle::of);
        if (running()) {
            LOG.info(
                    "Stopping the PostgreSQL that an earlier run left behind (pid {})",
                    written.get().pid());
            stop();
        } else if (written.isPresent()) {
            // The number now belongs to another program; PostgreSQL would take that one for itself.
            Files.deleteIfExists(pidFile());
        }
    }

    void stop() throws IOException {
        // Only a postmaster of this cluster: pg_ctl signals whatever process has the number it reads.
        if (running() && !control(FAST_STOP_SECONDS, "stop", "--mode=fast").ok() && running()) {
            Program immediate = control(IMMEDIATE_STOP_SECONDS, "stop", "--mode=immediate");
            if (!immediate.ok() && running()) {
                throw new EmbeddedPostgresFailure("PostgreSQL does not stop: " + immediate.output());
            }
        }
    }

    Optional<Long> writtenPid() throws IOException {
        try {
            String first = Files.readString(pidFile(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("")
                    .strip();
            return first.matches("\\d{1,18}") ? Optional.of(Long.parseLong(first)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private Program control(int seconds, String verb, String option) throws IOException {
        return programs.run(
                "pg_ctl",
                Duration.ofSeconds(seconds + 5L),
                "",
                List.of(verb, "--pgdata=" + cluster, "--wait", "--timeout=" + seconds, option));
    }

    private boolean running() throws IOException {
        return writtenPid()
                .flatMap(ProcessHandle::of)
                .filter(this::isPostmaster)
                .isPresent();
    }

    private boolean isPostmaster(ProcessHandle process) {
        try {
            return Path.of("/proc/" + process.pid() + "/cwd").toRealPath().equals(cluster.toRealPath());
        } catch (IOException e) {
            // No /proc, or not ours to look into: its command line tells.
            ProcessHandle.Info info = process.info();
            return info.command().orElse("").endsWith("postgres")
                    && Arrays.asList(info.arguments().orElse(new String[0])).contains(cluster.toString());
        }
    }

    private Path pidFile() {
        return cluster.resolve("postmaster.pid");
    }

    /// Whether a failed start may succeed in a moment: somebody took the port, or a killed one's children still end.
    private static boolean passing(String said) {
        return said.contains("could not bind") || said.contains("shared memory block") || said.contains("lock file");
    }

    private static void pause(int attempt) {
        try {
            Thread.sleep(Duration.ofMillis(200L * attempt));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresFailure("interrupted while PostgreSQL started", e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}

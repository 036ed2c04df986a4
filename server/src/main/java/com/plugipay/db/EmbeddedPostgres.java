package com.plugipay.db;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/// PostgreSQL 18 that this process unpacks, starts, keeps durable and stops.
public final class EmbeddedPostgres implements AutoCloseable {
    private final DataDirectory data;
    private final PostgresServer server;
    private final PostgresPasswords passwords;
    private final int port;
    private final long pid;
    private final Thread logKeeper;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(DataDirectory data, PostgresServer server, PostgresPasswords passwords, int port)
            throws IOException {
        this.data = data;
        this.server = server;
        this.passwords = passwords;
        this.port = port;
        this.pid = server.writtenPid().orElseThrow(() -> new EmbeddedPostgresFailure("PostgreSQL ended at once"));
        this.logKeeper = server.log().keepCapped();
    }

    /// Starts on the data in this folder, making them first when it is new.
    ///
    /// @throws DataDirectoryInUse when another process holds the folder
    /// @throws EmbeddedPostgresFailure when PostgreSQL cannot run here
    public static EmbeddedPostgres start(Path dataDirectory) {
        DataDirectory data = null;
        EmbeddedPostgres started = null;
        try {
            data = DataDirectory.hold(dataDirectory.toAbsolutePath().normalize());
            started = startIn(data);
            return started;
        } catch (IOException e) {
            throw new EmbeddedPostgresFailure("PostgreSQL cannot be started on " + dataDirectory + ": " + e, e);
        } finally {
            if (started == null && data != null) {
                data.close();
            }
        }
    }

    /// Owns the database and its schema: migrations and retention.
    public DatabaseLogin owner() {
        return login("plugipay_owner", passwords.owner());
    }

    /// Serves requests: owns nothing, bypasses nothing.
    public DatabaseLogin app() {
        return login("plugipay_app", passwords.app());
    }

    /// The postmaster's process id, for measuring.
    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        logKeeper.interrupt();
        try {
            server.stop();
        } catch (IOException e) {
            throw new EmbeddedPostgresFailure("PostgreSQL may still be running with pid " + pid, e);
        } finally {
            data.close();
        }
    }

    private static EmbeddedPostgres startIn(DataDirectory data) throws IOException {
        PostgresPrograms programs = PostgresPrograms.find(data);
        PostgresLog log = new PostgresLog(data.path().resolve("postgres.log"));
        PostgresServer server = new PostgresServer(PostgresCluster.directory(data.path()), programs, log);
        server.stopOrphan();
        PostgresPasswords passwords = PostgresCluster.openOrCreate(data.path(), programs);
        int port = server.start();
        return new EmbeddedPostgres(data, server, passwords, port);
    }

    private DatabaseLogin login(String user, String password) {
        return new DatabaseLogin("jdbc:postgresql://127.0.0.1:" + port + "/plugipay", user, password);
    }
}

package com.plugipay.db;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// PostgreSQL's own log, kept to two files of bounded size.
record PostgresLog(Path file) {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresLog.class);
    private static final long MAXIMUM_BYTES = 8L << 20;
    private static final Duration CHECK_EVERY = Duration.ofMinutes(5);

    void create(ProgramUser user) throws IOException {
        if (!Files.exists(file)) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        user.give(file);
        cap();
    }

    /// PostgreSQL appends, so emptying the file under it is safe.
    void cap() throws IOException {
        if (Files.size(file) > MAXIMUM_BYTES) {
            Files.copy(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(0);
            }
        }
    }

    Thread keepCapped() {
        return Thread.ofVirtual().name("postgres-log").start(() -> {
            try {
                while (true) {
                    Thread.sleep(CHECK_EVERY);
                    cap();
                }
            } catch (InterruptedException e) {
                // The database is being stopped.
            } catch (IOException e) {
                LOG.warn("{} is not kept small any more", file, e);
            }
        });
    }

    String tail() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        List<String> lines = new String(bytes, StandardCharsets.UTF_8).lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 12), lines.size()));
    }
}

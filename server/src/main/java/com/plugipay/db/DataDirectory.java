package com.plugipay.db;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The folder that holds everything this installation keeps, held by one process at a time.
final class DataDirectory implements AutoCloseable {
    private static final Set<PosixFilePermission> OURS_ALONE = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> OTHERS_PASS = PosixFilePermissions.fromString("rwx--x--x");

    /// Closing any channel of a file drops the whole process's POSIX lock on it, so a second try inside this process
    /// must not even open the lock file.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private static final Duration DYING = Duration.ofSeconds(3);
    private static final Duration AGAIN_AFTER = Duration.ofMillis(100);

    private final Path path;
    private final boolean oursAlone;
    private final FileChannel channel;

    private DataDirectory(Path path, boolean oursAlone, FileChannel channel) {
        this.path = path;
        this.oursAlone = oursAlone;
        this.channel = channel;
    }

    static DataDirectory hold(Path wanted) throws IOException {
        boolean oursAlone = emptyOrMadeByUs(wanted);
        Files.createDirectories(wanted);
        Path path = wanted.toRealPath();
        refuseWhatTheShellWouldRead(path);
        if (!HELD_HERE.add(path)) {
            throw new DataDirectoryInUse(
                    path, OptionalLong.of(ProcessHandle.current().pid()));
        }
        FileChannel held = null;
        try {
            held = lock(path);
            if (oursAlone) {
                Files.setPosixFilePermissions(path, OURS_ALONE);
            }
            return new DataDirectory(path, oursAlone, held);
        } finally {
            if (held == null) {
                HELD_HERE.remove(path);
            }
        }
    }

    Path path() {
        return path;
    }

    /// Lets the user that runs PostgreSQL pass through to its own folder, where it is not ours.
    void letPass(ProgramUser user) throws IOException {
        if (oursAlone && user.owner().isPresent() && !user.owner().get().equals(Files.getOwner(path))) {
            Files.setPosixFilePermissions(path, OTHERS_PASS);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedPostgresFailure("cannot release " + path, e);
        } finally {
            HELD_HERE.remove(path);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        FileChannel channel = open(path.resolve("lock"));
        @Nullable FileLock lock = null;
        try {
            lock = tryFor(channel, DYING);
            if (lock == null) {
                throw new DataDirectoryInUse(path, pidIn(channel));
            }
            channel.truncate(0);
            String pid = ProcessHandle.current().pid() + "\n";
            channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)), 0);
            return channel;
        } finally {
            if (lock == null) {
                channel.close();
            }
        }
    }

    /// A holder that was killed a moment ago may take a breath to let go.
    private static @Nullable FileLock tryFor(FileChannel channel, Duration most) throws IOException {
        long end = System.nanoTime() + most.toNanos();
        @Nullable FileLock lock = channel.tryLock();
        while (lock == null && System.nanoTime() < end) {
            try {
                Thread.sleep(AGAIN_AFTER);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return null;
            }
            lock = channel.tryLock();
        }
        return lock;
    }

    private static FileChannel open(Path file) throws IOException {
        try {
            return FileChannel.open(
                    file,
                    Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (AccessDeniedException e) {
            Path folder = file.resolveSibling("");
            throw new EmbeddedPostgresFailure(
                    folder + " belongs to " + Files.getOwner(folder).getName()
                            + ": start Plugipay as that user, or choose another folder with --data.",
                    e);
        }
    }

    private static OptionalLong pidIn(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(24);
        channel.read(bytes, 0);
        String text = StandardCharsets.US_ASCII.decode(bytes.flip()).toString().strip();
        return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
    }

    private static boolean emptyOrMadeByUs(Path wanted) throws IOException {
        if (!Files.isDirectory(wanted) || Files.exists(wanted.resolve("lock"))) {
            return true;
        }
        try (var entries = Files.newDirectoryStream(wanted)) {
            return !entries.iterator().hasNext();
        }
    }

    private static void refuseWhatTheShellWouldRead(Path path) {
        if (path.toString().matches("(?s).*[\"$`\\\\\n\r'].*")) {
            throw new EmbeddedPostgresFailure(
                    "The data folder's path may not contain quotes, $, `, \\ or line breaks: " + path);
        }
    }
}

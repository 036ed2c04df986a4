package com.plugipay.command;

import com.plugipay.http.Json;
import com.plugipay.workspace.FirstKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The files a start leaves behind, readable by their owner only: the first keys and the ready file.
final class StartFiles {
    private final Path firstKeys;

    StartFiles(Path data) {
        this.firstKeys = data.resolve("first-keys.json");
    }

    void keep(FirstKeys keys) {
        write(firstKeys, Json.bytes(keys));
    }

    /// Empty once somebody has removed the file.
    Optional<FirstKeys> read() {
        try {
            return Optional.of(Json.stored(Files.readString(firstKeys), FirstKeys.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be read: " + firstKeys, e);
        }
    }

    /// A ready file says that the server answers: it goes before a start, and with the server.
    static void removeReady(@Nullable Path file) {
        try {
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be removed: " + file, e);
        }
    }

    static void writeReady(Path file, Ready ready) {
        write(file, Json.bytes(ready));
    }

    /// Written beside and renamed: whoever sees the file sees all of it.
    private static void write(Path file, byte[] content) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path beside = Files.createTempFile(
                    folder,
                    "." + file.getFileName(),
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(beside, content, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot be written: " + file, e);
        }
    }
}

package com.plugipay.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// Unpacks the archive of PostgreSQL's programs, wholly or not at all.
final class PostgresArchive {
    private PostgresArchive() {}

    static void unpack(URL archive, Path target) throws IOException {
        if (Files.isDirectory(target)) {
            return;
        }
        Path parent = target.resolveSibling("");
        Files.createDirectories(parent);
        Path unfinished = Files.createTempDirectory(parent, "unpacking");
        try {
            unpackInto(archive, unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            // Another start was faster; its copy is as good as ours.
        } finally {
            Folders.delete(unfinished);
        }
    }

    private static void unpackInto(URL archive, Path target) throws IOException {
        try (InputStream packed = archive.openStream();
                var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed, 1 << 16)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path file = inside(target, target.resolve(entry.getName()));
                Files.createDirectories(file.resolveSibling(""));
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else if (entry.isSymbolicLink()) {
                    inside(target, file.resolveSibling(entry.getLinkName()));
                    Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
                } else if (entry.isFile() && !entry.getName().endsWith(".a")) {
                    Files.copy(tar, file);
                    boolean program = (entry.getMode() & 0100) != 0;
                    Files.setPosixFilePermissions(
                            file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
                }
            }
        }
        // Whatever our umask: whoever runs the programs must be able to read them.
        try (var folders = Files.walk(target)) {
            for (Path folder : (Iterable<Path>)
                    folders.filter(path -> !Files.isSymbolicLink(path)).filter(Files::isDirectory)::iterator) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            }
        }
    }

    private static Path inside(Path target, Path path) throws IOException {
        Path normal = path.normalize();
        if (!normal.startsWith(target)) {
            throw new IOException("an entry of the archive leads out of it: " + path);
        }
        return normal;
    }
}

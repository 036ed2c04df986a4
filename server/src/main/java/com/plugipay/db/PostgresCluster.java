package com.plugipay.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The database's files: made once and whole, with the two roles and the one database in them.
final class PostgresCluster {
    private static final Duration INITDB_LIMIT = Duration.ofMinutes(2);
    private static final String UNFINISHED = "postgres-unfinished-";

    private PostgresCluster() {}

    /// Makes what is missing; the folder gets its name only when it is complete, so a kill in the middle costs nothing.
    static PostgresPasswords openOrCreate(Path data, PostgresPrograms programs) throws IOException {
        Path cluster = directory(data);
        if (!Files.isDirectory(cluster)) {
            PostgresPasswords passwords =
                    PostgresPasswords.kept(data) ? PostgresPasswords.read(data) : PostgresPasswords.make(data);
            deleteUnfinished(data);
            create(data, programs, passwords);
            return passwords;
        }
        if (!PostgresPasswords.kept(data)) {
            throw new EmbeddedPostgresFailure("The passwords of the database in " + cluster + " are gone: restore "
                    + data.resolve("postgres-passwords") + " from your backup.");
        }
        String version = Files.readString(cluster.resolve("PG_VERSION"), StandardCharsets.US_ASCII)
                .strip();
        if (!version.equals(programs.majorVersion())) {
            throw new EmbeddedPostgresFailure("The database in " + cluster + " was made by PostgreSQL " + version
                    + " and this Plugipay brings " + programs.majorVersion()
                    + ": run the Plugipay that made it and move the data first.");
        }
        takeOwnership(cluster, programs);
        return PostgresPasswords.read(data);
    }

    static Path directory(Path data) {
        return data.resolve("postgres");
    }

    private static void create(Path data, PostgresPrograms programs, PostgresPasswords passwords) throws IOException {
        Path unfinished = Files.createTempDirectory(data, UNFINISHED);
        Path passwordFile = Files.createTempFile(
                data,
                "initdb",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try {
            Files.writeString(passwordFile, passwords.superuser() + "\n", StandardCharsets.US_ASCII);
            programs.user().give(unfinished);
            programs.user().give(passwordFile);
            Program initdb = programs.run(
                    "initdb",
                    INITDB_LIMIT,
                    "",
                    List.of(
                            "--pgdata=" + unfinished,
                            "--username=postgres",
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--data-checksums"));
            if (!initdb.ok()) {
                throw new EmbeddedPostgresFailure("PostgreSQL could not make its data folder: " + initdb.output());
            }
            makeRoles(unfinished, programs, passwords);
            Folders.move(unfinished, directory(data));
        } finally {
            Files.deleteIfExists(passwordFile);
            Folders.delete(unfinished);
        }
    }

    /// Alone in single-user mode: no port is open before the roles are what they must be.
    private static void makeRoles(Path cluster, PostgresPrograms programs, PostgresPasswords passwords)
            throws IOException {
        String plain = " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ";
        String statements = String.join(
                "\n",
                "create role plugipay_owner" + plain + "'" + passwords.owner() + "'",
                "create role plugipay_app" + plain + "'" + passwords.app() + "'",
                "create database plugipay owner plugipay_owner",
                "revoke all on database plugipay from public",
                "grant connect on database plugipay to plugipay_app",
                "revoke all on database postgres from public",
                "revoke all on database template1 from public",
                "");
        Program single = programs.run(
                "postgres",
                INITDB_LIMIT,
                statements,
                List.of("--single", "-D", cluster.toString(), "-c", "exit_on_error=on", "postgres"));
        if (!single.ok()) {
            throw new EmbeddedPostgresFailure(
                    "PostgreSQL could not make its roles: " + single.output().replaceAll("[0-9a-f]{64}", "…"));
        }
    }

    /// As root: another user may have run PostgreSQL last time.
    private static void takeOwnership(Path cluster, PostgresPrograms programs) throws IOException {
        Optional<UserPrincipal> wanted = programs.user().owner();
        if (wanted.isPresent() && !Files.getOwner(cluster).equals(wanted.get())) {
            programs.user().give(cluster);
        }
    }

    private static void deleteUnfinished(Path data) throws IOException {
        try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(data, UNFINISHED + "*")) {
            for (Path leftover : leftovers) {
                Folders.delete(leftover);
            }
        }
    }
}

package com.plugipay.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;

/// The random passwords of the embedded database, kept in one file that only we read.
record PostgresPasswords(String superuser, String owner, String app) {
    private static final String FILE = "postgres-passwords";

    static boolean kept(Path dataDirectory) {
        return Files.exists(dataDirectory.resolve(FILE));
    }

    static PostgresPasswords make(Path dataDirectory) throws IOException {
        PostgresPasswords made = new PostgresPasswords(random(), random(), random());
        String text = String.join("\n", made.superuser, made.owner, made.app) + "\n";
        Folders.writePrivate(dataDirectory.resolve(FILE), text);
        return made;
    }

    static PostgresPasswords read(Path dataDirectory) throws IOException {
        Path file = dataDirectory.resolve(FILE);
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        if (lines.size() < 3 || lines.stream().limit(3).anyMatch(line -> !line.matches("[0-9a-f]{64}"))) {
            throw new EmbeddedPostgresFailure(file + " is damaged: restore it from your backup");
        }
        return new PostgresPasswords(lines.get(0), lines.get(1), lines.get(2));
    }

    @Override
    public String toString() {
        return "PostgresPasswords";
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}

package com.plugipay.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Pages that the server's tests drew from the templates: also those that a healthy product cannot be made to show.
final class Previews {
    private static final Path FOLDER = Path.of("../server/target/preview");

    private Previews() {}

    static String read(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".html"));
        } catch (IOException e) {
            throw new UncheckedIOException("The server's tests draw the previews: run bin/test", e);
        }
    }

    /// The names that begin so, in order.
    static List<String> named(String beginning) {
        try (var files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning) && name.endsWith(".html"))
                    .map(name -> name.substring(0, name.length() - ".html".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The server's tests draw the previews: run bin/test", e);
        }
    }
}

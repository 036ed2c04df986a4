package com.plugipay.db;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// One bounded run of a program of the operating system or of PostgreSQL.
record Program(int exit, String output) {
    static Program run(Path scratch, Duration limit, String input, List<String> command) throws IOException {
        // A file and not a pipe: nothing that outlives the program can keep us waiting for its end.
        Path output = Files.createTempFile(scratch, "output", ".tmp");
        try {
            Process process = start(command, scratch, output);
            try (var stdin = process.outputWriter(StandardCharsets.UTF_8)) {
                stdin.write(input);
            } catch (IOException e) {
                // It ended without reading; its exit code tells.
            }
            boolean ended = waitFor(process, limit);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String said = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
            return ended
                    ? new Program(process.exitValue(), said)
                    : new Program(-1, said + "\n(ended after " + limit.toSeconds() + " s)");
        } finally {
            Files.deleteIfExists(output);
        }
    }

    boolean ok() {
        return exit == 0;
    }

    private static Process start(List<String> command, Path scratch, Path output) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
        builder.environment().put("LANG", "C");
        return builder.start();
    }

    private static boolean waitFor(Process process, Duration limit) {
        try {
            return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

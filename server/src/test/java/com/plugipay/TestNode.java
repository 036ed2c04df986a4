package com.plugipay;

import com.plugipay.provider.sandbox.SandboxServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A node of an install as a process of its own, on the database that a test's server has started.
final class TestNode implements AutoCloseable {
    private final Process process;
    private final BufferedReader said;
    private final String baseUrl;

    private TestNode(Process process, BufferedReader said, String baseUrl) {
        this.process = process;
        this.said = said;
        this.baseUrl = baseUrl;
    }

    /// @param ahead how far its clocks are ahead of real time
    /// @param jobs whether its sweeps run on their own
    static TestNode start(TestServer home, SandboxServer sandbox, Duration ahead, boolean jobs) {
        try {
            Path data = Files.createTempDirectory(Path.of("target"), "test-node");
            var command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "com.plugipay.TestApp",
                    data.toAbsolutePath().toString(),
                    sandbox.url(),
                    Long.toString(ahead.toSeconds()),
                    Boolean.toString(jobs));
            command.environment().keySet().removeIf(name -> name.startsWith("PLUGIPAY_"));
            command.environment().putAll(home.environmentOfAnother());
            command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            command.redirectError(
                    ProcessBuilder.Redirect.to(data.resolve("err.txt").toFile()));
            Process process = command.start();
            BufferedReader said = process.inputReader(StandardCharsets.UTF_8);
            String url = answer(said);
            if (url.isEmpty()) {
                throw new IllegalStateException("no node started: " + Files.readString(data.resolve("err.txt")));
            }
            return new TestNode(process, said, url);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String baseUrl() {
        return baseUrl;
    }

    /// Whether it lived to say that it is done.
    boolean tell(String command) {
        try {
            process.outputWriter(StandardCharsets.UTF_8).append(command).append("\n");
            process.outputWriter(StandardCharsets.UTF_8).flush();
            return !answer(said).isEmpty();
        } catch (IOException e) {
            return false;
        }
    }

    /// Whether it ended at the point it was armed with.
    boolean wasKilled() throws InterruptedException {
        return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == ArmedCrashPoint.KILLED;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /// The next line that is meant for us; empty when the process is gone.
    private static String answer(BufferedReader said) throws IOException {
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            if (line.startsWith(TestApp.ANSWER)) {
                return line.substring(TestApp.ANSWER.length());
            }
        }
        return "";
    }
}

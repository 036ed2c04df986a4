package com.plugipay;

import com.plugipay.command.Running;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/// The product as a process of its own that a test steers line by line: its clock, its sweeps, and where it dies. It
/// ends when its test does.
public final class TestApp {
    static final String ANSWER = "@@ ";

    private TestApp() {}

    /// @param args data folder, address of the sandbox, seconds its clocks are ahead, whether its sweeps run alone
    public static void main(String[] args) throws IOException {
        var ahead = new AtomicReference<>(Duration.ofSeconds(Long.parseLong(args[2])));
        InstantSource time = () -> Instant.now().plus(ahead.get());
        var sandbox = new WiredSandbox(args[1], Duration.ofSeconds(10));
        var world = new Running.World(time, time, sandbox, Boolean.parseBoolean(args[3]));
        Config config = Config.read(List.of("--port", "0", "--data", args[0]), System.getenv());
        Running running = Running.start(config, world);
        answer(running.install().baseUrl());
        var commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", -1);
            switch (words[0]) {
                case "arm" -> ArmedCrashPoint.arm(words[1], Integer.parseInt(words[2]));
                case "sweep" -> running.sweep(words[1]);
                case "advance" -> ahead.updateAndGet(now -> now.plusSeconds(Long.parseLong(words[1])));
                default -> throw new IllegalArgumentException(line);
            }
            answer("done");
        }
        Runtime.getRuntime().halt(0);
    }

    private static void answer(String text) {
        System.out.println(ANSWER + text);
        System.out.flush();
    }
}

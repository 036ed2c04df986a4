package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `./plugipay` does before there is any Java.
class LauncherTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    record Ended(int exit, String said) {}

    @Test
    void help_needs_no_build_and_no_jdk() throws Exception {
        Ended ended = run(List.of(ROOT.resolve("plugipay").toString(), "--help"), Map.of("PATH", "/usr/bin:/bin"));

        assertThat(ended.exit()).isZero();
        assertThat(ended.said()).contains("./plugipay start", "--port N", "--ready-file FILE");
    }

    @Test
    void without_a_new_enough_jdk_it_says_what_to_install() throws Exception {
        Path old = folder.resolve("jdk-17");
        Files.createDirectories(old.resolve("bin"));
        Files.writeString(old.resolve("release"), "JAVA_VERSION=\"17.0.15\"\n");
        executable(old.resolve("bin/java"));
        executable(old.resolve("bin/javac"));

        Ended ended = find(old, "jdk_is_new_enough \"$1\" && echo taken || echo refused");

        assertThat(ended.said()).contains("refused");
    }

    @Test
    void a_jdk_25_is_taken_by_its_release_file() throws Exception {
        Path jdk = folder.resolve("jdk-25");
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"25.0.3\"\n");
        executable(jdk.resolve("bin/java"));
        executable(jdk.resolve("bin/javac"));

        Ended ended = find(jdk, "JAVA_HOME=$1 && find_jdk && echo \"home=$JAVA_HOME\"");

        assertThat(ended.said()).contains("home=" + jdk);
    }

    private Ended find(Path home, String then) throws Exception {
        String script = "set -uo pipefail; source " + ROOT.resolve("bin/jdk.sh") + "; " + then;
        return run(List.of("bash", "-c", script, "test", home.toString()), Map.of());
    }

    private static void executable(Path file) throws IOException {
        Files.writeString(file, "#!/bin/sh\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private Ended run(List<String> command, Map<String, String> environment) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .directory(folder.toFile());
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}

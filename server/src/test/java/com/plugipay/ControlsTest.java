package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The patches that take protections away still fit the code, name a proof that exists, and say what it answers. That
/// the proofs turn red without them is shown by `bin/controls`, which the long lane runs.
class ControlsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path PATCHES = Path.of("src/test/negative");
    private static final List<String> COVERED = List.of(
            "M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11", "M12", "M13", "E1", "E5", "I1", "T1",
            "S1", "A16", "L1");

    @Test
    void each_control_fits_names_its_proof_and_says_what_it_answers() throws IOException, InterruptedException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(PATCHES)) {
            patches = files.filter(file -> file.toString().endsWith(".patch"))
                    .sorted()
                    .toList();
        }
        for (String invariant : COVERED) {
            assertThat(patches)
                    .as("a control for %s", invariant)
                    .anyMatch(file -> file.getFileName().toString().startsWith(invariant + "-"));
        }
        for (Path patch : patches) {
            String text = Files.readString(patch);
            String[] proof = head(text, "proof").split("#", -1);
            assertThat(proof).as("the proof of %s: Class#method", patch).hasSize(2);
            assertThat(source(proof[0])).as("the proof of %s", patch).contains("void " + proof[1] + "(");
            assertThat(head(text, "red"))
                    .as("what the proof of %s answers", patch)
                    .hasSizeGreaterThan(2);
            applies(patch.toAbsolutePath());
        }
        System.out.println("ControlsTest: controls that fit " + patches.size() + " of " + patches.size());
    }

    private static String head(String patch, String name) {
        String start = "# " + name + ": ";
        return patch.lines()
                .takeWhile(line -> line.startsWith("#"))
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst()
                .orElse("");
    }

    private static String source(String test) throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
            Path file = sources.filter(one -> one.endsWith(test + ".java"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no test is called " + test));
            return Files.readString(file);
        }
    }

    private static void applies(Path patch) throws IOException, InterruptedException {
        Process check = new ProcessBuilder("git", "apply", "--check", patch.toString())
                .directory(ROOT.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(check.exitValue()).as("%s: %s", patch, said).isZero();
    }
}

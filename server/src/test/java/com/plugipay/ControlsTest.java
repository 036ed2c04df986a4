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

/// The patches that take protections away still fit the code, and name a proof that exists. That the proofs turn red
/// without them is shown by `bin/controls`, which the long lane runs.
class ControlsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> COVERED =
            List.of("M1", "M2", "M3", "M4", "M5", "M6", "M7", "M8", "M9", "M10", "M11", "M12", "I1", "T1");

    @Test
    void each_control_fits_and_names_its_proof() throws IOException, InterruptedException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(Path.of("src/test/negative"))) {
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
            String proof = text.lines()
                    .filter(line -> line.startsWith("# proof: "))
                    .map(line -> line.substring("# proof: ".length()))
                    .findFirst()
                    .orElse("none");
            try (Stream<Path> sources = Files.walk(Path.of("src/test/java"))) {
                assertThat(sources).as("the proof of %s", patch).anyMatch(file -> file.endsWith(proof + ".java"));
            }
            applies(patch.toAbsolutePath());
        }
        System.out.println("ControlsTest: controls that fit " + patches.size() + " of " + patches.size());
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

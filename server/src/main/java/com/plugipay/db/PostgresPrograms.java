package com.plugipay.db;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// PostgreSQL's own programs, unpacked where the user that runs them can get, and that user.
record PostgresPrograms(Path directory, ProgramUser user, Path scratch) {
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(20);

    /// Takes the first user and folder with which `postgres` really runs and reaches the data.
    static PostgresPrograms find(DataDirectory data) throws IOException {
        URL archive = archive();
        String name = "postgres-" + version(archive);
        List<Path> folders = new ArrayList<>();
        userCache(data.path()).ifPresent(cache -> folders.add(cache.resolve(name)));
        folders.add(data.path().resolve(name.replace("postgres-", "postgres-programs-")));
        List<String> refusals = new ArrayList<>();
        for (ProgramUser user : ProgramUser.candidates(data.path())) {
            data.letPass(user);
            for (Path folder : folders) {
                PostgresPrograms programs = new PostgresPrograms(folder, user, data.path());
                try {
                    PostgresArchive.unpack(archive, folder);
                    Program probe = programs.probe();
                    if (probe.ok()) {
                        return programs;
                    }
                    refusals.add("as " + user.description() + " from " + folder + ": " + probe.output());
                } catch (IOException e) {
                    refusals.add("as " + user.description() + " from " + folder + ": " + e);
                }
            }
        }
        throw new EmbeddedPostgresFailure("PostgreSQL cannot run on the data in " + data.path()
                + ". PostgreSQL refuses root, so as root it needs user namespaces (unshare -U), or a data folder that"
                + " an ordinary user can reach, for example --data /var/lib/plugipay; a folder of programs that got"
                + " damaged can simply be deleted. What was tried:\n  " + String.join("\n  ", refusals));
    }

    Program run(String program, Duration limit, String input, List<String> arguments) throws IOException {
        return Program.run(scratch, limit, input, user.command(directory.resolve("bin/" + program), arguments));
    }

    String majorVersion() {
        Matcher version =
                Pattern.compile("(\\d+)").matcher(directory.getFileName().toString());
        return version.find() ? version.group(1) : "";
    }

    private Program probe() throws IOException {
        String enterAndAsk = "cd \"$1\" && exec \"$2\" -V";
        Path postgres = directory.resolve("bin/postgres");
        List<String> arguments = List.of("-c", enterAndAsk, "sh", scratch.toString(), postgres.toString());
        return Program.run(scratch, PROBE_LIMIT, "", user.command(Path.of("/bin/sh"), arguments));
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        List<String> names = switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> List.of("x86_64");
            case "aarch64" -> List.of("arm_64", "aarch64");
            default -> List.of();
        };
        for (String machine : names) {
            URL found = PostgresPrograms.class.getResource("/postgres-" + system + "-" + machine + ".txz");
            if (found != null) {
                return found;
            }
        }
        throw new EmbeddedPostgresFailure("There is no embedded PostgreSQL for this kind of machine ("
                + system + " " + System.getProperty("os.arch")
                + "). Set PLUGIPAY_DATABASE_URL to a PostgreSQL 18 of your own.");
    }

    /// The version in the name of the jar that the archive comes from, so that an update unpacks anew.
    private static String version(URL archive) throws IOException {
        if (archive.openConnection() instanceof JarURLConnection jar) {
            Matcher version = Pattern.compile("-(\\d+(?:\\.\\d+)+)\\.jar")
                    .matcher(jar.getJarFileURL().toString());
            if (version.find()) {
                return version.group(1);
            }
        }
        throw new EmbeddedPostgresFailure("No version in the name of PostgreSQL's jar: " + archive);
    }

    /// One copy for all of this user's data folders; only below a home that is this user's own, as programs run from
    /// it.
    private static Optional<Path> userCache(Path ours) throws IOException {
        Path home = Path.of(System.getProperty("user.home"));
        if (!home.isAbsolute() || !Files.isWritable(home)) {
            return Optional.empty();
        }
        UserPrincipal me = Files.getOwner(ours.resolve("lock"));
        return Files.getOwner(home).equals(me) ? Optional.of(home.resolve(".cache/plugipay")) : Optional.empty();
    }
}

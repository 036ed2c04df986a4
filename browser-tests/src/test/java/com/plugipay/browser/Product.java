package com.plugipay.browser;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The product as people run it: a process of its own, from the packaged jar, on fresh data.
final class Product implements AutoCloseable {
    private static final Duration READY_WITHIN = Duration.ofSeconds(90);
    private static @Nullable Product shared;

    private final Process process;
    private final Path folder;
    private final String ready;
    private final HttpClient http = HttpClient.newHttpClient();

    private Product(Process process, Path folder, String ready) {
        this.process = process;
        this.folder = folder;
        this.ready = ready;
    }

    /// The one that all test classes share; it ends with the tests.
    static synchronized Product shared() {
        Product product = shared;
        if (product == null) {
            product = start();
            shared = product;
            Runtime.getRuntime().addShutdownHook(new Thread(product::close));
        }
        return product;
    }

    static Product start() {
        return start("0");
    }

    /// @param rateLimitFactor multiplies the limits of requests; 0 lifts them
    static Product start(String rateLimitFactor) {
        try {
            Path folder = Files.createTempDirectory(
                    Files.createDirectories(Path.of("target").toAbsolutePath()), "product");
            Path readyFile = folder.resolve("ready.json");
            Path data = folder.resolve("data");
            var builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-jar",
                    jar().toString(),
                    "start",
                    "--port",
                    "0",
                    "--data",
                    data.toString(),
                    "--ready-file",
                    readyFile.toString());
            builder.environment().keySet().removeIf(name -> name.startsWith("PLUGIPAY_"));
            builder.environment().put("PLUGIPAY_RATE_LIMIT_FACTOR", rateLimitFactor);
            File output = folder.resolve("output.log").toFile();
            Process process =
                    builder.redirectErrorStream(true).redirectOutput(output).start();
            return new Product(process, folder, waitUntilReady(process, readyFile, output.toPath()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path jar() {
        Path jar = Path.of(System.getProperty("plugipay.jar", "../server/target/plugipay-boot.jar"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isRegularFile(jar)) {
            throw new IllegalStateException("The server is not packaged yet: " + jar
                    + " is missing. Run bin/test, or first ./mvnw -pl server -DskipTests package");
        }
        return jar;
    }

    private static String waitUntilReady(Process process, Path readyFile, Path output) throws IOException {
        Instant end = Instant.now().plus(READY_WITHIN);
        try {
            while (!Files.exists(readyFile)) {
                if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
                    throw new IllegalStateException("The product did not start:\n" + Files.readString(output));
                }
                if (Instant.now().isAfter(end)) {
                    process.destroy();
                    throw new IllegalStateException("The product was not ready within " + READY_WITHIN.toSeconds()
                            + " s:\n" + Files.readString(output));
                }
            }
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the product started", e);
        }
        return Files.readString(readyFile);
    }

    String baseUrl() {
        return told("baseUrl");
    }

    String setupUrl() {
        return told("setupUrl");
    }

    /// Where the data, the keys and the output are.
    Path folder() {
        return folder;
    }

    private String told(String name) {
        return textIn(ready, name);
    }

    /// A new session by the API, for tests whose subject comes after its creation; answers its hosted link.
    String newSession(String json) {
        return textIn(post("/v1/checkout-sessions", json), "hostedUrl");
    }

    /// What a session that asks for no method in particular offers: one line of JSON for each method.
    List<String> offered(String currency) {
        String link = newSession("{\"amount\":150000,\"currency\":\"" + currency + "\"}");
        String shown = send("GET", "/v1/public/checkout/sessions/" + link.substring(link.lastIndexOf('/') + 1), null);
        Matcher entry = Pattern.compile("[{]\"id\":\"[a-z_]+\",\"label\":[^}]*\"currency\":\"" + currency + "\"[}]")
                .matcher(shown);
        return entry.results().map(MatchResult::group).toList();
    }

    /// A try to pay a link with a test card, however it ends.
    void tryToPay(String link, String card) {
        String session = link.replaceAll(".*/(cs_[0-9A-Z]+).*", "$1");
        try {
            post(
                    "/v1/public/checkout/sessions/" + session + "/charge",
                    "{\"method\":\"card\",\"testCard\":\"" + card + "\"}");
        } catch (IllegalStateException refused) {
            // That is what a declined card does.
        }
    }

    String get(String path) {
        return send("GET", path, null);
    }

    /// A call to the API with the first test key.
    String post(String path, String json) {
        return send("POST", path, json);
    }

    /// Keeps a picture of the merchant's; answers where it is served.
    String upload(byte[] picture) {
        String boundary = "plugipay-picture";
        byte[] head = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"logo.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII);
        var body = HttpRequest.BodyPublishers.ofByteArrays(List.of(head, picture, tail));
        return textIn(send("POST", "/v1/uploads/image", "multipart/form-data; boundary=" + boundary, body), "url");
    }

    String put(String path, String json) {
        return send("PUT", path, json);
    }

    String patch(String path, String json) {
        return send("PATCH", path, json);
    }

    private String send(String method, String path, @Nullable String json) {
        var body = json == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(json);
        return send(method, path, "application/json", body);
    }

    private String send(String method, String path, String type, HttpRequest.BodyPublisher body) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl() + path))
                .header("Authorization", "Bearer " + told("bearerKey"))
                .header("Content-Type", type)
                .method(method, body)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new IllegalStateException(path + " answered " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String textIn(String json, String name) {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]*)\"").matcher(json);
        if (!matcher.find()) {
            throw new IllegalStateException("no text " + name + " in " + json);
        }
        return matcher.group(1);
    }

    /// Ends it as an administrator does, by SIGTERM to its own process.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        deleteData();
        http.close();
    }

    /// The output stays, to be read; the database goes.
    private void deleteData() {
        try (var files = Files.walk(folder.resolve("data"))) {
            for (Path file : List.copyOf(files.toList()).reversed()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // `mvn clean` takes what is left.
        }
    }
}

package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A person's browser without scripts: keeps cookies, sends forms with their hidden fields, follows nothing by itself.
public final class Browser {
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">");

    private final String baseUrl;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    private String language = "en";

    public Browser(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Browser speaking(String code) {
        language = code;
        return this;
    }

    public String baseUrl() {
        return baseUrl;
    }

    public Page get(String path) {
        return send("GET", path, null, Map.of());
    }

    /// Sends a form as the page drew it, with these fields filled in.
    public Page submit(Page page, String path, Map<String, String> fields) {
        var all = new LinkedHashMap<String, String>();
        page.hidden().forEach(all::put);
        all.putAll(fields);
        return post(path, all, Map.of("Origin", baseUrl));
    }

    public Page post(String path, Map<String, String> fields, Map<String, String> headers) {
        var body = new StringBuilder();
        fields.forEach((name, value) -> body.append(body.isEmpty() ? "" : "&")
                .append(encoded(name))
                .append('=')
                .append(encoded(value)));
        var all = new LinkedHashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        return send("POST", path, body.toString(), all);
    }

    /// Sends a form with one chosen file, as the page drew it.
    public Page upload(String path, String field, byte[] file) {
        String head = "--edge\r\nContent-Disposition: form-data; name=\"" + field
                + "\"; filename=\"../x.png\"\r\nContent-Type: image/png\r\n\r\n";
        var body = new ByteArrayOutputStream();
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return exchange(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()),
                Map.of("Content-Type", "multipart/form-data; boundary=edge", "Origin", "null"));
    }

    /// Sends a form as the page drew it, with these fields filled in and one chosen file.
    public Page submitFile(Page page, String path, Map<String, String> fields, String field, byte[] file) {
        var all = new LinkedHashMap<String, String>(page.hidden());
        all.putAll(fields);
        var body = new ByteArrayOutputStream();
        all.forEach((name, value) -> body.writeBytes(
                ("--edge\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")
                        .getBytes(StandardCharsets.UTF_8)));
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"" + field
                        + "\"; filename=\"qris.png\"\r\nContent-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return exchange(
                "POST",
                path,
                HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()),
                Map.of("Content-Type", "multipart/form-data; boundary=edge", "Origin", baseUrl));
    }

    public Page send(String method, String path, @Nullable String body, Map<String, String> headers) {
        return exchange(
                method,
                path,
                body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body),
                headers);
    }

    private Page exchange(String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(baseUrl + path))
                .timeout(Duration.ofSeconds(60))
                .header("Accept-Language", language)
                .method(method, body);
        headers.forEach(request::header);
        try {
            return new Page(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The value of a cookie, or null.
    public @Nullable String cookie(String name) {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse(null);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /// What came back.
    public record Page(HttpResponse<String> response) {
        public int status() {
            return response.statusCode();
        }

        public String html() {
            return response.body();
        }

        /// Where a redirect leads, as sent.
        public String location() {
            return response.headers().firstValue("Location").orElse("");
        }

        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }

        public Page expect(int status) {
            assertThat(status()).as("%s %s", response.uri(), html()).isEqualTo(status);
            return this;
        }

        public Map<String, String> hidden() {
            var hidden = new LinkedHashMap<String, String>();
            Matcher field = HIDDEN.matcher(html());
            while (field.find()) {
                hidden.put(field.group(1), field.group(2));
            }
            return hidden;
        }

        public String hidden(String name) {
            return hidden().getOrDefault(name, "");
        }
    }
}

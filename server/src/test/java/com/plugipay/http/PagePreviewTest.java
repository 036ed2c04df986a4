package com.plugipay.http;

import static com.plugipay.http.PagePreviews.page;
import static com.plugipay.http.PagePreviews.pages;
import static com.plugipay.http.PreviewSamples.ASSETS;
import static com.plugipay.http.PreviewSamples.TEXTS;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.checkout.Brand;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/// Renders every page in every state and both languages to `target/preview`, to be looked at, and checks what a machine
/// can see.
class PagePreviewTest {
    private static final int HOSTED_BUDGET = 18_000;

    @Test
    void every_page_renders_in_every_state_and_language() throws IOException {
        Path folder = Files.createDirectories(Path.of("target/preview"));
        Path files = Files.createDirectories(folder.resolve("static"));
        try (var old = Files.newDirectoryStream(folder, "*.html")) {
            for (Path page : old) {
                Files.delete(page);
            }
        }
        for (String name : ASSETS.names()) {
            byte[] bytes = ASSETS.find(name).orElseThrow().bytes();
            Files.write(
                    files.resolve(name),
                    name.endsWith(".css")
                            ? new String(bytes, StandardCharsets.UTF_8)
                                    .replace("\"/static/", "\"")
                                    .getBytes(StandardCharsets.UTF_8)
                            : bytes);
        }
        for (var entry : pages().entrySet()) {
            String html = entry.getValue().html();
            Files.writeString(folder.resolve(entry.getKey() + ".html"), html.replace("\"/static/", "\"static/"));
        }
        assertThat(pages()).hasSizeGreaterThan(60);
    }

    @Test
    void pages_hold_no_script_handler_or_style_of_their_own() {
        pages().forEach((name, page) -> {
            String html = page.html();
            assertThat(html).as(name).doesNotContainPattern("<script(?![^>]* src=)");
            assertThat(html).as(name).doesNotContainPattern("<[^>]*\\son[a-z]+=");
            assertThat(html).as(name).doesNotContainPattern("<[^>]*\\sstyle=");
            assertThat(html).as(name).doesNotContainPattern("<style(?! nonce=\"n0nce\")");
            assertThat(html).as(name).doesNotContainPattern("(?:src|action)=\"(?:https?:)?//");
            assertThat(html)
                    .as(name)
                    .doesNotContain("null")
                    .doesNotContain("{0}")
                    .doesNotContain("{1}");
            assertThat(html).as(name).contains("<h1").contains("name=\"robots\" content=\"noindex\"");
        });
    }

    @Test
    void ids_are_unique_and_labels_find_their_fields() {
        pages().forEach((name, page) -> {
            String html = page.html();
            List<String> ids = all(html, "\\sid=\"([^\"]+)\"");
            assertThat(ids).as(name).doesNotHaveDuplicates();
            assertThat(ids).as(name).containsAll(all(html, "\\sfor=\"([^\"]+)\""));
            for (String described : all(html, "aria-describedby=\"([^\"]+)\"")) {
                assertThat(ids).as(name).contains(described.split(" "));
            }
        });
    }

    @Test
    void a_typed_card_number_can_never_be_sent() {
        String html = page("hosted-open-en").html();
        for (String input : all(html, "(<input id=\"card-[^>]*>)")) {
            assertThat(input).doesNotContain("name=");
        }
    }

    @Test
    void what_people_write_is_encoded() {
        Brand brand = new Brand("<b onclick=\"x()\">&", null, "\"><script>", null);
        String html = new PreviewPage(
                        "checkout/hosted.jte",
                        HostedPreviews.hosted(Language.EN, brand, "Rp 1", List.of(), HostedBodies.open(null, null)))
                .html();
        assertThat(html).doesNotContain("<b onclick").doesNotContain("<script>").contains("&lt;b onclick");
    }

    @Test
    void both_languages_have_the_same_texts_and_use_all_of_their_arguments() {
        assertThat(TEXTS.keys(Language.EN)).isEqualTo(TEXTS.keys(Language.ID));
        for (String key : TEXTS.keys(Language.EN)) {
            assertThat(TEXTS.text(Language.EN, key)).as(key).isNotBlank();
            assertThat(arguments(TEXTS.text(Language.ID, key)))
                    .as(key)
                    .isEqualTo(arguments(TEXTS.text(Language.EN, key)));
        }
    }

    @Test
    void the_hosted_page_stays_small() throws IOException {
        for (Language language : Language.values()) {
            String html = page("hosted-heaviest-" + language.code()).html();
            int size = gzipped(html)
                    + ASSETS.find(nameOf("checkout.js")).orElseThrow().gzipped().length;
            assertThat(size)
                    .as("compressed bytes of the hosted page with all it loads")
                    .isLessThan(HOSTED_BUDGET);
        }
        for (String drawing : all(page("list-empty-en").html(), "(?s)(<svg.*?</svg>)")) {
            assertThat(drawing.length()).isLessThan(2_000);
        }
    }

    @Test
    void assets_are_served_under_the_hash_of_their_content() {
        String url = ASSETS.url("dashboard.css");
        assertThat(url).matches("/static/dashboard-[0-9a-f]{8}\\.css");
        Assets.Asset css = ASSETS.find(url.substring("/static/".length())).orElseThrow();
        assertThat(css.contentType()).isEqualTo("text/css; charset=utf-8");
        assertThat(new String(css.bytes(), StandardCharsets.UTF_8))
                .contains("url(\"" + ASSETS.url("plus-jakarta-sans.woff2") + "\")");
        assertThat(ASSETS.find("dashboard.css")).isEmpty();
        assertThat(ASSETS.find("../application.properties")).isEmpty();
    }

    private static List<String> all(String html, String pattern) {
        return Pattern.compile(pattern)
                .matcher(html)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static Set<String> arguments(String text) {
        return new TreeSet<>(all(text, "(\\{\\d\\})"));
    }

    private static String nameOf(String asset) {
        return ASSETS.url(asset).substring("/static/".length());
    }

    private static int gzipped(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return out.size();
    }
}

package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.checkout.StatusBadge;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// docs/design/components.html: every piece that pages are made of, drawn by the templates and style sheets themselves,
/// light beside dark.
class ComponentsPageTest {
    private static final Path FILE = Path.of("../docs/design/components.html");
    private static final Assets ASSETS = Assets.load();
    private static final Pattern TOKEN = Pattern.compile("--([a-z-]+): ([^;]+);");
    private static final Pattern NAMED = Pattern.compile(" (id|for|aria-describedby)=\"([^\"]+)\"");
    private static final List<String> BRANDS =
            List.of("#B45309", "#FFD600", "#0B3D91", "#E11D48", "#111111", "#FAFAFA");
    private static final String OWN = """
            body{max-width:1180px;margin:0 auto;padding:24px 16px 64px}
            h2.part{margin:40px 0 4px;font-size:20px}h2.part+p{margin-bottom:12px;color:var(--ink-soft);max-width:70ch}
            .both{display:grid;grid-template-columns:repeat(auto-fit,minmax(320px,1fr));gap:16px;align-items:start}
            .both>div{padding:20px;border-radius:12px;border:1px solid var(--line);background:var(--ground);color:var(--ink);display:grid;gap:16px;min-width:0}
            .row{display:flex;flex-wrap:wrap;gap:12px;align-items:center}
            .tokens{display:grid;grid-template-columns:24px 1fr auto;gap:4px 12px;font-size:14px;align-items:center}
            .swatch{width:24px;height:24px;border-radius:6px;border:1px solid var(--line-strong)}
            .bar{height:12px;background:var(--accent);border-radius:3px}.scale{line-height:1.2}
            """;

    @Test
    void the_page_of_components_is_what_the_templates_draw() throws IOException {
        String page = page();
        if (Boolean.getBoolean("plugipay.write")) {
            Files.createDirectories(Objects.requireNonNull(FILE.getParent()));
            Files.writeString(FILE, page);
        }
        assertThat(FILE)
                .as("run this test with -Dplugipay.write=true and look at the difference")
                .hasContent(page);
    }

    @Test
    void every_token_of_the_style_sheet_is_on_it() {
        String page = page();
        assertThat(tokens(block(1)).keySet())
                .hasSizeGreaterThan(20)
                .allSatisfy(name -> assertThat(page).contains("<code>--" + name + "</code>"));
    }

    private static String page() {
        return "<!doctype html>\n<!-- Written by ComponentsPageTest; change the templates and style sheets instead. -->\n"
                + "<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
                + "<title>Plugipay: components</title>\n<style>\n" + css() + accentCss() + OWN
                + "</style></head>\n<body>\n<main>\n<h1>Components</h1>\n"
                + "<p>What customer pages are made of. Each piece is drawn by the product's own templates and style"
                + " sheets, light beside dark; a test keeps this file equal to them.</p>\n"
                + parts()
                + "</main>\n</body></html>\n";
    }

    private static String parts() {
        return part("Type", "System fonts, line height 1.5, numbers tabular. Scale 12, 14, 16, 20, 28, 40.", type())
                + part(
                        "Space",
                        "Multiples of 4; cards have 20, on wide screens 24; touch targets at least 44.",
                        space())
                + part(
                        "Colour",
                        "Tokens in OKLCH, one set for light and one for dark. Text on each of its grounds has at least"
                                + " 4.5:1 (ColoursTest).",
                        colour())
                + part(
                        "A brand's colour",
                        "Buttons keep it, with black or white words. As a line or as text it is darkened or lightened"
                                + " until it can be seen, never refused.",
                        brands())
                + part(
                        "Motion",
                        "120 ms ease-out for a change of state; a turning ring while something is on the way; the drawn"
                                + " tick, once, when money has arrived. Under reduced motion nothing moves.",
                        "<div class=\"row\"><span class=\"spinner\" aria-hidden=\"true\"></span></div>")
                + part("Buttons", "One primary in a view; its label is the act and the amount.", buttons())
                + part(
                        "Fields",
                        "Label above, help below, problem in place of the help and beside the field.",
                        cut("hosted-problem-phone_missing-en", "<div class=\"field field-phone\">.*?</div>")
                                + cut("hosted-open-en", "<div class=\"card-fields.*?(?=<details class=\"cards\">)")
                                        .replace(" scripted", "")
                                + "</div>")
                + part("Badges", "Always a word and a shape, never colour alone.", badges())
                + part(
                        "Notices",
                        "What happened, then what to do.",
                        cut("hosted-problem-card_declined-en", "<div class=\"notice notice-danger.*?</div>")
                                + cut("hosted-held-worst-en", "<div class=\"notice\" role=\"status\">.*?</div>"))
                + part(
                        "Money",
                        "The largest thing on the page; it never wraps, a long one becomes smaller.",
                        cut("hosted-open-en", "<section class=\"card bill\">.*?</section>")
                                + cut("hosted-worst-en", "<section class=\"card bill\">.*?</section>"))
                + part(
                        "The choice of a method",
                        "One box for each choice and each family, labels in one column, a drawing at the end.",
                        "<section class=\"card\">" + cut("hosted-worst-en", "<form class=\"pay\".*?</form>")
                                + "</section>")
                + part(
                        "What a customer holds",
                        "Numbers in groups of four with a button that copies; QR codes black on white in every scheme.",
                        cut("hosted-held-va-en", "<section class=\"card held\">.*?</section>")
                                + cut("hosted-held-push-en", "<section class=\"card held\">.*?</section>"))
                + part(
                        "States",
                        "A drawing under 2 kB, one sentence, one act.",
                        states("paid", "review", "expired", "canceled", "none", "processing"));
    }

    private static String part(String title, String words, String body) {
        return "<h2 class=\"part\">" + title + "</h2>\n<p>" + words
                + "</p>\n<div class=\"both\">\n<div class=\"light\">"
                + named(body, title + "-l") + "</div>\n<div class=\"dark\">" + named(body, title + "-d")
                + "</div>\n</div>\n";
    }

    /// Ids stay unique on a page that shows everything twice.
    private static String named(String html, String suffix) {
        String end = suffix.replaceAll("[^A-Za-z-]", "");
        return NAMED.matcher(html)
                .replaceAll(found -> Matcher.quoteReplacement(" " + found.group(1) + "=\""
                        + Arrays.stream(found.group(2).split(" ", -1))
                                .map(name -> name + "-" + end)
                                .collect(Collectors.joining(" "))
                        + "\""))
                .replaceAll("(href|action)=\"/[^\"]*\"", "$1=\"#\"");
    }

    private static String type() {
        return IntStream.of(12, 14, 16, 20, 28, 40)
                .mapToObj(size -> "<p class=\"scale\" style=\"font-size:" + size + "px\">" + size + " Rp 150.000</p>")
                .collect(Collectors.joining("\n"));
    }

    private static String space() {
        return IntStream.of(4, 8, 12, 16, 20, 24, 32, 40)
                .mapToObj(size -> "<div class=\"row\"><code>" + size + "</code><span class=\"bar\" style=\"width:"
                        + size * 4 + "px\"></span></div>")
                .collect(Collectors.joining("\n"));
    }

    private static String colour() {
        return "<div class=\"tokens\">"
                + tokens(block(1)).keySet().stream()
                        .map(name -> "<span class=\"swatch\" style=\"background:var(--" + name + ")\"></span><code>--"
                                + name + "</code><span class=\"small\"></span>")
                        .collect(Collectors.joining("\n"))
                + "</div>";
    }

    private static String brands() {
        return IntStream.range(0, BRANDS.size())
                .mapToObj(i -> "<div class=\"row brand" + i + "\"><code>" + BRANDS.get(i)
                        + "</code><a class=\"button button-primary\" href=\"#\">Pay Rp 150.000</a><a href=\"#\">A"
                        + " link</a></div>")
                .collect(Collectors.joining("\n"));
    }

    private static String accentCss() {
        var css = new StringBuilder();
        for (int i = 0; i < BRANDS.size(); i++) {
            Accent accent = Objects.requireNonNull(Accent.of(BRANDS.get(i)));
            css.append(accentCss(".brand" + i, accent.light())).append(accentCss(".dark .brand" + i, accent.dark()));
        }
        return css.toString();
    }

    private static String accentCss(String where, Accent.Scheme accent) {
        return "%s{--accent:%s;--on-accent:%s;--accent-line:%s;--accent-text:%s}\n"
                .formatted(where, accent.fill(), accent.onFill(), accent.line(), accent.text());
    }

    private static String buttons() {
        return """
                <button class="button button-primary button-wide" type="button"><span>Pay Rp 150.000</span></button>
                <button class="button button-primary button-wide busy" type="button"><span>Paying…</span></button>
                <div class="row"><button class="button" type="button">Another act</button>
                <button class="button button-danger" type="button">Yes, cancel the payment</button>
                <button class="button" type="button" disabled>Not now</button></div>
                """;
    }

    private static String badges() {
        TemplateEngine engine = TemplateEngine.createPrecompiled(ContentType.Html);
        var frame = new PageFrame(Texts.load(), ASSETS, Language.EN, "n0nce", null);
        var out = new StringOutput();
        for (StatusBadge status : StatusBadge.values()) {
            Map<String, Object> named = Map.of("frame", frame, "status", status);
            engine.render("checkout/badge.jte", named, out);
        }
        return "<div class=\"row\">" + out + "</div>";
    }

    private static String states(String... names) {
        return Arrays.stream(names)
                .map(name -> cut("hosted-" + name + "-en", "<section class=\"card state.*?</section>"))
                .collect(Collectors.joining("\n"));
    }

    private static String cut(String page, String pattern) {
        Matcher found = Pattern.compile("(?s)" + pattern)
                .matcher(PagePreviews.page(page).html());
        assertThat(found.find()).as("%s in %s", pattern, page).isTrue();
        return found.group() + "\n";
    }

    /// The sheets of customer pages; a scheme is a class here, so that both can be seen at once.
    private static String css() {
        String base = ASSETS.style("base.css");
        String badges = ASSETS.style("dashboard.css")
                .lines()
                .filter(line -> line.startsWith(".badge"))
                .collect(Collectors.joining("\n"));
        return ":root,.light{" + block(1) + "color-scheme:light}\n.dark{" + block(2) + "color-scheme:dark}\n"
                + base.substring(base.indexOf("*, ::before")) + ASSETS.style("checkout.css") + badges + "\n";
    }

    /// What stands in the first or the second `:root` of base.css: light, dark.
    private static String block(int which) {
        String base = ASSETS.style("base.css");
        int from = -1;
        for (int i = 0; i < which; i++) {
            from = base.indexOf(":root {", from + 1);
        }
        return base.substring(from + ":root {".length(), base.indexOf('}', from))
                .replace("color-scheme: light dark;", "");
    }

    private static Map<String, String> tokens(String block) {
        return TOKEN.matcher(block)
                .results()
                .filter(token -> token.group(2).startsWith("oklch"))
                .collect(Collectors.toMap(
                        token -> token.group(1), token -> token.group(2), (one, _) -> one, LinkedHashMap::new));
    }
}

package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.ScreenshotType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// Every state of the hosted page on a small phone and a desktop, in both languages, light and dark: one sheet for each
/// state in docs/hosted-page, made anew by `bin/test -Dplugipay.screenshots=true`. `-Dplugipay.sheets=held` makes only
/// those in whose name the pattern is found.
@EnabledIfSystemProperty(named = "plugipay.screenshots", matches = "true")
class ContactSheetsTest {
    private static final Path FOLDER = Path.of("../docs/hosted-page");
    private static final long BUDGET_BYTES = 6_000_000;
    private static final int PHONE = 360;
    private static final int DESKTOP = 1280;
    private static final int SHEET_WIDTH = 1_000;
    private static final int QUALITY = 35;

    /// One device, language and colour scheme.
    private record View(String lang, int width, ColorScheme scheme) {
        Browser.NewContextOptions options() {
            return new Browser.NewContextOptions()
                    .setViewportSize(width, width == PHONE ? 740 : 800)
                    .setIsMobile(width == PHONE)
                    .setHasTouch(width == PHONE)
                    .setColorScheme(scheme)
                    .setReducedMotion(ReducedMotion.REDUCE)
                    .setLocale(lang.equals("id") ? "id-ID" : "en-US")
                    .setTimezoneId("Asia/Jakarta");
        }

        String name() {
            return width + " px, " + lang + ", " + (scheme == ColorScheme.DARK ? "dark" : "light");
        }
    }

    @Test
    void a_sheet_for_each_state() throws IOException {
        Files.createDirectories(FOLDER);
        Pattern wanted = Pattern.compile(System.getProperty("plugipay.sheets", ""));
        List<View> views = new ArrayList<>();
        for (int width : new int[] {PHONE, DESKTOP}) {
            for (String lang : List.of("id", "en")) {
                for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
                    views.add(new View(lang, width, scheme));
                }
            }
        }
        try (Scenes scenes = Scenes.prepare()) {
            for (Scenes.Scene scene : scenes.all()) {
                if (wanted.matcher(scene.name()).find()) {
                    sheet(scene, views);
                }
            }
        }
        try (var files = Files.list(FOLDER)) {
            assertThat(files.mapToLong(file -> file.toFile().length()).sum()).isLessThan(BUDGET_BYTES);
        }
    }

    /// A payment in a browser that runs no script, as a strip of pictures: a card that is declined, then a transfer.
    @Test
    void a_payment_without_scripts_step_by_step() {
        var options = new Browser.NewContextOptions()
                .setViewportSize(PHONE, 1_000)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setJavaScriptEnabled(false)
                .setLocale("id-ID");
        List<String> figures = new ArrayList<>();
        Product product = Product.shared();
        try (Person person = Person.with(product, options)) {
            Page page = person.open(
                    product.newSession("{\"amount\":162500,\"currency\":\"IDR\",\"methods\":[\"card\",\"va_bca\"]}"));
            Payer.select(page, "card");
            figures.add(frame(page, "1. the published test cards are a choice"));
            page.locator("input[value=generic_decline]").check();
            Payer.payButton(page).click();
            figures.add(frame(page, "2. declined, with the reason"));
            Payer.choose(page, "va_bca");
            figures.add(frame(page, "3. another method: a number to transfer to"));
            Payer.finish(page, true);
            figures.add(frame(page, "4. the money has come"));
            page.locator("a[href*='/receipt?']").click();
            figures.add(frame(page, "5. the receipt"));
        }
        hang(product, "without-scripts", "A payment without JavaScript", 5, figures);
    }

    private static String frame(Page page, String words) {
        return figure("", page.screenshot(new Page.ScreenshotOptions().setFullPage(true)), words);
    }

    private static String figure(String kind, byte[] picture, String words) {
        return "<figure class=\"" + kind + "\"><img src=\"data:image/png;base64,"
                + Base64.getEncoder().encodeToString(picture) + "\"><figcaption>" + words + "</figcaption></figure>";
    }

    private static void sheet(Scenes.Scene scene, List<View> views) {
        List<String> figures = new ArrayList<>();
        for (View view : views) {
            byte[] picture;
            try (Person person = Person.with(scene.product(), view.options())) {
                Page page = person.context().newPage();
                scene.play().accept(page, view.lang());
                page.evaluate("document.fonts.ready.then(() => document.activeElement.blur())");
                // What sticks to the lower edge belongs at the end of a picture of the whole page.
                page.setViewportSize(view.width(), (int)
                        page.evaluate("Math.max(innerHeight, document.documentElement.scrollHeight)"));
                picture = page.screenshot(new Page.ScreenshotOptions().setFullPage(true));
                // A page that is about to draw itself anew keeps its browser from closing.
                page.navigate("about:blank");
            }
            figures.add(figure("w" + view.width(), picture, view.name()));
        }
        hang(scene.product(), scene.name(), scene.name(), 4, figures);
    }

    private static void hang(Product product, String file, String title, int columns, List<String> figures) {
        String html = "<!doctype html><style>body{margin:0;padding:16px;background:#8a8a8a;font:13px sans-serif;"
                + "display:grid;grid-template-columns:repeat(" + columns + ",1fr);gap:12px;align-items:start}"
                + "figure{margin:0}.w1280{grid-column:span 2}img{width:100%;display:block}"
                + "figcaption{padding:4px 0;color:#fff}h1{grid-column:1/-1;margin:0;font-size:18px;color:#fff}</style>"
                + "<h1>" + title + "</h1>" + String.join("", figures);
        try (Person easel = Person.with(product, Device.DESKTOP)) {
            Page page = easel.context().newPage();
            page.setViewportSize(SHEET_WIDTH, 800);
            page.setContent(html);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(FOLDER.resolve(file + ".jpg"))
                    .setFullPage(true)
                    .setType(ScreenshotType.JPEG)
                    .setQuality(QUALITY));
            assertThat(page.locator("figure")).hasCount(figures.size());
        }
    }
}

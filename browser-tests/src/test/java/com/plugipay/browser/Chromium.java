package com.plugipay.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The system's own Chromium; nothing is downloaded. One for all test classes.
final class Chromium {
    static final double PATIENCE_MS = 10_000;

    private static final List<String> PLACES = List.of(
            "/usr/bin/chromium",
            "/usr/bin/chromium-browser",
            "/usr/bin/google-chrome",
            "/snap/bin/chromium",
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
            "/Applications/Chromium.app/Contents/MacOS/Chromium");
    private static @Nullable Browser shared;

    private Chromium() {}

    static synchronized Browser shared() {
        Browser browser = shared;
        if (browser == null) {
            Path program = find();
            Playwright playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            // The only pages are our own, so Playwright's default without Chromium's sandbox does, as root and in
            // containers.
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(program)
                            .setArgs(List.of(
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync")));
            PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            shared = browser;
        }
        return browser;
    }

    private static Path find() {
        return PLACES.stream()
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("The browser tests need Chromium and found none at "
                        + String.join(", ", PLACES) + ". bin/setup installs it; bin/test --fast goes without."));
    }
}

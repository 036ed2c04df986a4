package com.plugipay.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;

/// One person at one device: cookies and pages of their own, and nothing goes wrong there unseen.
final class Person implements AutoCloseable {
    private final String origin;
    private final BrowserContext context;
    private final List<String> mishaps = new ArrayList<>();
    private final List<Request> requests = new ArrayList<>();
    private final List<Response> responses = new ArrayList<>();
    private final List<String> shops = new ArrayList<>();
    private boolean waits;

    private Person(Product product, Browser.NewContextOptions options) {
        origin = product.baseUrl();
        context = Chromium.shared().newContext(options);
        context.setDefaultTimeout(Chromium.PATIENCE_MS);
        context.onRequest(this::requested);
        context.onResponse(this::answered);
        context.onConsoleMessage(this::logged);
        context.onWebError(error -> mishaps.add("script error: " + error.error()));
    }

    static Person with(Product product, Device device) {
        return new Person(product, device.options());
    }

    static Person with(Product product, Browser.NewContextOptions options) {
        return new Person(product, options);
    }

    /// Visits a shop's own site too; what its browser says about framing there is no mishap.
    Person visiting(String shop) {
        shops.add(shop);
        return this;
    }

    /// That the page is told to wait is no mishap here.
    Person toldToWait() {
        waits = true;
        return this;
    }

    Page open(String url) {
        Page page = context.newPage();
        page.navigate(url);
        return page;
    }

    BrowserContext context() {
        return context;
    }

    /// Everything this browser has sent so far.
    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<Response> responses() {
        return List.copyOf(responses);
    }

    private void requested(Request request) {
        requests.add(request);
        String url = request.url();
        boolean atShop = shops.stream().anyMatch(shop -> url.startsWith(shop + "/"));
        if (!atShop && !url.startsWith(origin + "/") && !url.matches("(?:data|about):.*")) {
            mishaps.add("request to another origin: " + url);
        }
    }

    /// A page may say no (a decline is a 402); a style, script or question of the page may not fail.
    private void answered(Response response) {
        responses.add(response);
        if (response.status() >= 500
                || (response.status() >= 400
                        && !(waits && response.status() == 429)
                        && !response.request().isNavigationRequest())) {
            mishaps.add(response.status() + " for " + response.url());
        }
    }

    private void logged(ConsoleMessage message) {
        boolean network = message.text().startsWith("Failed to load resource");
        boolean refusedFrame = !shops.isEmpty() && message.text().contains("frame-ancestors");
        if (message.type().equals("error") && !network && !refusedFrame) {
            mishaps.add("console: " + message.text());
        }
    }

    /// Ends the visit; it fails the test when something went wrong that the person may not have seen.
    @Override
    public void close() {
        context.close();
        assertThat(mishaps).as("what went wrong in the browser").isEmpty();
    }
}

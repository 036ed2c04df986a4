package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The checkout in a frame on a shop's own page, on another origin, with our loader.
class ShopFrameTest {
    private static final String COFFEE = "{\"amount\":150000,\"currency\":\"IDR\",\"methods\":[\"card\",\"qris\"]}";

    private final Product product = Product.shared();
    private final HttpServer shop = serve();
    private String script = "";

    @AfterEach
    void stop() {
        shop.stop(0);
    }

    private HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                byte[] body = """
                        <!doctype html><html lang="id"><head><meta charset="utf-8"><title>Toko</title>
                        <meta name="viewport" content="width=device-width"></head>
                        <body><h1>Toko</h1><div id="checkout"></div><p id="said"></p>%s</body></html>""".formatted(script).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String origin() {
        return "http://localhost:" + shop.getAddress().getPort();
    }

    private void register() {
        product.patch("/v1/checkout/settings", "{\"embedOrigins\":[\"" + origin() + "\"]}");
    }

    private static String idOf(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private Page open(Person customer, String session, String more) {
        script = """
                <script src="%s/js/v1/plugipay.js" crossorigin="anonymous"></script>
                <script>
                  const said = document.getElementById("said");
                  window.heard = [];
                  addEventListener("message", (event) => heard.push(event.origin));
                  new Plugipay.PlugipayCheckout({
                    sessionId: "%s",
                    container: "#checkout",
                    onError: ({ code }) => { said.textContent = code; },
                    %s
                  }).mount();
                </script>""".formatted(product.baseUrl(), session, more);
        return customer.open(origin() + "/");
    }

    @Test
    void a_customer_pays_in_the_frame_and_the_shop_hears_of_it() {
        register();
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            Page page = open(
                    customer,
                    idOf(product.newSession(COFFEE)),
                    "onComplete: ({ sessionId }) => { said.textContent = 'paid ' + sessionId; }");
            FrameLocator frame = page.frameLocator("iframe");
            assertThat(frame.locator("h1").first()).isVisible();
            double before = page.locator("iframe").boundingBox().height;
            frame.getByLabel("QRIS").check();
            frame.locator("form.pay button[type=submit]").click();
            assertThat(frame.locator(".qr, svg[role=img]").first()).isVisible();
            assertThat(page.locator("iframe").boundingBox().height).isNotEqualTo(before);
            frame.locator("form[action$='/simulate'] button").first().click();
            assertThat(page.locator("#said")).containsText("paid cs_");
            assertThat(page.url()).isEqualTo(origin() + "/");
            assertThat(page.evaluate("[...new Set(heard)].join()")).isEqualTo(product.baseUrl());
        }
    }

    @Test
    void the_banks_page_opens_in_the_whole_window_and_the_shop_may_keep_it() {
        register();
        try (Person customer = Person.with(product, Device.DESKTOP).visiting(origin())) {
            String session = idOf(product.newSession(COFFEE));
            Page page =
                    open(customer, session, "onBeforeRedirect: ({ url }) => { said.textContent = url; return false; }");
            payWith3ds(page);
            assertThat(page.locator("#said")).containsText("/3ds/");
            assertThat(page.url()).isEqualTo(origin() + "/");

            page = open(customer, session, "");
            page.frameLocator("iframe").locator("a.button-primary").click();
            page.waitForURL(url -> url.contains("/3ds/"));
            page.locator("form button[type=submit]").first().click();
            assertThat(Payer.title(page)).hasText("Payment received");
        }
    }

    private static void payWith3ds(Page page) {
        FrameLocator frame = page.frameLocator("iframe");
        frame.getByLabel("Card", new FrameLocator.GetByLabelOptions().setExact(false))
                .first()
                .check();
        frame.locator("#card-number").fill("4000 0027 6000 3184");
        frame.locator("#card-expiry").fill("12/30");
        frame.locator("#card-cvc").fill("123");
        frame.locator("form.pay button[type=submit]").click();
    }

    @Test
    void a_session_that_is_canceled_meanwhile_is_told_to_the_shop() {
        register();
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            String session = idOf(product.newSession(COFFEE));
            Page page = open(customer, session, "");
            assertThat(page.frameLocator("iframe").locator("form.pay")).isVisible();
            product.post("/v1/checkout-sessions/" + session + "/cancel", "{}");
            assertThat(page.locator("#said")).hasText("canceled");
        }
    }

    @Test
    void a_site_that_is_not_registered_sees_nothing() {
        product.patch("/v1/checkout/settings", "{\"embedOrigins\":[\"https://toko.example\"]}");
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            Page page = open(customer, idOf(product.newSession(COFFEE)), "");
            page.waitForTimeout(2_000);
            assertThat(page.frames()).noneMatch(frame -> frame.content().contains("150.000"));
            assertThat(page.evaluate("heard.length")).isEqualTo(0);
        }
    }

    /// What `@forjio/plugipay-js` asks for, as it asks for it: two calls from the shop's page, without a key.
    @Test
    void the_calls_of_the_published_widget_are_answered_on_another_origin() {
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            String session = idOf(product.newSession(COFFEE));
            Page page = customer.open(origin() + "/");
            Object shown = page.evaluate("""
                    async (url) => {
                      const { session, methods, catalog, branding, activeAdapters } = (await (await fetch(url)).json()).data;
                      return [session.status, session.amount, methods[0], catalog.length, branding.brandName !== undefined,
                        Array.isArray(activeAdapters), session.successUrl.endsWith("/return")].join();
                    }""", product.baseUrl() + "/api/v1/public/checkout/sessions/" + session);
            assertThat(shown).isEqualTo("open,150000,qris,2,true,true,true");
            Object charged =
                    page.evaluate("""
                    async (url) => {
                      const charge = await fetch(url, {
                        method: "POST",
                        headers: { "Content-Type": "application/json" },
                        body: JSON.stringify({ method: "qris" }),
                      });
                      const { kind, instructions } = (await charge.json()).data;
                      const picture = new Image();
                      picture.src = instructions.qrImageUrl;
                      await picture.decode();
                      return [kind, instructions.amount, instructions.currency, picture.naturalWidth > 100].join();
                    }""", product.baseUrl() + "/api/v1/public/checkout/sessions/" + session + "/charge");
            assertThat(charged).isEqualTo("instructions,150000,IDR,true");
        }
    }
}

package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.WaitUntilState;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
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
        return open(product, customer, session, more);
    }

    private Page open(Product server, Person customer, String session, String more) {
        script = loader(server, session, more);
        return customer.open(origin() + "/");
    }

    private static String loader(Product server, String session, String more) {
        return """
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
                </script>""".formatted(server.baseUrl(), session, more);
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

    /// The shop hears that it is paid, and the customer goes on when they have read of the rest.
    @Test
    void a_frame_that_tells_of_money_that_does_not_fit_is_not_left_by_itself() {
        register();
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            String session =
                    idOf(product.newSession(COFFEE.replace("{", "{\"successUrl\":\"https://toko.example/ok\",")));
            Page page = open(customer, session, "");
            FrameLocator frame = page.frameLocator("iframe");
            assertThat(frame.locator("form.pay")).isVisible();
            product.post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"short\"}");
            assertThat(frame.locator("[data-stray]")).isVisible();
            product.post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"succeed\"}");
            assertThat(frame.locator(".paid")).isVisible();
            page.waitForTimeout(1_500);
            assertThat(page.url()).isEqualTo(origin() + "/");
            assertThat(frame.locator("[data-stray]")).isVisible();
            assertThat(frame.locator("a[data-continue=asked]")).hasAttribute("href", "https://toko.example/ok");
            assertThat(frame.locator("a[data-continue=asked]")).hasAttribute("target", "_top");
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

    /// A proxy or a line that fails answers with a page that no shop may frame, and that says nothing.
    @Test
    void a_page_that_is_none_of_ours_is_told_to_the_shop_and_the_checkout_comes_back() {
        register();
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            customer.context()
                    .route(
                            Pattern.compile("/charge$"),
                            route -> route.fulfill(new Route.FulfillOptions()
                                    .setStatus(429)
                                    .setContentType("text/html")
                                    .setBody("<p>Later</p>")));
            Page page = open(customer, idOf(product.newSession(COFFEE)), "");
            FrameLocator frame = page.frameLocator("iframe");
            frame.getByLabel("QRIS").check();
            frame.locator("form.pay button[type=submit]").click();
            assertThat(frame.getByText("Later")).isVisible();
            assertThat(page.locator("#said")).hasText("unavailable");
            assertThat(frame.locator("form.pay")).isVisible();
        }
    }

    @Test
    void a_refusal_of_ours_is_shown_in_the_frame_and_leads_back_to_the_payment() throws InterruptedException {
        try (Product strict = Product.start("0.2");
                Person customer = Person.with(strict, Device.PHONE).visiting(origin())) {
            strict.patch("/v1/checkout/settings", "{\"embedOrigins\":[\"" + origin() + "\"]}");
            String session = idOf(strict.newSession(COFFEE));
            Page page = open(strict, customer, session, "");
            FrameLocator frame = page.frameLocator("iframe");
            assertThat(frame.locator("form.pay")).isVisible();
            var over = new AtomicBoolean();
            Thread crowd = Thread.ofVirtual().start(() -> askUntil(over, strict.baseUrl() + "/embed/" + session));
            page.waitForTimeout(500);
            frame.locator("a.language").click();
            assertThat(frame.locator(".message h1")).hasText("One moment, please");
            over.set(true);
            crowd.join();
            assertThat(page.locator("#said")).hasText("unavailable");
            assertThat(frame.locator(".message a.button-primary")).isVisible();
            assertThat(frame.locator("form.pay")).isVisible();
        }
    }

    private static void askUntil(AtomicBoolean over, String url) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            while (!over.get()) {
                http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_slow_checkout_is_told_to_the_shop_and_may_still_come() {
        register();
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            customer.context().clock().install();
            var slow = new AtomicReference<@Nullable Route>();
            customer.context().route(Pattern.compile("/embed/cs_[0-9A-Z]+$"), slow::set);
            script = loader(product, idOf(product.newSession(COFFEE)), "");
            Page page = customer.context().newPage();
            page.navigate(origin() + "/", new Page.NavigateOptions().setWaitUntil(WaitUntilState.DOMCONTENTLOADED));
            assertThat(page.locator("iframe")).hasCount(1);
            page.clock().fastForward("00:16");
            assertThat(page.locator("#said")).hasText("unavailable");
            assertThat(page.locator("iframe")).hasCount(1);
            Objects.requireNonNull(slow.get()).resume();
            assertThat(page.frameLocator("iframe").locator("form.pay")).isVisible();
        }
    }

    @Test
    void the_loader_takes_no_address_that_is_a_script() {
        try (Person customer = Person.with(product, Device.PHONE).visiting(origin())) {
            register();
            Page page = open(customer, idOf(product.newSession(COFFEE)), "");
            Object made = page.evaluate("""
                    () => {
                      try {
                        new Plugipay.PlugipayCheckout({ sessionId: "x", baseUrl: "javascript:document.title='lost'//" });
                        return "made";
                      } catch (refused) {
                        return refused.name;
                      }
                    }""");
            assertThat(made).isEqualTo("TypeError");
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

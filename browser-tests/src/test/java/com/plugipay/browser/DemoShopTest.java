package com.plugipay.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The shop of docs/demo-shop, as a newcomer opens it beside a server that is not at the usual address.
class DemoShopTest {
    private static final Path FOLDER =
            Path.of("../docs/demo-shop").toAbsolutePath().normalize();
    private static final String COFFEE = "{\"amount\":150000,\"currency\":\"IDR\",\"methods\":[\"card\"]}";

    private final Product product = Product.shared();
    private final HttpServer shop = SimpleFileServer.createFileServer(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), FOLDER, SimpleFileServer.OutputLevel.NONE);

    DemoShopTest() {
        shop.start();
    }

    @AfterEach
    void stop() {
        shop.stop(0);
    }

    @Test
    void the_frame_takes_its_loader_from_the_address_that_is_asked_for() {
        product.patch("/v1/checkout/settings", "{\"embedOrigins\":[\"" + origin() + "\"]}");
        try (Person customer = customer()) {
            Page page = customer.open(url("frame", product.newSession(COFFEE), product.baseUrl()));
            assertThat(page.frameLocator("iframe").locator("form.pay")).isVisible();
            assertThat(page.locator("#said")).hasText("");
            assertThat(page.locator("#elsewhere a")).isHidden();
        }
    }

    @Test
    void a_loader_that_does_not_come_and_an_origin_that_nobody_registered_leave_a_link_and_no_developers_words() {
        String link = product.newSession(COFFEE);
        try (Person customer = customer()) {
            customer.context().route("**/js/v1/plugipay.js", Route::abort);
            Page page = customer.open(url("frame", link, product.baseUrl()));
            assertThat(page.locator("#said")).hasText("Pembayaran belum bisa dimuat dari " + product.baseUrl() + ".");
            assertThat(page.locator("#elsewhere a")).hasAttribute("href", link);
            customer.context().unroute("**/js/v1/plugipay.js");
        }
        product.patch("/v1/checkout/settings", "{\"embedOrigins\":[]}");
        try (Person customer = customer()) {
            Page page = customer.open(url("frame", link, product.baseUrl()));
            assertThat(page.locator("#said")).hasText("Pembayaran belum tampil di sini.");
            page.locator("#elsewhere a").click();
            assertThat(page.locator("form.pay")).isVisible();
        }
    }

    @Test
    void the_widget_page_says_what_is_missing() {
        String link = product.newSession(COFFEE);
        try (Person customer = customer()) {
            customer.context().route("**/node_modules/**", Route::abort);
            Page page = customer.open(url("widget", link, product.baseUrl()));
            assertThat(page.locator("#said"))
                    .containsText(Pattern.compile("Paket @forjio/plugipay-js tidak ada di folder ini"));
            assertThat(page.locator("#elsewhere a")).hasAttribute("href", link);
        }
    }

    @Test
    void a_page_without_a_session_asks_for_one() {
        try (Person customer = customer()) {
            Page page = customer.open(origin() + "/frame.html");
            assertThat(page.locator("#said")).containsText("?session=");
            page.navigate(origin() + "/redirect.html");
            assertThat(page.locator("main")).containsText("?session=");
            assertThat(page.locator("#pay")).hasCount(0);
        }
    }

    private Person customer() {
        return Person.with(product, Device.PHONE).visiting(origin());
    }

    private String origin() {
        return "http://localhost:" + shop.getAddress().getPort();
    }

    private String url(String page, String link, String base) {
        return origin() + "/" + page + ".html?session=" + link.substring(link.lastIndexOf('/') + 1) + "&base=" + base;
    }
}

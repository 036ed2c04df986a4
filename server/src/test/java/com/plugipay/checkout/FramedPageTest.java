package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/// The checkout in a shop's frame: only where the shop says so, and every form stays in it.
class FramedPageTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final Browser customer = new Browser(SERVER.baseUrl());

    private void register(String origins) {
        shop.bearer()
                .send("PATCH", "/v1/checkout/settings", "{\"embedOrigins\":" + origins + "}", Map.of())
                .expect(200);
    }

    private String ancestors(String path) {
        String policy =
                Objects.requireNonNull(shop.anonymous().get(path).expect(200).header("Content-Security-Policy"));
        return policy.substring(policy.indexOf("frame-ancestors"));
    }

    @Test
    void nobody_may_frame_it_until_an_origin_is_registered_and_then_only_that_one() {
        String session = shop.openSession();
        assertThat(ancestors("/embed/" + session)).isEqualTo("frame-ancestors 'none'");
        register("[\"https://toko.example\",\"http://localhost:3000\"]");
        assertThat(ancestors("/embed/" + session))
                .isEqualTo("frame-ancestors https://toko.example http://localhost:3000");
        assertThat(ancestors("/c/" + session)).isEqualTo("frame-ancestors 'none'");
        String stranger = SERVER.newShop().openSession();
        assertThat(ancestors("/embed/" + stranger)).isEqualTo("frame-ancestors 'none'");
    }

    @Test
    void what_could_say_more_in_a_header_is_no_origin() {
        for (String wrong : new String[] {
            "https://a.example; script-src *",
            "https://a.example https://b.example",
            "*",
            "https://*",
            "'self'",
            "https://a.example/",
            "https://a.example\\nX: y",
            "data:",
            "http://a.example"
        }) {
            assertThat(refusedParam(wrong)).as(wrong).isEqualTo("embedOrigins");
        }
    }

    /// Browsers never send these, so that a page that seems to be registered would stay empty.
    @Test
    void what_no_browser_sends_is_no_origin() {
        for (String wrong : new String[] {
            "https://a.example:443",
            "http://localhost:80",
            "http://127.0.0.1:80",
            "http://[::1]:80",
            "https://a.example:0",
            "https://a.example:00080",
            "https://a.example:65536",
            "https://a.example:99999",
            "http://localhost:65536",
            "https://a.example:",
            "https://A.example"
        }) {
            assertThat(refusedParam(wrong)).as(wrong).isEqualTo("embedOrigins");
        }
        register(
                "[\"https://a.example:80\",\"http://localhost:443\",\"https://a.example:65535\",\"https://a.example:1\"]");
    }

    private String refusedParam(String origin) {
        return shop.bearer()
                .send("PATCH", "/v1/checkout/settings", "{\"embedOrigins\":[\"" + origin + "\"]}", Map.of())
                .refused(400, "validation_error")
                .errorParam();
    }

    @Test
    void its_forms_stay_in_the_frame_and_its_links_leave_it() {
        register("[\"https://toko.example\"]");
        String session = shop.bearer()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"successUrl\":\"https://toko.example/ok\"}")
                .expect(201)
                .data("id");
        String page = customer.get("/embed/" + session + "?lang=en").expect(200).html();
        assertThat(page)
                .contains("action=\"/embed/" + session + "/charge\"", "data-framed-by=\"https://toko.example\"")
                .contains("action=\"/embed/" + session + "/cancel\"")
                .doesNotContain("action=\"/c/");
        Browser.Page sent = customer.post(
                        "/embed/" + session + "/charge?lang=en", Map.of("method", "va_bca"), Map.of("Origin", "null"))
                .expect(303);
        assertThat(sent.location()).isEqualTo("/embed/" + session + "?lang=en");
        sent = customer.post(
                        "/embed/" + session + "/simulate?lang=en",
                        Map.of("outcome", "succeed"),
                        Map.of("Origin", "null"))
                .expect(303);
        assertThat(sent.location()).startsWith("/embed/" + session);
        assertThat(customer.get("/embed/" + session + "?lang=en").expect(200).html())
                .contains("target=\"_top\" href=\"https://toko.example/ok\"")
                .contains("href=\"/c/" + session + "/receipt?lang=en\" target=\"_top\"")
                .doesNotContain("http-equiv=\"refresh\"");
    }

    /// A bank's page does not let itself be framed, and a customer should see its address.
    @Test
    void pages_of_banks_and_providers_open_outside_the_frame() {
        register("[\"https://toko.example\"]");
        String session = shop.openSession();
        Browser.Page sent = customer.post(
                        "/embed/" + session + "/charge?lang=en",
                        Map.of("method", "card", "testCard", "three_d_secure"),
                        Map.of("Origin", "null"))
                .expect(303);
        assertThat(sent.location()).isEqualTo("/embed/" + session + "/go?lang=en");
        assertThat(customer.get(sent.location()).expect(200).html())
                .contains("data-forward=\"/c/" + session + "/3ds/")
                .contains("target=\"_top\" href=\"/c/" + session + "/3ds/")
                .doesNotContain("content=\"0; url=");
    }

    /// Or else the browser's own grey page would stand in the shop, without a way back.
    @Test
    void a_refusal_in_a_frame_is_framed_by_the_same_shop_alone_and_leads_back_into_the_frame() {
        TestServer strict = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0.2"));
        try (var running = strict.running()) {
            Shop other = strict.newShop();
            other.bearer()
                    .send("PATCH", "/v1/checkout/settings", "{\"embedOrigins\":[\"https://toko.example\"]}", Map.of())
                    .expect(200);
            String session = other.bearer()
                    .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"locale\":\"id\"}")
                    .expect(201)
                    .data("id");
            String port = running.part(Environment.class).getRequiredProperty("server.port");
            var visitor = new Browser("http://localhost:" + port);
            Browser.Page page = refused(visitor, "/embed/" + session);
            assertThat(ancestors(page)).isEqualTo("frame-ancestors https://toko.example");
            assertThat(page.html())
                    .contains("lang=\"id\"", "Sebentar, ya")
                    .contains("href=\"/embed/" + session + "?lang=id\"", "href=\"/embed/" + session + "?lang=en\"")
                    .contains("data-session=\"" + session + "\"", "data-framed-by=\"https://toko.example\"")
                    .contains("data-trouble=\"unavailable\"");
            assertThat(ancestors(refused(visitor, "/c/" + session))).isEqualTo("frame-ancestors 'none'");
            assertThat(ancestors(refused(visitor, "/embed/cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W")))
                    .as("never shown here")
                    .isEqualTo("frame-ancestors 'none'");
        }
    }

    private static Browser.Page refused(Browser visitor, String path) {
        Browser.Page page = visitor.get(path);
        for (int asked = 0; asked < 50 && page.status() != 429; asked++) {
            page = visitor.get(path);
        }
        return page.expect(429);
    }

    private static String ancestors(Browser.Page page) {
        String policy = page.headers("Content-Security-Policy").getFirst();
        return policy.substring(policy.indexOf("frame-ancestors"));
    }

    @Test
    void the_loader_never_changes_under_its_address_and_the_guide_names_its_hash()
            throws IOException, NoSuchAlgorithmException {
        Api.Reply loader = shop.anonymous().get("/js/v1/plugipay.js").expect(200);
        assertThat(loader.header("Content-Type")).startsWith("text/javascript");
        assertThat(loader.header("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(loader.header("Cache-Control")).isEqualTo("public, max-age=86400");
        String hash = "sha384-"
                + Base64.getEncoder()
                        .encodeToString(MessageDigest.getInstance("SHA-384").digest(loader.bytes()));
        assertThat(Files.readString(Path.of("../docs/guides/embed.md"))).contains("integrity=\"" + hash + "\"");
        assertThat(Files.readString(Path.of("../docs/demo-shop/frame.html"))).contains("integrity = \"" + hash + "\"");
    }
}

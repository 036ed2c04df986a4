package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

/// What the hosted page says of itself to browsers, robots and whoever previews its link.
class HostedHeadersTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final Browser browser = new Browser(SERVER.baseUrl());

    @Test
    void every_page_of_a_customer_is_strict_and_kept_by_nobody() {
        String session = shop.openSession();
        for (String path : List.of("", "/success", "/canceled", "/return", "/receipt", "/go")) {
            strict(browser.get("/c/" + session + path));
        }
        strict(browser.get("/c/nothing"));
        strict(browser.get("/accessibility"));
    }

    private static void strict(Browser.Page page) {
        assertThat(page.headers("Cache-Control")).containsExactly("no-store");
        assertThat(page.headers("Referrer-Policy")).containsExactly("no-referrer");
        assertThat(page.headers("X-Robots-Tag")).containsExactly("noindex");
        assertThat(page.headers("X-Content-Type-Options")).containsExactly("nosniff");
        assertThat(page.headers("Set-Cookie")).isEmpty();
        assertThat(page.headers("Strict-Transport-Security")).as("plain http").isEmpty();
        assertThat(page.headers("Content-Security-Policy"))
                .singleElement()
                .satisfies(policy -> assertThat(policy)
                        .startsWith("default-src 'none'")
                        .contains("frame-ancestors 'none'", "base-uri 'none'")
                        .doesNotContain("unsafe", "http:", "https:", "*"));
    }

    @Test
    void a_preview_of_the_link_tells_brand_and_amount_and_nothing_of_the_customer() {
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"Rina Wulandari\",\"email\":\"rina@example.com\"}")
                .expect(201)
                .data("id");
        String session = shop.hmac()
                .post("/v1/checkout-sessions", """
                        {"amount":150000,"currency":"IDR","customerId":"%s","description":"Meja 4"}""".formatted(customer))
                .expect(201)
                .data("id");
        String html = browser.get("/c/" + session + "?lang=id").expect(200).html();
        assertThat(html)
                .contains("<meta property=\"og:title\" content=\"Bayar Rp 150.000 ke ")
                .contains("<meta name=\"robots\" content=\"noindex\">")
                .contains("<meta property=\"og:locale\" content=\"id_ID\">")
                .doesNotContain("Rina", "rina@", "Meja 4", "og:image");
    }

    @Test
    void a_name_that_turns_the_direction_of_writing_does_not_turn_the_sentences_round_it() {
        shop.hmac()
                .patch(
                        "/v1/checkout/settings",
                        "{\"brandName\":\"Kopi \\u202Eajnes\",\"brandTagline\":\"\\u2067satu\"}")
                .expect(200);
        String session = shop.openSession();
        assertThat(browser.get("/c/" + session + "?lang=en").expect(200).html())
                .contains("Kopi ajnes", ">satu<")
                .doesNotContain("\u202E", "\u2067");
    }

    @Test
    void over_tls_the_browser_is_told_to_stay_and_who_asks_too_often_is_led_back_to_the_payment() {
        TestServer secure = TestServer.start(
                Map.of("PLUGIPAY_PUBLIC_URL", "https://pay.shop.test", "PLUGIPAY_RATE_LIMIT_FACTOR", "0.05"));
        try (var running = secure.running()) {
            String port = running.part(Environment.class).getRequiredProperty("server.port");
            var customer = new Browser("http://localhost:" + port);
            String path = "/c/cs_01K7ZQ8M3T5V9X2B4N6P8R0S1W";
            Browser.Page page = customer.get(path);
            assertThat(page.headers("Strict-Transport-Security")).isNotEmpty();
            for (int asked = 0; asked < 50 && page.status() != 429; asked++) {
                page = customer.get(path);
            }
            assertThat(page.expect(429).headers("Retry-After")).isNotEmpty();
            assertThat(page.html())
                    .contains("One moment, please")
                    .contains("<a class=\"button button-primary\" href=\"" + path + "?lang=en\">")
                    .containsPattern("<meta http-equiv=\"refresh\" content=\"[0-9]+; url=" + path + "[?]lang=en\">");
        }
    }
}

package com.plugipay.testmode;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Quickest;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The test clock in the dashboard and on the customer's page.
class ClockPagesTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final Browser owner = TestPeople.owner(SERVER, shop);
    private final String path = "/dashboard/" + shop.slug() + "/test/clock";

    @Test
    void a_button_moves_the_clock_and_the_band_says_so_on_every_page() {
        String session = shop.openSession();
        Browser.Page page = owner.get(path).expect(200);
        assertThat(page.html()).contains("Nothing, it shows real time").doesNotContain("Test clock: +");
        Browser.Page moved = owner.submit(page, path, Map.of("step", "86400")).expect(303);
        assertThat(owner.get(moved.location()).expect(200).html())
                .contains("The clock has been moved. Sessions that expired: 1.", "Test clock: +1 day<", "+1 day<");
        assertThat(owner.get("/dashboard/" + shop.slug() + "/test/checkout-sessions")
                        .expect(200)
                        .html())
                .contains("Test clock: +1 day<", "href=\"" + path + "\"");
        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo("expired");
    }

    @Test
    void a_time_of_ones_own_moves_it_further_and_in_both_languages() {
        owner.submit(owner.get(path), path, Map.of("step", "604800")).expect(303);
        Browser.Page moved = owner.submit(owner.get(path), path, Map.of("count", "150", "unit", "minutes"))
                .expect(303);
        assertThat(owner.get(moved.location()).html()).contains("Test clock: +7 days 2 hours<");
        assertThat(owner.get(path + "?lang=id").expect(200).html())
                .contains("Jam tes: +7 hari 2 jam<", "Majukan jam", "7 hari");
        assertThat(offset()).isEqualTo(7 * 86_400 + 150 * 60);
    }

    @Test
    void one_opened_form_moves_it_once_and_asks_before_it_moves_again() {
        Browser.Page form = owner.get(path).expect(200);
        owner.submit(form, path, Map.of("step", "3600")).expect(303);
        owner.submit(form, path, Map.of("step", "3600")).expect(303);
        assertThat(offset()).isEqualTo(3_600);
        Browser.Page asked =
                owner.submit(form, path, Map.of("count", "2", "unit", "days")).expect(409);
        assertThat(asked.html()).contains("This form has moved the clock already", "value=\"2\"");
        owner.submit(asked, path, Map.of("count", "2", "unit", "days")).expect(303);
        assertThat(offset()).isEqualTo(3_600 + 2 * 86_400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1.5", "3661", "9999999999", "<b>"})
    void what_is_no_time_is_named_and_moves_nothing(String typed) {
        assertThat(owner.submit(owner.get(path), path, Map.of("count", typed, "unit", "days"))
                        .expect(400)
                        .html())
                .contains("Enter whole numbers, up to 3,660 days.", "id=\"count-error\"")
                .doesNotContain("<b>");
        assertThat(offset()).isZero();
    }

    @Test
    void live_mode_has_nothing_of_it() {
        Browser.Page form = owner.get(path).expect(200);
        owner.submit(form, path, Map.of("step", "86400")).expect(303);
        String live = "/dashboard/" + shop.slug() + "/live";
        owner.get(live + "/clock").expect(404);
        owner.submit(owner.get(path), live + "/clock", Map.of("step", "86400")).expect(404);
        assertThat(owner.get(live + "/checkout-sessions").expect(200).html())
                .doesNotContain("Test clock")
                .doesNotContain("/clock\"");
        assertThat(offset()).isEqualTo(86_400);
    }

    @Test
    void the_customers_page_counts_by_the_clock_and_hears_within_a_second_when_it_is_moved() throws Exception {
        shop.hmac().post("/v1/test/clocks/advance", "{\"days\":3}").expect(200);
        String session = shop.openSession();
        String html = owner.get("/c/" + session).expect(200).html();
        assertThat(Duration.between(instant(html, "data-now"), instant(html, "data-expires")))
                .isBetween(Duration.ofHours(24).minusSeconds(30), Duration.ofHours(24));
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(SERVER.baseUrl() + "/v1/public/checkout/sessions/" + session + "/stream"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient();
                Stream<String> lines =
                        http.send(request, HttpResponse.BodyHandlers.ofLines()).body()) {
            Iterator<String> heard = lines.iterator();
            var told = new AtomicReference<>(nextTime(heard));
            Quickest.isWithin(Duration.ofSeconds(1), () -> {
                Instant before = told.get();
                shop.hmac()
                        .post("/v1/test/clocks/advance", "{\"seconds\":7200}")
                        .expect(200);
                long answered = System.nanoTime();
                Instant after = nextTime(heard);
                while (after.isBefore(before.plus(Duration.ofHours(1)))) {
                    after = nextTime(heard); // the first advance is told again to a page that has just begun to listen
                }
                Duration taken = Quickest.since(answered);
                assertThat(Duration.between(before, after))
                        .isBetween(Duration.ofHours(2), Duration.ofHours(2).plusSeconds(30));
                told.set(after);
                return taken;
            });

            shop.hmac().post("/v1/test/clocks/advance", "{\"days\":1}").expect(200);
            assertThat(List.of(nextData(heard))).allMatch(data -> data.contains("\"status\":\"expired\""));
        }
    }

    /// What the next time event says; other events are passed over.
    private static Instant nextTime(Iterator<String> heard) throws IOException {
        while (heard.hasNext()) {
            if (heard.next().equals("event: time")) {
                return Instant.parse(heard.next().replaceAll(".*\"now\":\"([^\"]+)\".*", "$1"));
            }
        }
        throw new IOException("the stream ended");
    }

    /// The last status that the stream tells: it ends with the session.
    private static String nextData(Iterator<String> heard) {
        String last = "";
        while (heard.hasNext()) {
            String line = heard.next();
            last = line.startsWith("data: {\"status\"") ? line : last;
        }
        return last;
    }

    private static Instant instant(String html, String attribute) {
        return Instant.parse(html.replaceAll("(?s).*" + attribute + "=\"([^\"]+)\".*", "$1"));
    }

    private long offset() {
        return shop.bearer()
                .get("/v1/test/clock")
                .expect(200)
                .data()
                .path("offsetSec")
                .asLong();
    }
}

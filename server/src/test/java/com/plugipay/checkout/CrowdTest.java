package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.id.Ids;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A mobile network, a campus or an office is one address: its customers keep nobody out, and whoever floods from there
/// takes no more than a share.
class CrowdTest {
    private static final TestServer SERVER = server("1");
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Ids GUESSES = new Ids(InstantSource.system());

    @AfterAll
    static void stop() {
        HTTP.shutdownNow();
        SERVER.running().close();
    }

    private static TestServer server(String factor) {
        return TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", factor, "PLUGIPAY_TRUSTED_PROXIES", "127.0.0.1"));
    }

    @Test
    void where_130_pages_are_open_behind_one_address_a_new_customer_still_opens_one() throws Exception {
        String network = "203.0.113.1";
        List<String> sessions = sessions(SERVER, 150);
        List<String> open = sessions.subList(0, 130);
        for (String session : open) {
            while (page(session, network) == 429) {
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
        List<Integer> streams = streams(SERVER, open.stream(), network);
        assertThat(streams).hasSize(130).containsOnly(200);
        // All of them ask as if they had no stream, each every three seconds.
        var asked = new ArrayList<CompletableFuture<HttpResponse<Void>>>();
        var newcomers = new ArrayList<Integer>();
        for (int i = 0; i < 195; i++) {
            asked.add(HTTP.sendAsync(
                    request(SERVER, api(open.get(i % 130)) + "/status", network),
                    HttpResponse.BodyHandlers.discarding()));
            if (i % 10 == 5) {
                newcomers.add(page(sessions.get(130 + i / 10), network));
            }
            TimeUnit.MILLISECONDS.sleep(23);
        }
        assertThat(newcomers).hasSize(19).containsOnly(200);
        assertThat(asked.stream().map(answer -> answer.join().statusCode())).containsOnly(200);
    }

    @Test
    void who_opens_one_link_again_and_again_takes_the_page_from_nobody_at_their_address() throws Exception {
        String network = "203.0.113.2";
        List<String> sessions = sessions(SERVER, 2);
        for (String path : List.of("/c/", "/v1/public/checkout/sessions/")) {
            String end = path.equals("/c/") ? "" : "/status";
            assertThat(many(60, path + sessions.getFirst() + end, network))
                    .startsWith(200)
                    .contains(429)
                    .containsOnly(200, 429);
            assertThat(get(SERVER, path + sessions.getLast() + end, network).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void who_guesses_takes_the_page_from_nobody_at_their_address() throws Exception {
        String network = "203.0.113.3";
        String session = sessions(SERVER, 1).getFirst();
        for (String path : List.of("/c/%s", "/c/%s/go", "/v1/public/checkout/sessions/%s/status")) {
            var answers = new ArrayList<Integer>();
            for (int i = 0; i < 60; i++) {
                answers.add(
                        get(SERVER, path.formatted(GUESSES.next("cs")), network).statusCode());
            }
            assertThat(answers).contains(429).isSubsetOf(404, 429);
        }
        HttpResponse<String> stream = get(SERVER, api(GUESSES.next("cs")) + "/stream", network);
        assertThat(stream.statusCode()).isEqualTo(429);
        assertThat(page(session, network)).isEqualTo(200);
    }

    @Test
    void of_one_link_an_address_has_twenty_streams_and_other_links_have_theirs() throws Exception {
        String network = "203.0.113.4";
        List<String> sessions = sessions(SERVER, 2);
        String flooded = sessions.getFirst();
        assertThat(streams(SERVER, Stream.generate(() -> flooded).limit(20), network))
                .containsOnly(200);
        TimeUnit.MILLISECONDS.sleep(1_100);
        HttpResponse<String> refused = get(SERVER, api(flooded) + "/stream", network);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("30");
        assertThat(streams(SERVER, Stream.of(sessions.getLast()), network)).containsExactly(200);
        assertThat(streams(SERVER, Stream.of(flooded), "203.0.113.5")).containsExactly(200);
    }

    /// A twentieth of everything: 100 streams in all, 15 of an address, 2 of it once fewer than 25 are left.
    @Test
    void a_few_addresses_do_not_take_all_streams() throws Exception {
        TestServer small = server("0.05");
        try {
            List<String> sessions = sessions(small, 17);
            for (int address = 1; address <= 5; address++) {
                assertThat(streams(small, sessions.stream().limit(15), "198.51.100." + address))
                        .containsOnly(200);
            }
            TimeUnit.MILLISECONDS.sleep(1_100);
            HttpResponse<String> refused = get(small, api(sessions.get(16)) + "/stream", "198.51.100.1");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).contains("30");
            assertThat(streams(small, sessions.stream().limit(4), "198.51.100.6"))
                    .containsExactly(200, 200, 429, 429);
            assertThat(streams(small, sessions.stream().limit(1), "198.51.100.7"))
                    .containsExactly(200);
        } finally {
            small.running().close();
        }
    }

    /// The limit of writes is each shop's own.
    private static List<String> sessions(TestServer server, int many) {
        var sessions = new ArrayList<String>();
        while (sessions.size() < many) {
            Shop shop = server.newShop();
            Api.Reply made = create(shop);
            while (made.status() == 201 && sessions.size() < many) {
                sessions.add(made.data("id"));
                made = create(shop);
            }
        }
        return sessions;
    }

    private static Api.Reply create(Shop shop) {
        return shop.bearer().post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}");
    }

    private static String api(String session) {
        return "/v1/public/checkout/sessions/" + session;
    }

    private static int page(String session, String from) throws Exception {
        return get(SERVER, "/c/" + session, from).statusCode();
    }

    private static List<Integer> many(int times, String path, String from) throws Exception {
        var answers = new ArrayList<Integer>();
        for (int i = 0; i < times; i++) {
            answers.add(get(SERVER, path, from).statusCode());
        }
        return answers;
    }

    /// Opens one after the other and leaves them open; answers their status codes.
    private static List<Integer> streams(TestServer server, Stream<String> sessions, String from) throws Exception {
        var answers = new ArrayList<Integer>();
        for (String session : sessions.toList()) {
            HttpResponse<InputStream> stream = HTTP.send(
                    request(server, api(session) + "/stream", from), HttpResponse.BodyHandlers.ofInputStream());
            answers.add(stream.statusCode());
        }
        return answers;
    }

    private static HttpResponse<String> get(TestServer server, String path, String from) throws Exception {
        return HTTP.send(request(server, path, from), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest request(TestServer server, String path, String from) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                .timeout(Duration.ofSeconds(20))
                .header("X-Forwarded-For", from)
                .build();
    }
}

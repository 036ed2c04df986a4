package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.id.Ids;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whoever tries out ids of sessions learns nothing, is stopped by their address, and is in nobody else's way.
class ProbingTest {
    private static final TestServer SERVER =
            TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0.2", "PLUGIPAY_TRUSTED_PROXIES", "127.0.0.1"));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Ids GUESSES = new Ids(InstantSource.system());

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        HTTP.close();
        SERVER.running().close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/c/{id}",
                "/embed/{id}",
                "/c/{id}/receipt",
                "/c/{id}/qr.png",
                "/v1/public/checkout/sessions/{id}",
                "/v1/public/checkout/sessions/{id}/status",
                "/v1/public/checkout/sessions/{id}/qr.svg"
            })
    void an_address_that_guesses_is_stopped_and_another_pays_on(String route) throws Exception {
        String session = shop.openSession();
        String guesser = "203.0.113." + Math.floorMod(route.hashCode(), 200);
        var answers = new ArrayList<Integer>();
        for (int i = 0; i < 40; i++) {
            answers.add(get(route.replace("{id}", GUESSES.next("cs")), guesser).statusCode());
        }
        assertThat(answers).startsWith(404).contains(429).containsOnly(404, 429);
        assertThat(get("/c/" + session, "198.51.100.7").statusCode()).isEqualTo(200);
    }

    @Test
    void what_exists_nowhere_and_what_cannot_be_an_id_are_answered_alike() throws Exception {
        String own = shop.openSession();
        List<String> wrong = List.of(
                GUESSES.next("cs"),
                own.substring(0, own.length() - 1) + (own.endsWith("0") ? "1" : "0"),
                own.toLowerCase(Locale.ROOT),
                "cs_1",
                GUESSES.next("pay"));
        var bodies = new HashSet<String>();
        for (int i = 0; i < wrong.size(); i++) {
            HttpResponse<String> reply = get("/v1/public/checkout/sessions/" + wrong.get(i), "192.0.2." + (10 + i));
            assertThat(reply.statusCode()).isEqualTo(404);
            bodies.add(reply.body().replaceAll("\"meta\":.*", ""));
        }
        assertThat(bodies).hasSize(1);
    }

    @Test
    void neighbours_of_an_id_cannot_be_guessed() {
        // Ids of one millisecond differ by a random step, so that what follows an id one knows is one of 2^64.
        var ids = new Ids(() -> Instant.EPOCH);
        var ends = new HashSet<String>();
        for (int i = 0; i < 1_000; i++) {
            ends.add(ids.next("cs").substring(20));
        }
        assertThat(ends).hasSizeGreaterThan(990);
    }

    private static HttpResponse<String> get(String path, String from) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(SERVER.baseUrl() + path))
                .header("X-Forwarded-For", from)
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }
}

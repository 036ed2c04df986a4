package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Quickest;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What open pages hear of their session.
class SessionStreamTest {
    private static final TestServer SERVER = TestServer.shared();

    private static final String STATUS = "data: {\"status\"";

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

    /// One reader's connection.
    private static final class Ear implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();
        private final Stream<String> lines;
        private final Iterator<String> heard;

        Ear(String session, String lastHeard) throws IOException, InterruptedException {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(SERVER.baseUrl() + "/v1/public/checkout/sessions/" + session + "/stream"))
                    .timeout(Duration.ofSeconds(20));
            if (!lastHeard.isEmpty()) {
                request.header("Last-Event-ID", lastHeard);
            }
            lines = http.send(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .body();
            heard = lines.iterator();
        }

        /// The next line that begins so; everything else but what may not come is passed over.
        String next(String beginning, String never) throws IOException {
            while (heard.hasNext()) {
                String line = heard.next();
                assertThat(never.isEmpty() || !line.startsWith(never)).as(line).isTrue();
                if (line.startsWith(beginning)) {
                    return line.substring(beginning.length()).strip();
                }
            }
            throw new IOException("the stream ended");
        }

        String next(String beginning) throws IOException {
            return next(beginning, "");
        }

        /// What was announced before one began to listen may be told once more.
        void until(String status) throws IOException {
            String told = next(STATUS);
            while (!told.contains("\"" + status + "\"")) {
                assertThat(told).contains("\"open\"");
                told = next(STATUS);
            }
        }

        @Override
        public void close() {
            lines.close();
            http.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"cancel, canceled", "expire, expired"})
    void a_session_that_ends_elsewhere_is_told_within_a_second(String verb, String status) throws Exception {
        Quickest.isWithin(Duration.ofSeconds(1), () -> {
            String open = shop.openSession();
            try (Ear ear = new Ear(open, "")) {
                assertThat(ear.next(STATUS)).contains("open");
                long began = System.nanoTime();
                shop.hmac()
                        .post("/v1/checkout-sessions/" + open + "/" + verb, "{}")
                        .expect(200);
                ear.until(status);
                return Quickest.since(began);
            }
        });
    }

    @Test
    void money_that_does_not_fit_is_told_within_a_second_under_the_mark_that_the_page_carries() throws Exception {
        Quickest.isWithin(Duration.ofSeconds(1), () -> {
            String open = shop.openSession();
            shop.anonymous()
                    .post("/v1/public/checkout/sessions/" + open + "/charge", "{\"method\":\"va_bca\"}")
                    .expect(200);
            var customer = new Browser(SERVER.baseUrl());
            assertThat(customer.get("/c/" + open).html()).contains("data-aside=\"\"");
            try (Ear ear = new Ear(open, "")) {
                assertThat(ear.next(STATUS)).contains("requires_action");
                long began = System.nanoTime();
                shop.hmac()
                        .post("/v1/test/checkout-sessions/" + open + "/simulate", "{\"outcome\":\"short\"}")
                        .expect(200);
                String mark = ear.next(STATUS);
                while (mark.contains("\"aside\":null")) {
                    mark = ear.next(STATUS);
                }
                Duration taken = Quickest.since(began);
                mark = mark.replaceAll(".*\"aside\":\"([0-9a-f]{16})\".*", "$1");
                assertThat(mark).matches("[0-9a-f]{16}");
                assertThat(customer.get("/c/" + open).html()).contains("data-aside=\"" + mark + "\"");
                return taken;
            }
        });
    }

    @Test
    void who_comes_back_hears_only_what_has_changed_since() throws Exception {
        String number;
        try (Ear ear = new Ear(session, "")) {
            number = ear.next("id: ");
            assertThat(number).matches("[0-9a-f]{16}");
        }
        try (Ear again = new Ear(session, number)) {
            assertThat(again.next(":", STATUS)).isEmpty();
            shop.hmac()
                    .post("/v1/checkout-sessions/" + session + "/cancel", "{}")
                    .expect(200);
            again.until("canceled");
        }
        try (Ear late = new Ear(session, number)) {
            assertThat(late.next(STATUS)).contains("canceled");
        }
    }

    @Test
    void a_try_that_came_and_went_meanwhile_is_a_change() throws Exception {
        String number;
        try (Ear ear = new Ear(session, "")) {
            number = ear.next("id: ");
        }
        shop.anonymous()
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"generic_decline\"}")
                .expect(402);
        try (Ear again = new Ear(session, number)) {
            assertThat(again.next("id: ")).isNotEqualTo(number);
        }
    }

    @Test
    void a_number_that_nobody_gave_is_answered_with_all() throws Exception {
        try (Ear ear = new Ear(session, "0123456789abcdef; drop")) {
            assertThat(ear.next(STATUS)).contains("open");
        }
    }
}

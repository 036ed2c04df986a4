package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.TestServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Behind a configured proxy the address it saw counts, whatever the client wrote in front of it.
class ProxiesTest {
    private static final TestServer BEHIND_PROXY =
            TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0.2", "PLUGIPAY_TRUSTED_PROXIES", "127.0.0.1"));

    @AfterAll
    static void stop() {
        BEHIND_PROXY.running().close();
    }

    @Test
    void a_line_of_the_clients_own_does_not_hide_it() throws Exception {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += ask("1.2.3." + i, "8.8.4.4") == 429 ? 1 : 0;
        }

        assertThat(refused).isPositive();
    }

    @Test
    void honest_clients_of_one_proxy_are_counted_apart() throws Exception {
        for (int i = 0; i < 20; i++) {
            assertThat(ask("9.9.9." + i)).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.9:5555", "[2001:db8:1::1]:443", "[2001:db8:2::1]", "2001:db8:3::1", "::ffff:192.0.2.1"
            })
    void an_address_is_understood_with_a_port_and_in_brackets(String hop) throws Exception {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            int status = ask(hop);
            assertThat(status).isIn(200, 429);
            refused += status == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
        assertThat(ask("198.51.100." + Math.floorMod(hop.hashCode(), 250))).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"abc", "999.1.1.1", ":::::", "[", "[]:1", "unknown", "_hidden", "1.2.3.4:x", "%00"})
    void what_is_no_address_is_counted_as_the_proxy(String hop) throws Exception {
        assertThat(ask(hop)).isIn(200, 429);
    }

    @Test
    void addresses_of_one_ipv6_network_are_counted_together() throws Exception {
        int refused = 0;
        for (int i = 0; i < 40; i++) {
            refused += ask("2001:db8:9:9::" + Integer.toHexString(i + 1)) == 429 ? 1 : 0;
        }
        assertThat(refused).isPositive();
        for (int i = 0; i < 20; i++) {
            assertThat(ask("2001:db8:9:" + Integer.toHexString(100 + i) + "::1"))
                    .isEqualTo(200);
        }
    }

    private static int ask(String... forwardedFor) throws Exception {
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(BEHIND_PROXY.baseUrl() + "/v1/config"));
            for (String line : forwardedFor) {
                request.header("X-Forwarded-For", line);
            }
            return client.send(request.build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        }
    }
}

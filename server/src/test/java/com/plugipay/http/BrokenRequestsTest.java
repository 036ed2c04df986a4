package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests no honest client sends: each gets an answer of ours, without a word about what is inside.
class BrokenRequestsTest {
    private final Shop shop = TestServer.shared().newShop();

    @ParameterizedTest
    @ValueSource(strings = {"/v1/checkout-sessions/a;b", "/v1//x", "/v1/payments/../events"})
    void an_address_that_hides_something_is_refused_in_the_envelope(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("\"code\":\"invalid_request\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/x%2f..%2fy", "/c/%00", "/c/\u007f"})
    void an_address_that_reaches_no_application_gets_one_plain_line(String path) throws IOException {
        String answer = raw("GET " + path + " HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 400").doesNotContain("<html", "Tomcat", "org.apache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/inbound%2Dwebhooks/xendit/acc_1",
                "/v1/inbound-webhook%73/xendit/acc_1",
                "/api/v1/inbound%2dwebhooks/xendit/acc_1",
                "/v%31/inbound-webhooks/xendit/acc_1",
                "/api/v%31/inbound-webhooks/xendit/acc_1",
                "/ap%69/v1/inbound-webhooks/xendit/acc_1",
                "/v1/publi%63/checkout/sessions/cs_1/charge",
                "/api/v1/upload%73/image",
            })
    void an_escape_in_what_says_which_limits_hold_is_refused(String path) throws IOException {
        String answer = raw("POST " + path + " HTTP/1.1");

        assertThat(answer).startsWith("HTTP/1.1 400");
    }

    @Test
    void an_escape_in_an_id_is_read() throws IOException {
        assertThat(raw("GET /c/" + shop.openSession().replaceFirst("_", "%5F") + " HTTP/1.1"))
                .startsWith("HTTP/1.1 200");
    }

    @Test
    void a_query_with_broken_escapes_is_a_bad_request() throws IOException {
        assertThat(raw("GET /v1/config?x=%zz HTTP/1.1")).doesNotStartWith("HTTP/1.1 5");
        assertThat(raw("GET /c/" + shop.openSession() + "/return?x=%zz HTTP/1.1"))
                .doesNotStartWith("HTTP/1.1 5");
    }

    @Test
    void a_page_survives_a_broken_language() throws IOException {
        String session = shop.openSession();

        assertThat(raw("GET /c/" + session + "?lang=%zz HTTP/1.1")).startsWith("HTTP/1.1 200");
    }

    @Test
    void the_error_page_itself_is_no_route() {
        Api.Reply reply = shop.anonymous().get("/error").expect(404);

        assertThat(reply.text()).contains("<!doctype html>");
    }

    /// java.net.http would refuse to send these.
    private static String raw(String requestLine) throws IOException {
        URI base = URI.create(TestServer.shared().baseUrl());
        try (var socket = new Socket(base.getHost(), base.getPort())) {
            socket.setSoTimeout(10_000);
            String bearer = "Authorization: Bearer none\r\n";
            socket.getOutputStream()
                    .write((requestLine + "\r\nHost: " + base.getAuthority() + "\r\n" + bearer
                                    + "Connection: close\r\n\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package com.plugipay.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.sun.net.httpserver.HttpServer;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A logo that lies elsewhere is fetched once and kept here.
class FetchPictureTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final AtomicInteger calls = new AtomicInteger();
    private final HttpServer elsewhere = serve();

    @AfterEach
    void stop() {
        elsewhere.stop(0);
    }

    private HttpServer serve() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            answer(server, "/logo.png", 200, png());
            answer(server, "/gone.png", 404, png());
            answer(server, "/page", 200, "<svg onload=alert(1)>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            answer(server, "/large", 200, new byte[5 * 1024 * 1024 + 1]);
            server.createContext("/moved", exchange -> {
                calls.incrementAndGet();
                exchange.getResponseHeaders().set("Location", url("/logo.png"));
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            server.createContext("/endless", exchange -> {
                calls.incrementAndGet();
                exchange.sendResponseHeaders(200, 0);
                byte[] megabyte = new byte[1024 * 1024];
                for (int i = 0; i < 64; i++) {
                    exchange.getResponseBody().write(megabyte);
                }
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(HttpServer server, String path, int status, byte[] body) {
        server.createContext(path, exchange -> {
            calls.incrementAndGet();
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private static byte[] png() throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(40, 20, BufferedImage.TYPE_INT_RGB), "png", bytes);
        return bytes.toByteArray();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + elsewhere.getAddress().getPort() + path;
    }

    private static Api.Reply logo(Api api, String url, Map<String, String> headers) {
        return api.send("PATCH", "/v1/checkout/settings", "{\"brandLogoUrl\":\"" + url + "\"}", headers);
    }

    private Api.Reply logo(String url) {
        return logo(shop.bearer(), url, Map.of());
    }

    @Test
    void a_logo_elsewhere_becomes_one_of_ours() {
        String kept = logo(url("/logo.png")).expect(200).data("brandLogoUrl");
        assertThat(kept).matches(SERVER.baseUrl() + "/api/v1/files/[A-Za-z0-9_-]{32}\\.png");
        assertThat(shop.anonymous()
                        .get(kept.substring(SERVER.baseUrl().length()))
                        .expect(200)
                        .header("Content-Type"))
                .isEqualTo("image/png");
        assertThat(calls).hasValue(1);
        assertThat(logo(kept).expect(200).data("brandLogoUrl"))
                .as("sent again as it was answered")
                .isEqualTo(kept);
        assertThat(calls).hasValue(1);
    }

    @Test
    void the_code_of_a_shop_may_lie_elsewhere_too() {
        String kept = shop.bearer()
                .send("PUT", "/v1/adapters/manual", "{\"staticQrImageUrl\":\"" + url("/logo.png") + "\"}", Map.of())
                .expect(200)
                .data("publicConfig.staticQrImageUrl");
        assertThat(kept).startsWith(SERVER.baseUrl() + "/api/v1/files/");
    }

    @Test
    void the_same_call_again_has_the_same_answer_when_the_picture_is_gone() {
        var key = Map.of("Idempotency-Key", "logo-1");
        String body = logo(shop.bearer(), url("/logo.png"), key).expect(200).text();
        elsewhere.removeContext("/logo.png");
        assertThat(logo(shop.bearer(), url("/logo.png"), key).expect(200).text())
                .isEqualTo(body);
    }

    @Test
    void the_same_call_again_fetches_and_keeps_nothing() {
        var key = Map.of("Idempotency-Key", "logo-2");
        String body = logo(shop.bearer(), url("/logo.png"), key).expect(200).text();
        for (int i = 0; i < 3; i++) {
            assertThat(logo(shop.bearer(), url("/logo.png"), key).expect(200).text())
                    .isEqualTo(body);
        }
        logo(shop.bearer(), url("/moved"), key).refused(409, "idempotency_mismatch");
        String manual = "{\"staticQrImageUrl\":\"" + url("/logo.png") + "\"}";
        for (int i = 0; i < 3; i++) {
            shop.bearer().send("PUT", "/v1/adapters/manual", manual, key).expect(200);
        }
        assertThat(calls).as("one for each of the two").hasValue(2);
        assertThat(Sql.of(SERVER)
                        .number(
                                "select count(*) from file where workspace_id = ?",
                                shop.workspace().text()))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "/gone.png, could not be fetched: answered 404",
        "/page, is not a picture that we can read",
        "/large, is larger than 5 MB",
        "/endless, is larger than 5 MB",
        "/moved, could not be fetched: answered 302"
    })
    void what_is_no_picture_is_refused_and_says_why(String path, String why) {
        Api.Reply refused = logo(url(path)).refused(400, "validation_error");
        assertThat(refused.text()).contains("brandLogoUrl " + why);
        assertThat(calls).hasValue(1);
        assertThat(shop.bearer().get("/v1/checkout/settings").data("brandLogoUrl"))
                .isEmpty();
    }

    @Test
    void nobody_can_make_us_look_into_our_own_network() {
        int port = elsewhere.getAddress().getPort();
        for (String inside : new String[] {
            "https://10.0.0.1/a.png",
            "https://169.254.169.254/latest/meta-data",
            "https://192.168.0.1/a.png",
            "https://[fd00::1]/a.png",
            "https://0.0.0.0/a.png"
        }) {
            logo(inside).refused(400, "validation_error");
        }
        // Live mode has no exception for this machine, by whichever name.
        for (String home : new String[] {"127.0.0.1", "localhost", "[::1]", "2130706433", "0x7f.1", "127.1"}) {
            logo(shop.live(), "https://" + home + ":" + port + "/logo.png", Map.of())
                    .refused(400, "validation_error");
        }
        logo(shop.live(), url("/logo.png"), Map.of()).refused(400, "validation_error");
        assertThat(calls).hasValue(0);
    }
}

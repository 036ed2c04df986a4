package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The command line, the three together, and what they are made of.
class SandboxProvidersTest {
    @Test
    void the_options_reach_the_servers() {
        try (WireServers servers = WireServers.start()) {
            SandboxProviders.prepare(
                    servers,
                    SandboxProviders.options(List.of(
                            "--port",
                            "0",
                            "--knob",
                            "delayMs=7",
                            "--knob",
                            "refunds=PENDING",
                            "--knob",
                            "callbackDrop=true")));

            assertThat(servers.all()).hasSize(3).allSatisfy(server -> {
                assertThat(server.knobs().now().delayMs()).isEqualTo(7);
                assertThat(server.knobs().now().refunds().name()).isEqualTo("PENDING");
                assertThat(server.knobs().now().callbackDrop()).isTrue();
            });
        }
    }

    @Test
    void what_is_printed_is_enough_to_begin() {
        try (WireServers servers = WireServers.start()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SandboxProviders.say(servers, new PrintStream(out, true, StandardCharsets.UTF_8));

            assertThat(out.toString(StandardCharsets.UTF_8))
                    .contains("PLUGIPAY_XENDIT_URL=" + servers.xendit().url())
                    .contains("PLUGIPAY_MIDTRANS_URL=" + servers.midtrans().url())
                    .contains("PLUGIPAY_PAYPAL_URL=" + servers.paypal().url())
                    .contains("\"callbackForge\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--prot 1", "--port", "--port many", "--port 65534", "--knob"})
    void what_makes_no_sense_is_said(String line) {
        assertThatThrownBy(() -> SandboxProviders.options(List.of(line.split(" "))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"delayMs", "dealyMs=3", "delayMs=-1", "refunds=MAYBE"})
    void a_knob_that_is_none_is_said(String knob) {
        try (WireServers servers = WireServers.start()) {
            assertThatThrownBy(
                            () -> SandboxProviders.prepare(servers, SandboxProviders.options(List.of("--knob", knob))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9/callbacks, unreachable",
        "https://shop.example/callbacks, refused",
        "http://127.0.0.1.shop.example/callbacks, refused",
        "http://127.0.0.1@shop.example/callbacks, refused",
        "http://10.0.0.1/callbacks, refused",
        "file:///tmp/callbacks, refused",
    })
    void callbacks_never_leave_this_machine(URI to, String outcome) throws InterruptedException {
        try (WireServers servers = WireServers.start()) {
            servers.midtrans().knobs().turn("callbackRetries", 0);
            servers.midtrans().notificationUrl(to);
            Client.basic(servers.midtrans().url(), MidtransServer.SERVER_KEY, "")
                    .post("/v2/charge", """
                    {"payment_type": "qris", "transaction_details": {"order_id": "away", "gross_amount": 40000}}""");
            servers.midtrans().pay("away");
            servers.midtrans().callbacks().settle(Duration.ofSeconds(10));

            assertThat(servers.midtrans().callbacks().all())
                    .isNotEmpty()
                    .allSatisfy(sent -> assertThat(sent.outcome()).isEqualTo(outcome));
        }
    }

    @Test
    void nothing_of_plugipays_server_is_used() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            assertThat(sources.filter(Files::isRegularFile))
                    .isNotEmpty()
                    .allSatisfy(source -> assertThat(Files.readAllLines(source))
                            .as(source.toString())
                            .hasSizeLessThan(400)
                            .noneMatch(line -> line.startsWith("import com.plugipay")
                                    && !line.startsWith("import com.plugipay.sandboxproviders"))
                            .noneMatch(line -> line.startsWith("import org.springframework")));
        }
    }
}

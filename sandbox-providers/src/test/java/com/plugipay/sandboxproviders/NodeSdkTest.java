package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.WireServer;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The providers' own Node SDKs talk to our servers: they were written by people who never heard of us.
class NodeSdkTest {
    private static final Path SCRIPTS = Path.of("src/test/sdk").toAbsolutePath();

    @TempDir
    Path folder = Path.of("");

    @Test
    void xendit_node_is_at_home() throws Exception {
        try (XenditServer xendit = XenditServer.start(0)) {
            JsonNode said = run("xendit.cjs", xendit, XenditServer.LIVE_KEY, "");

            assertThat(said.at("/created/reference").asString()).isEqualTo("sdk-va");
            assertThat(said.at("/created/amount").asInt()).isEqualTo(25_000);
            assertThat(said.at("/created/number").asString()).matches("13281\\d{10}");
            assertThat(said.at("/sameForTheSameKey").asBoolean()).isTrue();
            assertThat(said.at("/canceled").asString()).isEqualTo("EXPIRED");
            assertThat(said.at("/qr").asString()).startsWith("000201").contains("540525000");
            assertThat(said.at("/page").asString()).startsWith(xendit.url().toString());
            assertThat(said.at("/paid").asString()).isEqualTo("SUCCEEDED");
            assertThat(said.at("/refund").toString())
                    .isEqualTo("{\"amount\":10000,\"request\":true,\"reference\":\"refund-1\"}");
            assertThat(said.at("/tooMuch").asString()).isEqualTo("REFUND_AMOUNT_EXCEEDED");
            assertThat(said.at("/balance").asInt()).isPositive();
            assertThat(said.at("/stranger").asInt()).isEqualTo(401);
        }
    }

    @Test
    void midtrans_client_is_at_home() throws Exception {
        try (MidtransServer midtrans = MidtransServer.start(0)) {
            JsonNode said = run("midtrans.cjs", midtrans, MidtransServer.SERVER_KEY, "api.sandbox.midtrans.com");

            assertThat(said.at("/created/code").asString()).isEqualTo("201");
            assertThat(said.at("/created/amount").asString()).isEqualTo("40000.00");
            assertThat(said.at("/created/number").asString()).matches("\\d{11}");
            assertThat(said.at("/used").asString()).isEqualTo("406");
            assertThat(said.at("/canceled").asString()).isEqualTo("cancel");
            assertThat(said.at("/pending").asString()).isEqualTo("pending");
            assertThat(said.at("/half").asString()).isEqualTo("partial_refund");
            assertThat(said.at("/rest").asString()).isEqualTo("refund");
            assertThat(said.at("/old").asString()).isEqualTo("expire");
            assertThat(said.at("/page").asString()).startsWith(midtrans.url() + "/snap/v3/redirection/");
            assertThat(said.at("/told/order").asString()).isEqualTo("sdk-qr");
            assertThat(said.at("/told/signature").asString()).matches("[0-9a-f]{128}");
            assertThat(said.at("/verified").toString())
                    .isEqualTo("{\"order\":\"sdk-qr\",\"status\":\"refund\",\"refunds\":2}");
            assertThat(said.at("/missing").asString()).isEqualTo("404");
            assertThat(said.at("/stranger").asInt()).isEqualTo(401);
        }
    }

    @Test
    void paypal_server_sdk_is_at_home() throws Exception {
        try (PayPalServer paypal = PayPalServer.start(0)) {
            JsonNode said = run("paypal.cjs", paypal, PayPalServer.SECRET, "api-m.sandbox.paypal.com");

            assertThat(said.at("/created/status").asString()).isEqualTo("PAYER_ACTION_REQUIRED");
            assertThat(said.at("/created/amount").asString()).isEqualTo("40.00");
            assertThat(said.at("/created/page").asString()).startsWith(paypal.url() + "/checkoutnow?token=");
            assertThat(said.at("/sameForTheSameKey").asBoolean()).isTrue();
            assertThat(said.at("/early").asString()).isEqualTo("ORDER_NOT_APPROVED");
            assertThat(said.at("/approved").asString()).isEqualTo("APPROVED");
            assertThat(said.at("/captured").asString()).isEqualTo("COMPLETED");
            assertThat(said.at("/capture").toString())
                    .isEqualTo("{\"status\":\"COMPLETED\",\"amount\":\"40.00\",\"custom\":\"sdk-1\"}");
            assertThat(said.at("/refund").toString())
                    .isEqualTo("{\"status\":\"COMPLETED\",\"amount\":\"15.00\",\"custom\":\"refund-1\"}");
            assertThat(said.at("/tooMuch").asString()).isEqualTo("REFUND_AMOUNT_EXCEEDED");
            assertThat(said.at("/stranger").asString()).contains("401");
        }
    }

    /// Runs one script and returns the JSON on its last line. Where an SDK's host is fixed, that host leads here.
    private JsonNode run(String script, WireServer server, String key, String host)
            throws IOException, InterruptedException {
        assertThat(SCRIPTS.resolve("node_modules"))
                .as("the SDKs are installed by bin/setup")
                .isDirectory();
        Map<String, URI> hosts = new LinkedHashMap<>();
        hosts.put(host.isEmpty() ? "nobody.example" : host, server.url());
        hosts.put(host.replaceFirst("^api\\.", "app."), server.url());
        hosts.remove("");
        try (Detour detour = new Detour(hosts)) {
            Path said = folder.resolve("said");
            ProcessBuilder node = new ProcessBuilder("node", script)
                    .directory(SCRIPTS.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile());
            node.environment()
                    .putAll(Map.of(
                            "WIRE_URL",
                            server.url().toString(),
                            "WIRE_KEY",
                            key,
                            "WIRE_PROXY",
                            "http://127.0.0.1:" + detour.port(),
                            "NODE_EXTRA_CA_CERTS",
                            detour.pem(folder).toString()));
            Process running = node.start();
            assertThat(running.waitFor(60, TimeUnit.SECONDS))
                    .as("%s ends", script)
                    .isTrue();
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(running.exitValue()).as("%s says %s", script, text).isZero();
            return Client.JSON.readTree(text.strip().lines().reduce("", (first, last) -> last));
        }
    }
}

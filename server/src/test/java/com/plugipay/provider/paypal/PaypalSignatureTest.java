package com.plugipay.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Callbacks;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Which messages are PayPal's, tried with ones that a server like PayPal's signed.
class PaypalSignatureTest {
    private static final PayPalServer SERVER = PayPalServer.start(0);
    private static final PaypalProvider PAYPAL = PaypalTestbed.provider(SERVER);
    private static final Connection CONNECTION = connected();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void behave() {
        SERVER.knobs().reset();
    }

    private static Connection connected() {
        Connection without = PaypalTestbed.connection(PayPalServer.SECRET, null);
        var accepted = (CredentialCheck.Accepted)
                PAYPAL.check(without, "https://pay.example.com/v1/inbound-webhooks/paypal/acc_1");
        return PaypalTestbed.connection(PayPalServer.SECRET, accepted.learned().get("webhookId"));
    }

    /// What PayPal tells of a payment, with our name of it.
    private record Told(String key, List<Callback> messages) {}

    private static Told told() {
        SERVER.knobs().turn("callbackDrop", true);
        int before = SERVER.callbacks().all().size();
        ChargeRequest request = PaypalTestbed.request(1_000);
        var needed = (Outcome.ActionNeeded) PAYPAL.charge(CONNECTION, request);
        SERVER.pay(request.key());
        PAYPAL.collect(CONNECTION, PaypalTestbed.named(request, needed.reference()));
        List<Callback> messages = SERVER.callbacks().all().stream()
                .skip(before)
                .map(Callbacks.Sent::callback)
                .map(sent -> new Callback(sent.headers(), sent.body(), Instant.now()))
                .toList();
        assertThat(messages).hasSize(2);
        return new Told(request.key(), messages);
    }

    @Test
    void true_messages_are_believed_and_the_certificate_is_fetched_once() {
        Told first = told();
        Told second = told();
        for (Told told : List.of(first, second)) {
            for (Callback message : told.messages()) {
                assertThat(PAYPAL.verify(CONNECTION, message))
                        .isInstanceOfSatisfying(CallbackCheck.Verified.class, verified -> {
                            assertThat(verified.key()).isEqualTo(told.key());
                            assertThat(verified.dedupeKey()).startsWith("WH-");
                            assertThat(verified).isEqualTo(PAYPAL.verify(CONNECTION, message));
                        });
            }
        }
        assertThat(SERVER.journal().entries().stream()
                        .filter(entry -> entry.path().startsWith("/v1/notifications/certs/")))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"id\":\"R-1\",\"custom_id\":\"rfd_1\"}', rfd_1",
        "'{\"id\":\"R-1\",\"invoice_id\":\"rfd_1\"}', rfd_1",
        "'{\"id\":\"R-1\",\"custom_id\":\"rfd_1\",\"invoice_id\":\"another\"}', rfd_1",
        "'{\"id\":\"O-1\",\"purchase_units\":[{\"custom_id\":\"att_1\"}]}', att_1",
        "'{\"id\":\"O-1\",\"purchase_units\":[{\"invoice_id\":\"att_1\"}]}', att_1",
        "'{\"id\":\"O-1\"}', ",
    })
    void our_name_is_the_custom_id_or_without_one_the_invoice_id(String resource, @Nullable String key) {
        SERVER.knobs().turn("callbackDrop", true);
        SERVER.tell("PAYMENT.CAPTURE.REFUNDED", "refund", (ObjectNode)
                JsonMapper.shared().readTree(resource));
        var sent = SERVER.callbacks().all().getLast().callback();
        assertThat(PAYPAL.verify(CONNECTION, new Callback(sent.headers(), sent.body(), Instant.now())))
                .isInstanceOfSatisfying(
                        CallbackCheck.Verified.class,
                        verified -> assertThat(verified.key()).isEqualTo(key));
    }

    @Test
    void a_message_is_believed_for_five_minutes() {
        Callback message = told().messages().getLast();
        assertThat(at(message, Duration.ofMinutes(4))).isInstanceOf(CallbackCheck.Verified.class);
        assertThat(at(message, Duration.ofMinutes(-4))).isInstanceOf(CallbackCheck.Verified.class);
        assertThat(at(message, Duration.ofMinutes(6))).isInstanceOf(CallbackCheck.Refused.class);
        assertThat(at(message, Duration.ofMinutes(-6))).isInstanceOf(CallbackCheck.Refused.class);
    }

    private static CallbackCheck at(Callback message, Duration later) {
        return PAYPAL.verify(
                CONNECTION,
                new Callback(
                        message.headers(), message.body(), message.receivedAt().plus(later)));
    }

    @Test
    void another_signer_another_webhook_and_no_webhook_are_refused() {
        Callback message = told().messages().getLast();
        assertThat(PAYPAL.verify(PaypalTestbed.connection(PayPalServer.SECRET, "WH-OTHER"), message))
                .isInstanceOf(CallbackCheck.Refused.class);
        assertThat(PAYPAL.verify(PaypalTestbed.connection(PayPalServer.SECRET, null), message))
                .isInstanceOf(CallbackCheck.Refused.class);
        SERVER.knobs().turn("callbackForge", true);
        Callback forged = told().messages().getLast();
        assertThat(PAYPAL.verify(CONNECTION, forged)).isInstanceOf(CallbackCheck.Refused.class);
        // The authorities that this machine knows do not include the sandbox's.
        PaypalProvider strict =
                PaypalTestbed.provider(SERVER.url(), InstantSource.system(), PaypalCertificates.known());
        assertThat(strict.verify(CONNECTION, message)).isInstanceOf(CallbackCheck.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.paypal.com/v1/notifications/certs/CERT-1",
                "https://paypal.com/v1/notifications/certs/CERT-1",
                "https://evilpaypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com.evil.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com@evil.com/v1/notifications/certs/CERT-1",
                "https://evil.com/v1/notifications/certs/api.paypal.com",
                "https://evil.com/v1/notifications/certs/CERT-1#.paypal.com",
                "https://evil.com/v1/notifications/certs/CERT-1?.paypal.com",
                "https://evil.com\\\\.paypal.com/v1/notifications/certs/CERT-1",
                "https://api.paypal.com:8443/v1/notifications/certs/CERT-1",
                "https://API.PAYPAL.COM.evil.com/v1/notifications/certs/CERT-1",
                "https://.paypal.com/v1/notifications/certs/CERT-1",
                "file:///etc/ssl/certs/ca.pem",
                "ftp://api.paypal.com/v1/notifications/certs/CERT-1",
                "//api.paypal.com/v1/notifications/certs/CERT-1",
                "",
            })
    void a_certificate_is_fetched_from_paypal_only(String address) {
        assertThat(thatMayNotFetch().key(address, Instant.now())).isNull();
    }

    @Test
    void paypals_own_address_is_where_it_would_be_fetched() {
        assertThatThrownBy(() -> thatMayNotFetch()
                        .key(
                                "https://api.paypal.com/v1/notifications/certs/CERT-360caa42-fca2a594-1d93a270",
                                Instant.now()))
                .isInstanceOf(IllegalStateException.class);
    }

    /// Any call ends in an exception.
    private static PaypalCertificates thatMayNotFetch() {
        return new PaypalCertificates(
                new ProviderHttp(ProviderHttp.Limits.USUAL, () -> true), null, PaypalTestbed.authority(SERVER));
    }

    @Test
    void ten_thousand_altered_messages_and_none_is_believed() {
        Callback message = told().messages().getLast();
        assertThat(PAYPAL.verify(CONNECTION, message)).isInstanceOf(CallbackCheck.Verified.class);
        var random = new Random(4);
        for (int i = 0; i < 10_000; i++) {
            assertThat(PAYPAL.verify(CONNECTION, altered(message, random))).isInstanceOf(CallbackCheck.Refused.class);
        }
    }

    private static Callback altered(Callback message, Random random) {
        var headers = new HashMap<>(message.headers());
        byte[] body = message.body().clone();
        switch (random.nextInt(5)) {
            case 0 -> body[random.nextInt(body.length)] ^= (byte) (1 << random.nextInt(8));
            case 1 -> headers.merge("paypal-transmission-id", Integer.toString(random.nextInt(10)), String::concat);
            case 2 ->
                headers.computeIfPresent(
                        "paypal-transmission-time",
                        (_, time) -> Instant.parse(time)
                                .plus(1 + random.nextInt(60), ChronoUnit.SECONDS)
                                .toString());
            case 3 ->
                headers.computeIfPresent("paypal-transmission-sig", (_, signature) -> {
                    byte[] bytes = Base64.getDecoder().decode(signature);
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                    return Base64.getEncoder().encodeToString(bytes);
                });
            default -> {
                List<String> signed = List.of(
                        "paypal-transmission-id",
                        "paypal-transmission-time",
                        "paypal-transmission-sig",
                        "paypal-auth-algo",
                        "paypal-cert-url");
                headers.remove(signed.get(random.nextInt(signed.size())));
            }
        }
        return new Callback(Map.copyOf(headers), body, message.receivedAt());
    }
}

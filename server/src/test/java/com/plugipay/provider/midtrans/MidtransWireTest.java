package com.plugipay.provider.midtrans;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.Canned;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Golden;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages and money on the wire to and from Midtrans.
class MidtransWireTest {
    private static final Instant NOW = Instant.parse("2026-11-26T03:00:00Z");
    private static final String SERVER_KEY = "Mid-server-golden";

    static List<Golden> messages() {
        return Golden.of("midtrans");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_message_is_as_its_page_shows_it(Golden golden) {
        assertThat(URI.create(golden.page()).getHost()).isEqualTo("docs.midtrans.com");
        assertThat(golden.read()).isAfterOrEqualTo("2026-11-26");
        try (Canned canned = new Canned()) {
            canned.answer(golden.call(), golden.status(), golden.answer().toString());
            var midtrans = new MidtransProvider(
                    new MidtransClient(MidtransTestbed.HTTP, canned.url()), InstantSource.fixed(NOW));
            String[] what = golden.name().split(" ", 2);
            Object outcome = switch (what[0]) {
                case "charge" -> midtrans.charge(connection(), request(what[1]));
                case "status" -> midtrans.query(connection(), request(what[1].split(" ", 2)[0]));
                case "refund" -> midtrans.refund(connection(), refund());
                case "refunds" -> midtrans.queryRefund(connection(), refund());
                case "check" -> midtrans.check(connection(), "");
                default -> throw new IllegalArgumentException(golden.name());
            };
            assertThat(outcome.toString()).isEqualTo(golden.outcome());
            Canned.Asked asked = canned.asked().getFirst();
            assertThat(asked.call()).isEqualTo(golden.call());
            assertThat(asked.headers()).containsEntry("Authorization", "Basic TWlkLXNlcnZlci1nb2xkZW46");
            if (golden.sent() != null) {
                assertThat(Golden.JSON.readTree(asked.body())).isEqualTo(golden.sent());
            } else {
                assertThat(asked.body()).isEmpty();
            }
        }
    }

    private static ChargeRequest request(String method) {
        return new ChargeRequest(
                "att_golden",
                null,
                Mode.LIVE,
                method,
                new Money(24_145, Currency.IDR),
                "/c/x/action",
                null,
                NOW.plusSeconds(3600),
                MidtransTestbed.OCCASION);
    }

    private static RefundRequest refund() {
        return new RefundRequest(
                "rfd_golden",
                null,
                Mode.LIVE,
                "qris",
                "57d5293c-e65f-4a29-95e4-5959c3fa335b",
                new Money(15_000, Currency.IDR));
    }

    private static Connection connection() {
        return new Connection("midtrans", Mode.LIVE, Map.of("merchantId", "M004123"), Map.of("serverKey", SERVER_KEY));
    }

    @Test
    void any_amount_goes_there_and_comes_back() {
        var random = new Random(20_261_126);
        for (int i = 0; i < 20_000; i++) {
            long rupiah = 1 + (random.nextLong() >>> 1) % Money.MAX_MINOR;
            var money = new Money(rupiah, Currency.IDR);
            assertThat(MidtransAmount.told(MidtransAmount.sent(money) + ".00", "IDR"))
                    .isEqualTo(money);
        }
        assertThat(MidtransAmount.told(Money.MAX_MINOR + ".00", "IDR"))
                .isEqualTo(new Money(Money.MAX_MINOR, Currency.IDR));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "24145.01, IDR",
                "24145.5, IDR",
                "24145.0, IDR",
                "24145, IDR",
                "24145.000, IDR",
                "-24145.00, IDR",
                "+24145.00, IDR",
                "24.145.00, IDR",
                "24145.00, USD",
                "24145.00, null",
                "null, IDR",
                "'', IDR",
                "1e3, IDR",
                "1000000000000.00, IDR",
                "' 1.00', IDR",
                "٢٤.00, IDR",
            })
    void no_other_amount_is_money(String amount, String currency) {
        assertThat(MidtransAmount.told(amount, currency)).isNull();
    }

    @Test
    void a_true_notification_is_believed_and_says_what_to_ask_about() {
        String key = MidtransServer.SERVER_KEY;
        try (MidtransServer server = MidtransServer.start(0)) {
            server.notificationUrl(URI.create("http://127.0.0.1:9/hook"));
            server.knobs().turn("callbackDrop", true);
            var midtrans = MidtransTestbed.provider(server.url());
            ChargeRequest request = MidtransTestbed.request("qris", 24_145);
            midtrans.charge(MidtransTestbed.connection(key), request);
            server.pay(request.key());
            var all = server.callbacks().all();
            assertThat(all).hasSize(2);
            for (var sent : all) {
                Callback told = told(sent.callback().body());
                assertThat(midtrans.verify(MidtransTestbed.connection(key), told))
                        .isInstanceOfSatisfying(CallbackCheck.Verified.class, verified -> {
                            assertThat(verified.key()).isEqualTo(request.key());
                            assertThat(verified).isEqualTo(midtrans.verify(MidtransTestbed.connection(key), told));
                        });
                assertThat(midtrans.verify(MidtransTestbed.connection("another-key"), told))
                        .isInstanceOf(CallbackCheck.Refused.class);
            }
            server.knobs().turn("callbackForge", true);
            ChargeRequest forged = MidtransTestbed.request("qris", 24_145);
            midtrans.charge(MidtransTestbed.connection(key), forged);
            assertThat(midtrans.verify(
                            MidtransTestbed.connection(key),
                            told(server.callbacks().all().getLast().callback().body())))
                    .isInstanceOf(CallbackCheck.Refused.class);
        }
    }

    @Test
    void ten_thousand_altered_notifications_and_none_is_believed() {
        var random = new Random(4);
        String[] signed = {"att_01", "200", "24145.00"};
        for (int i = 0; i < 10_000; i++) {
            String signature = MidtransSignature.of(signed[0], signed[1], signed[2], SERVER_KEY);
            String[] altered = signed.clone();
            int which = random.nextInt(4);
            if (which < 3) {
                altered[which] = flipped(random, altered[which]);
            } else {
                signature = flipped(random, signature);
            }
            String body = """
                    {"order_id": "%s", "status_code": "%s", "gross_amount": "%s", "signature_key": "%s",
                     "transaction_status": "settlement"}""".formatted(altered[0], altered[1], altered[2], signature);
            assertThat(MidtransSignature.check(SERVER_KEY, told(body.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(CallbackCheck.Refused.class);
        }
        for (String body : List.of("", "[]", "null", "{}", "{\"order_id\": 1", "\"x\"")) {
            assertThat(MidtransSignature.check(SERVER_KEY, told(body.getBytes(StandardCharsets.UTF_8))))
                    .isInstanceOf(CallbackCheck.Refused.class);
        }
    }

    /// One character becomes another that needs no escape in JSON.
    private static String flipped(Random random, String text) {
        int at = random.nextInt(text.length());
        char other = (char) ('0' + (text.charAt(at) - '0' + 1 + random.nextInt(8)) % 10);
        char changed = other == text.charAt(at) ? 'x' : other;
        return text.substring(0, at) + changed + text.substring(at + 1);
    }

    private static Callback told(byte[] body) {
        return new Callback(Map.of(), body, Instant.now());
    }
}

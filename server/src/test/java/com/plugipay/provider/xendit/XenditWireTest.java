package com.plugipay.provider.xendit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Callback;
import com.plugipay.provider.CallbackCheck;
import com.plugipay.provider.Canned;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Golden;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ProviderHttp;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What goes over the wire to Xendit and comes back, message by message, with the public page of each.
class XenditWireTest {
    private static final ProviderHttp HTTP = new ProviderHttp(ProviderHttp.Limits.USUAL, () -> false);
    private static final String KEY = "xnd_production_golden";
    private static final String TOKEN = "golden-callback-token";
    private static final Instant UNTIL = Instant.parse("2030-01-01T01:00:00Z");

    static List<Golden> messages() {
        return Golden.of("xendit");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_message_is_as_its_page_shows_it(Golden golden) {
        assertThat(URI.create(golden.page()).getHost()).isEqualTo("docs.xendit.co");
        assertThat(golden.read()).isAfterOrEqualTo("2026-11-26");
        if (golden.name().startsWith("callback")) {
            assertThat(verify(golden.answer().toString().getBytes(StandardCharsets.UTF_8), TOKEN))
                    .isInstanceOfSatisfying(
                            CallbackCheck.Verified.class,
                            verified -> assertThat(verified.key() + " " + verified.reference())
                                    .isEqualTo(golden.outcome()));
            return;
        }
        try (Canned canned = new Canned()) {
            canned.answer(golden.call(), golden.status(), golden.answer().toString());
            var client = new XenditClient(HTTP, canned.url());
            var xendit = new XenditProvider("xendit", client, false);
            String[] what = golden.name().split(" ", -1);
            Object outcome = switch (what[0]) {
                case "charge" -> xendit.charge(connection(), request(what[1], null));
                case "query" -> xendit.query(connection(), request("qris", what[1]));
                case "cancel" ->
                    xendit.cancel(connection(), request(what[1].startsWith("ps-") ? "card" : "qris", what[1]));
                case "refund" -> xendit.refund(connection(), refund(null));
                case "refunds" -> xendit.queryRefund(connection(), refund(what[1]));
                case "check" -> xendit.check(connection(), "");
                case "account" ->
                    new XenditAccounts(client, KEY)
                            .open("opn_golden", ManagedAccounts.Kind.OPERATED, "toko@example.com", "Toko Ibu Sari");
                default -> throw new IllegalArgumentException(golden.name());
            };
            assertThat(outcome.toString()).isEqualTo(golden.outcome());
            Canned.Asked asked = canned.asked().getFirst();
            assertThat(asked.call()).isEqualTo(golden.call());
            assertThat(asked.headers())
                    .containsEntry("Authorization", "Basic eG5kX3Byb2R1Y3Rpb25fZ29sZGVuOg==")
                    .containsEntry("Api-version", "2024-11-11")
                    .doesNotContainKey("For-user-id");
            if (what[0].equals("charge") || what[0].equals("refund")) {
                assertThat(asked.headers().get("Idempotency-key")).isIn("att_golden", "rfd_golden");
            }
            if (golden.sent() != null) {
                assertThat(Golden.JSON.readTree(asked.body())).isEqualTo(golden.sent());
            } else if (golden.call().startsWith("GET")) {
                assertThat(asked.body()).isEmpty();
            }
        }
    }

    private static ChargeRequest request(String method, @Nullable String reference) {
        return new ChargeRequest(
                "att_golden",
                reference,
                Mode.LIVE,
                method,
                new Money(24_145, Currency.IDR),
                "/c/x/action",
                null,
                UNTIL,
                new ChargeRequest.Occasion(
                        "Toko Ibu Sari!", "https://pay.example.com/c/x/return", "Budi", null, "0812-3456-7890"));
    }

    private static RefundRequest refund(@Nullable String reference) {
        return new RefundRequest(
                "rfd_golden",
                reference,
                Mode.LIVE,
                "qris",
                "py-1fdaf346-dd2e-4b6c-b938-124c7167a822",
                new Money(15_000, Currency.IDR));
    }

    private static Connection connection() {
        return new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", KEY, "callbackToken", TOKEN));
    }

    @Test
    void the_operators_calls_say_for_whom_they_are() {
        try (Canned canned = new Canned()) {
            var managed = new XenditProvider("xenplatform", new XenditClient(HTTP, canned.url()), false);
            managed.charge(
                    new Connection(
                            "xenplatform", Mode.LIVE, Map.of("subAccountId", "5cafeb17"), Map.of("secretKey", KEY)),
                    request("qris", null));
            assertThat(canned.asked().getFirst().headers()).containsEntry("For-user-id", "5cafeb17");
        }
    }

    @Test
    void any_amount_goes_there_and_comes_back() {
        var random = new Random(20_261_126);
        for (int i = 0; i < 20_000; i++) {
            long minor = 1 + (random.nextLong() >>> 1) % Money.MAX_MINOR;
            for (Currency currency : Currency.values()) {
                var money = new Money(minor, currency);
                BigDecimal wire = XenditAmount.toWire(money);
                assertThat(XenditAmount.fromWire(new BigDecimal(wire.toPlainString()), currency.name()))
                        .contains(money);
                assertThat(wire.toPlainString()).doesNotContain("E");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "24145.01, IDR",
                "24145.5, IDR",
                "-24145, IDR",
                "0, IDR",
                "24145, idr",
                "24145, SGD",
                "24145, null",
                "null, IDR",
                "1000000000000, IDR",
                "10.005, USD",
                "1e400, IDR",
                "1e-400, IDR",
            })
    void no_other_amount_is_money(@Nullable BigDecimal amount, @Nullable String currency) {
        assertThat(XenditAmount.fromWire(amount, currency)).isEmpty();
    }

    @Test
    void a_number_may_be_written_in_any_way() {
        assertThat(XenditAmount.fromWire(new BigDecimal("24145.00"), "IDR")).contains(new Money(24_145, Currency.IDR));
        assertThat(XenditAmount.fromWire(new BigDecimal("2.4145e4"), "IDR")).contains(new Money(24_145, Currency.IDR));
    }

    /// Ten thousand in the long lane.
    @Test
    void no_callback_with_another_token_is_believed() {
        var random = new Random(4);
        byte[] body = "{\"event\":\"payment.capture\",\"data\":{\"reference_id\":\"att_golden\"}}"
                .getBytes(StandardCharsets.UTF_8);
        assertThat(verify(body, TOKEN)).isInstanceOf(CallbackCheck.Verified.class);
        for (int i = 0; i < (Boolean.getBoolean("plugipay.long") ? 10_000 : 500); i++) {
            var token = new StringBuilder(TOKEN);
            switch (random.nextInt(4)) {
                case 0 -> token.setCharAt(random.nextInt(token.length()), (char) ('!' + random.nextInt(10)));
                case 1 -> token.deleteCharAt(random.nextInt(token.length()));
                case 2 -> token.insert(random.nextInt(token.length()), (char) ('A' + random.nextInt(26)));
                default -> token.reverse();
            }
            assertThat(verify(body, token.toString())).isInstanceOf(CallbackCheck.Refused.class);
        }
        assertThat(verify(body, null)).isInstanceOf(CallbackCheck.Refused.class);
        assertThat(verify(body, "")).isInstanceOf(CallbackCheck.Refused.class);
        for (String other : List.of("", "[]", "null", "\"x\"", "{\"event\":", "\u0000", "{\"event\":1,\"event\":2}")) {
            assertThat(verify(other.getBytes(StandardCharsets.UTF_8), TOKEN))
                    .as(other)
                    .isInstanceOf(CallbackCheck.Refused.class);
        }
        var tokenless = new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", KEY));
        assertThat(XenditCallbacks.verify(tokenless, callback(body, TOKEN))).isInstanceOf(CallbackCheck.Refused.class);
        assertThat(XenditCallbacks.verify(tokenless, callback(body, ""))).isInstanceOf(CallbackCheck.Refused.class);
        var managed = new Connection(
                "xenplatform",
                Mode.LIVE,
                Map.of("subAccountId", "ours"),
                Map.of("secretKey", KEY, "callbackToken", TOKEN));
        assertThat(XenditCallbacks.verify(managed, callback(body, TOKEN)))
                .as("of another account of the platform")
                .isInstanceOf(CallbackCheck.Refused.class);
    }

    private static CallbackCheck verify(byte[] body, @Nullable String token) {
        return XenditCallbacks.verify(connection(), callback(body, token));
    }

    private static Callback callback(byte[] body, @Nullable String token) {
        var headers = new HashMap<String, String>();
        if (token != null) {
            headers.put("X-CALLBACK-TOKEN", token);
        }
        return new Callback(headers, body, UNTIL);
    }
}

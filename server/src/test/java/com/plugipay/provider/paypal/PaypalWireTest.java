package com.plugipay.provider.paypal;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Canned;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Golden;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Messages and money on the wire to and from PayPal.
class PaypalWireTest {
    private static final String ORDER = "5O190127TN364715T";
    private static final String CAPTURE = "3C679366HH908993F";
    private static final String TOKEN = """
            {"scope": "x", "access_token": "A21AAGolden", "token_type": "Bearer", "app_id": "APP-80W284485P519543T",
             "expires_in": 31668, "nonce": "2020-04-03T15:35:36Z"}""";
    private static final String APPROVED = """
            {"id": "5O190127TN364715T", "status": "APPROVED", "purchase_units": [{"custom_id": "att_golden"}]}""";

    static List<Golden> messages() {
        return Golden.of("paypal");
    }

    @ParameterizedTest
    @MethodSource("messages")
    void each_message_is_as_its_page_shows_it(Golden golden) {
        assertThat(URI.create(golden.page()).getHost()).isEqualTo("developer.paypal.com");
        assertThat(golden.read()).isAfterOrEqualTo("2026-11-26");
        try (Canned canned = new Canned()) {
            canned.answer("POST /v1/oauth2/token", 200, TOKEN);
            canned.answer("GET /v2/checkout/orders/" + ORDER, 200, APPROVED);
            canned.answer(golden.call(), golden.status(), golden.answer().toString());
            PaypalProvider paypal = PaypalTestbed.provider(canned.url(), InstantSource.system(), Set.of());
            Object outcome = switch (golden.name().split(" ", 2)[0]) {
                case "charge" -> paypal.charge(connection(), request(null));
                case "status" -> paypal.query(connection(), request(ORDER));
                case "capture" -> paypal.collect(connection(), request(ORDER));
                case "refund" -> paypal.refund(connection(), refund(null));
                case "refunded" -> paypal.queryRefund(connection(), refund("1JU08902781691411"));
                case "check" -> paypal.check(connection(), "https://pay.example.com/v1/inbound-webhooks/paypal/acc_1");
                default -> throw new IllegalArgumentException(golden.name());
            };
            assertThat(outcome.toString()).isEqualTo(golden.outcome());
            Canned.Asked token = canned.asked().getFirst();
            assertThat(token.call()).isEqualTo("POST /v1/oauth2/token");
            assertThat(token.body()).isEqualTo("grant_type=client_credentials");
            Canned.Asked asked = canned.asked().stream()
                    .filter(one -> one.call().equals(golden.call()))
                    .findFirst()
                    .orElseThrow();
            assertThat(asked.headers()).containsEntry("Authorization", "Bearer A21AAGolden");
            if (golden.sent() != null) {
                assertThat(Golden.JSON.readTree(asked.body())).isEqualTo(golden.sent());
            } else {
                assertThat(asked.body()).isEmpty();
            }
        }
    }

    private static Connection connection() {
        return PaypalTestbed.connection("golden-secret", null);
    }

    private static ChargeRequest request(@Nullable String reference) {
        return PaypalTestbed.request("att_golden", reference, 1_000);
    }

    private static RefundRequest refund(@Nullable String reference) {
        return new RefundRequest("rfd_golden", reference, Mode.LIVE, "paypal", CAPTURE, new Money(400, Currency.USD));
    }

    @Test
    void any_amount_goes_there_and_comes_back() {
        var random = new Random(20_261_126);
        for (int i = 0; i < 20_000; i++) {
            var money = new Money(1 + (random.nextLong() >>> 1) % Money.MAX_MINOR, Currency.USD);
            assertThat(PaypalAmount.told(PaypalAmount.sent(money))).isEqualTo(money);
        }
        for (long minor : new long[] {1, 9, 10, 99, 100, 101, Money.MAX_MINOR}) {
            var money = new Money(minor, Currency.USD);
            assertThat(PaypalAmount.told(PaypalAmount.sent(money))).isEqualTo(money);
        }
        assertThat(PaypalAmount.sent(new Money(5, Currency.USD)).value()).isEqualTo("0.05");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            value = {
                "10.001, USD",
                "10.0, USD",
                "10, USD",
                "10.00, EUR",
                "10.00, null",
                "null, USD",
                "'', USD",
                "-10.00, USD",
                "'1,000.00', USD",
                "1e3, USD",
                "10000000000.00, USD",
                "' 1.00', USD",
                "10.00, usd",
            })
    void no_other_amount_is_money(String value, String currency) {
        assertThat(PaypalAmount.told(new PaypalJson.Amount(currency, value))).isNull();
    }
}

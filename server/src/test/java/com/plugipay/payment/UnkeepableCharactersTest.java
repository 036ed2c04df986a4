package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.wire.WireServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What real providers tell in characters that no table takes: what happened is written down all the same, and money
/// never under another name.
class UnkeepableCharactersTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final TestServer SERVER = LiveShop.serverWith(PROVIDERS);
    private static final Sql SQL = Sql.of(SERVER);

    private final LiveShop live = new LiveShop(SERVER, PROVIDERS, SQL, SERVER.newShop());

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        live.check();
    }

    /// Nothing that a provider writes keeps what happened from being written down: in the end the money is here.
    @ParameterizedTest
    @CsvSource({
        "xendit, va_bri, value",
        "xendit, va_bri, display_name",
        "xendit, alfamart, value",
        "xendit, qris, value",
        "xendit, dana, value",
        "xendit, dana, payment_request_id",
        "xendit, qris, latest_payment_id",
        "xendit, qris, payment_id",
        "xendit, qris, reference_id",
        "xendit, qris, status",
        "xendit, va_bri, product_id",
        "midtrans, va_bri, va_number",
        "midtrans, va_mandiri, bill_key",
        "midtrans, alfamart, payment_code",
        "midtrans, qris, qr_string",
        "midtrans, shopeepay, url",
        "midtrans, qris, transaction_id",
        "midtrans, qris, status_message",
        "midtrans, qris, order_id",
        "paypal, paypal, id",
        "paypal, paypal, href",
        "paypal, paypal, custom_id",
        "paypal, paypal, status"
    })
    void a_character_that_no_table_takes_loses_no_money(String adapter, String method, String field) {
        live.connect(adapter);
        WireServer server = live.wire(adapter);
        String session = live.session(
                adapter.equals("paypal")
                        ? "{\"amount\":1000,\"currency\":\"USD\"}"
                        : "{\"amount\":150000,\"currency\":\"IDR\"}");
        server.knobs().turn("garble", field);
        assertThat(live.charge(session, method).status()).as("the charge").isIn(200, 402, 502);
        assertThat(live.attempt(session, "version > 1 or state <> 'created'"))
                .as("what came of it is written down")
                .isNotNull();
        server.knobs().reset();
        String attempt = held(session, method);
        server.till().pay(attempt, null, false);
        server.knobs().turn("garble", field);
        live.comesBack(session);
        server.knobs().reset();
        for (int looks = 0; looks < 4 && !live.status(session).equals("completed"); looks++) {
            live.comesBack(session);
            live.passes(Duration.ofMinutes(25));
        }
        assertThat(live.status(session)).isEqualTo("completed");
        assertThat(live.money("payment")).hasSize(1);
        assertThat(live.reasons()).isEmpty();
    }

    /// Written down without a character, it would be the name of other money: the same money under its own name would
    /// come to the books a second time.
    @ParameterizedTest
    @CsvSource({"xendit, qris, payment_id|latest_payment_id", "midtrans, shopeepay, transaction_id"})
    void money_is_never_written_down_under_another_name(String adapter, String method, String field) {
        live.connect(adapter);
        WireServer server = live.wire(adapter);
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, method).expect(200).data("attemptId");
        server.till().pay(attempt, null, false);
        server.knobs().turn("garble", field);
        live.comesBack(session);
        assertThat(live.moneyOfAll()).as("under a name that cannot be kept").isEmpty();
        server.knobs().reset();
        for (int looks = 0; looks < 4 && !live.status(session).equals("completed"); looks++) {
            live.comesBack(session);
            live.passes(Duration.ofMinutes(25));
        }
        assertThat(live.status(session)).isEqualTo("completed");
        assertThat(live.moneyOfAll()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "xendit, dana, message",
        "xendit, dana, error_code",
        "midtrans, shopeepay, status_message",
        "paypal, paypal, message|description|issue|name"
    })
    void a_refusal_in_such_characters_is_a_refusal(String adapter, String method, String field) {
        live.connect(adapter);
        WireServer server = live.wire(adapter);
        String session = live.session(
                adapter.equals("paypal")
                        ? "{\"amount\":1000,\"currency\":\"USD\"}"
                        : "{\"amount\":150000,\"currency\":\"IDR\"}");
        server.knobs().turn("inactive", ".*");
        server.knobs().turn("garble", field);
        assertThat(live.charge(session, method).status()).isIn(200, 402, 502);
        String attempt = live.attempt(session, "version > 1 or state <> 'created'");
        assertThat(attempt).as("what came of it is written down").isNotNull();
    }

    @ParameterizedTest
    @CsvSource({"xendit, dana, failure_code", "midtrans, shopeepay, status_message"})
    void a_decline_in_such_characters_is_a_decline(String adapter, String method, String field) {
        live.connect(adapter);
        WireServer server = live.wire(adapter);
        String session = live.session("{\"amount\":150000,\"currency\":\"IDR\"}");
        String attempt = live.charge(session, method).expect(200).data("attemptId");
        server.till().decline(attempt);
        server.knobs().turn("garble", field);
        live.comesBack(session);
        assertThat(live.attempt(session, "state = 'failed'")).isEqualTo(attempt);
        assertThat(SQL.texts("select failure_message from payment_attempt where id = ?", attempt)
                        .getFirst())
                .matches("[ -~]{1,500}");
    }

    /// What the customer holds, after looking at what was in doubt. Of an order that nobody was told of, PayPal takes
    /// no money: then they choose once more.
    private String held(String session, String method) {
        String held = "state = 'requires_action'";
        for (int looks = 0; looks < 3 && live.attempt(session, held) == null; looks++) {
            live.look();
        }
        String attempt = live.attempt(session, held);
        return attempt == null ? live.charge(session, method).expect(200).data("attemptId") : attempt;
    }
}

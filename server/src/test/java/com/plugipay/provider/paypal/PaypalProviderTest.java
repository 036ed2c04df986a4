package com.plugipay.provider.paypal;

import static com.plugipay.provider.paypal.PaypalTestbed.approved;
import static com.plugipay.provider.paypal.PaypalTestbed.named;
import static com.plugipay.provider.paypal.PaypalTestbed.paid;
import static com.plugipay.provider.paypal.PaypalTestbed.waiting;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.CredentialCheck.Problem;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The adapter against a server that speaks like PayPal.
class PaypalProviderTest implements PaymentProviderContract {
    private static final PayPalServer SERVER = PayPalServer.start(0);
    private static final String ORDERS = "/v2/checkout/orders";

    private final PaypalProvider paypal = PaypalTestbed.provider(SERVER);
    private final Map<String, String> references = new HashMap<>();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void behave() {
        SERVER.knobs().reset();
    }

    @Override
    public PaymentProvider provider() {
        return paypal;
    }

    @Override
    public Mode mode() {
        return Mode.LIVE;
    }

    @Override
    public Connection connection() {
        return PaypalTestbed.connection(PayPalServer.SECRET, null);
    }

    @Override
    public String method() {
        return "paypal";
    }

    @Override
    public Money money(long minor) {
        return new Money(minor, Currency.USD);
    }

    @Override
    public String thatSucceeds() {
        return "pays";
    }

    @Override
    public String thatIsDeclined() {
        return "is_declined";
    }

    @Override
    public String thatNeedsAnAction() {
        return "waits";
    }

    @Override
    public Outcome charged(ChargeRequest request) {
        String what = String.valueOf(request.testCard());
        SERVER.knobs().turn("decline", what.equals("is_declined"));
        Outcome told = paypal.charge(connection(), request);
        if (told instanceof Outcome.ActionNeeded needed) {
            references.put(request.key(), needed.reference());
        }
        if (!what.equals("waits")) {
            once(() -> SERVER.pay(request.key()));
            told = paypal.collect(connection(), known(request));
        }
        SERVER.knobs().turn("decline", false);
        return told;
    }

    @Override
    public ChargeRequest acted(ChargeRequest request, ActionResult result) {
        charged(request);
        if (result == ActionResult.PASSED) {
            SERVER.pay(request.key());
        }
        return known(request);
    }

    @Override
    public ChargeRequest known(ChargeRequest request) {
        return named(request, references.get(request.key()));
    }

    @Override
    public String refundable() {
        return paid(SERVER, paypal, 150_000).reference();
    }

    /// A second time it has been done already.
    private static void once(Runnable act) {
        try {
            act.run();
        } catch (Till.Impossible done) {
            assertThat(done).hasMessageContaining(" is ");
        }
    }

    private static long captures(ChargeRequest request) {
        return SERVER.journal().count("POST", ORDERS + "/" + request.reference() + "/capture");
    }

    @Test
    void what_was_approved_is_taken_by_collecting_and_by_nothing_else() {
        ChargeRequest request = approved(SERVER, paypal, 1_000);
        assertThat(paypal.query(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.cancel(connection(), request))
                .as("a capture may be on its way: it is looked at until it is gone")
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(captures(request)).isZero();
        assertThat(paypal.collect(connection(), request)).isInstanceOfSatisfying(Outcome.Captured.class, captured -> {
            assertThat(captured.amount()).isEqualTo(request.amount());
            assertThat(captured.fee()).isEqualTo(new Money(74, Currency.USD));
        });
        assertThat(paypal.collect(connection(), request)).isInstanceOf(Outcome.Captured.class);
        assertThat(captures(request)).isEqualTo(1);
    }

    @Test
    void who_comes_back_without_having_agreed_is_not_charged() {
        ChargeRequest request = approved(SERVER, paypal, 1_000);
        assertThat(paypal.resume(connection(), request, ActionResult.FAILED)).isInstanceOf(Outcome.Declined.class);
        assertThat(captures(request)).isZero();
    }

    @Test
    void each_of_our_calls_has_its_own_name() {
        ChargeRequest request = approved(SERVER, paypal, 1_000);
        paypal.collect(connection(), request);
        assertThat(SERVER.journal().entries().stream()
                        .filter(entry -> entry.headers()
                                .getOrDefault("paypal-request-id", "")
                                .startsWith(request.key()))
                        .map(entry -> entry.headers().get("paypal-request-id")))
                .containsExactly(request.key(), request.key() + "-capture");
    }

    @Test
    void money_under_review_waits_and_then_is_told() {
        SERVER.knobs().turn("review", true);
        ChargeRequest good = approved(SERVER, paypal, 1_000);
        ChargeRequest bad = approved(SERVER, paypal, 1_000);
        for (ChargeRequest one : new ChargeRequest[] {good, bad}) {
            assertThat(paypal.collect(connection(), one)).isInstanceOf(Outcome.Unknown.class);
            assertThat(paypal.query(connection(), one)).isInstanceOf(Outcome.Unknown.class);
            assertThat(paypal.cancel(connection(), one)).isInstanceOf(Outcome.Unknown.class);
        }
        SERVER.pay(good.key());
        SERVER.till().decline(bad.key());
        assertThat(paypal.query(connection(), good)).isInstanceOf(Outcome.Captured.class);
        assertThat(paypal.query(connection(), bad)).isInstanceOf(Outcome.Declined.class);
    }

    @Test
    void an_answer_to_a_capture_that_is_lost_is_found() {
        ChargeRequest request = approved(SERVER, paypal, 1_000);
        SERVER.knobs().turn("on", "POST .*/capture");
        SERVER.knobs().turn("close", "AFTER");
        assertThat(paypal.collect(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(paypal.query(connection(), request)).isInstanceOf(Outcome.Captured.class);
        assertThat(paypal.cancel(connection(), request)).isInstanceOf(Outcome.Captured.class);
        assertThat(captures(request)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"fail, BEFORE", "fail, AFTER", "close, BEFORE", "close, AFTER"})
    void no_clear_answer_is_never_a_no(String fault, String when) {
        SERVER.knobs().turn("on", "POST " + ORDERS + "$");
        SERVER.knobs().turn(fault, when);
        ChargeRequest request = PaypalTestbed.request(1_000);
        assertThat(paypal.charge(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(paypal.query(connection(), request))
                .as("nobody was sent to an order that we never heard of")
                .isInstanceOf(Outcome.NotMade.class);
        assertThat(paypal.charge(connection(), request)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(SERVER.till()
                        .book()
                        .path("orders")
                        .valueStream()
                        .filter(order -> order.at("/purchase_units/0/custom_id")
                                .asString()
                                .equals(request.key())))
                .hasSize(1);
        ChargeRequest other = waiting(paypal, 1_000);
        SERVER.knobs().turn(fault, when);
        assertThat(paypal.query(connection(), other)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.cancel(connection(), other)).isInstanceOf(Outcome.Unknown.class);
        assertThat(paypal.collect(connection(), other)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_refusal_made_nothing() {
        SERVER.knobs().turn("inactive", "paypal");
        assertNotMade(PaypalTestbed.request(1_000), "payee_account_restricted");
        SERVER.knobs().reset();
        assertThat(paypal.charge(PaypalTestbed.connection("wrong-secret", null), PaypalTestbed.request(1_000)))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class, not -> assertThat(not.code()).isEqualTo("invalid_client"));
        ChargeRequest rupiah = PaypalTestbed.request(1_000);
        assertNotMade(
                new ChargeRequest(
                        rupiah.key(),
                        null,
                        Mode.LIVE,
                        "paypal",
                        new Money(24_145, Currency.IDR),
                        "",
                        null,
                        rupiah.expiresAt(),
                        rupiah.occasion()),
                "currency_not_supported");
        SERVER.knobs().turn("on", "/v1/oauth2/token");
        SERVER.knobs().turn("close", "AFTER");
        var fresh = PaypalTestbed.provider(SERVER);
        assertThat(fresh.charge(connection(), PaypalTestbed.request(1_000)))
                .as("without a token no order was asked for")
                .isInstanceOf(Outcome.NotMade.class);
    }

    private void assertNotMade(ChargeRequest request, String code) {
        assertThat(paypal.charge(connection(), request))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class, not -> assertThat(not.code()).isEqualTo(code));
    }

    @Test
    void a_token_is_used_until_it_ends_and_renewed_once() {
        try (PayPalServer server = PayPalServer.start(0)) {
            PaypalProvider own = PaypalTestbed.provider(server);
            for (int i = 0; i < 3; i++) {
                assertThat(own.charge(connection(), PaypalTestbed.request(1_000)))
                        .isInstanceOf(Outcome.ActionNeeded.class);
            }
            assertThat(server.journal().count("POST", "/v1/oauth2/token")).isEqualTo(1);
            server.revokeTokens();
            assertThat(own.charge(connection(), PaypalTestbed.request(1_000))).isInstanceOf(Outcome.ActionNeeded.class);
            assertThat(server.journal().count("POST", "/v1/oauth2/token")).isEqualTo(2);

            InstantSource later = InstantSource.offset(InstantSource.system(), Duration.ofHours(9));
            var tokens = new PaypalTokens();
            tokens.keep("one", "token", Duration.ofHours(9), later.instant().minus(Duration.ofHours(9)));
            assertThat(tokens.find("one", later.instant())).isNull();
            assertThat(tokens.find("one", later.instant().minus(Duration.ofMinutes(2))))
                    .isEqualTo("token");
            assertThat(tokens.find("two", later.instant())).isNull();
        }
    }

    @Test
    void an_order_that_paypal_forgot_is_not_there() {
        try (PayPalServer server = PayPalServer.start(0)) {
            PaypalProvider own = PaypalTestbed.provider(server);
            ChargeRequest request = PaypalTestbed.request(1_000);
            var needed = (Outcome.ActionNeeded) own.charge(connection(), request);
            server.clock().advance(Duration.ofHours(4));
            ChargeRequest known = named(request, needed.reference());
            assertThat(own.query(connection(), known)).isInstanceOf(Outcome.NotMade.class);
            assertThat(own.collect(connection(), known)).isInstanceOf(Outcome.NotMade.class);
        }
    }

    @Test
    void money_is_believed_as_it_is_told_or_not_at_all() {
        ChargeRequest request = approved(SERVER, paypal, 1_000);
        SERVER.knobs().turn("amountDelta", -1);
        assertThat(paypal.collect(connection(), request))
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(new Money(900, Currency.USD)));
        SERVER.knobs().reset();
        SERVER.knobs().turn("currency", "EUR");
        assertThat(paypal.query(connection(), request)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        ChargeRequest other = PaypalTestbed.request(1_000);
        assertThat(paypal.query(connection(), named(other, request.reference())))
                .as("an order under another name of ours")
                .isInstanceOf(Outcome.Unknown.class);
        ChargeRequest agreed = approved(SERVER, paypal, 1_000);
        assertThat(paypal.collect(connection(), named(other, agreed.reference())))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(captures(agreed)).isZero();
    }

    @Test
    void connecting_checks_the_credential_and_registers_a_webhook_once() {
        String inbound = "https://pay.example.com/v1/inbound-webhooks/paypal/acc_1";
        CredentialCheck first = paypal.check(connection(), inbound);
        assertThat(first)
                .isInstanceOfSatisfying(
                        CredentialCheck.Accepted.class,
                        accepted -> assertThat(accepted.learned()).containsOnlyKeys("webhookId"));
        assertThat(paypal.check(connection(), inbound)).isEqualTo(first);
        assertThat(paypal.check(PaypalTestbed.connection(PayPalServer.SECRET, "WH-given"), inbound))
                .isEqualTo(CredentialCheck.Accepted.PLAIN);
        assertFails(paypal, "wrong-secret", Problem.INVALID_CREDENTIAL);
        assertFails(
                PaypalTestbed.provider(URI.create("http://127.0.0.1:9"), InstantSource.system(), Set.of()),
                PayPalServer.SECRET,
                Problem.UNREACHABLE);
    }

    private static void assertFails(PaypalProvider provider, String secret, Problem problem) {
        assertThat(provider.check(PaypalTestbed.connection(secret, null), "https://pay.example.com/in"))
                .isInstanceOfSatisfying(
                        CredentialCheck.Failed.class,
                        failed -> assertThat(failed.problem()).isEqualTo(problem));
    }
}

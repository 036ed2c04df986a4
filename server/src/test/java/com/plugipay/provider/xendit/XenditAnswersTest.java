package com.plugipay.provider.xendit;

import static com.plugipay.provider.xendit.XenditTestbed.connection;
import static com.plugipay.provider.xendit.XenditTestbed.made;
import static com.plugipay.provider.xendit.XenditTestbed.named;
import static com.plugipay.provider.xendit.XenditTestbed.order;
import static com.plugipay.provider.xendit.XenditTestbed.paid;
import static com.plugipay.provider.xendit.XenditTestbed.refund;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What we make of an answer of Xendit's, and of none.
class XenditAnswersTest {
    private static final XenditServer SERVER = XenditServer.start(0);

    private final XenditProvider xendit = XenditTestbed.provider(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void behave() {
        SERVER.knobs().reset();
    }

    @ParameterizedTest
    @CsvSource({"BEFORE", "AFTER"})
    void an_answer_that_is_lost_is_asked_for_under_the_same_key(String when) {
        SERVER.knobs().turn("close", when);
        ChargeRequest account = order("va_bni");
        assertThat(xendit.charge(connection(), account)).isInstanceOf(Outcome.Unknown.class);
        ChargeRequest push = order("ovo");
        assertThat(xendit.charge(connection(), push)).isInstanceOf(Outcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(xendit.query(connection(), account)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(xendit.query(connection(), account)).isEqualTo(xendit.query(connection(), account));
        assertThat(requestsOf(account)).isEqualTo(1);
        assertThat(xendit.query(connection(), push))
                .as("a phone does not ring by asking")
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.cancel(connection(), push)).isInstanceOf(Outcome.Unknown.class);
        assertThat(requestsOf(push)).isEqualTo(when.equals("AFTER") ? 1 : 0);
        assertThat(xendit.cancel(connection(), order("qris")))
                .as("nobody was shown anything")
                .isInstanceOf(Outcome.Voided.class);
    }

    private static long requestsOf(ChargeRequest request) {
        return SERVER.till()
                .book()
                .path("payment_requests")
                .valueStream()
                .filter(one -> one.path("reference_id").asString().equals(request.key()))
                .count();
    }

    @ParameterizedTest
    @CsvSource({"fail, BEFORE", "fail, AFTER", "close, BEFORE", "delayMs, 3000", "dripMs, 100"})
    void no_clear_answer_is_never_a_no(String fault, String value) {
        ChargeRequest known = made(xendit, order("va_bca"));
        RefundRequest refund = refund(paid(SERVER, xendit, "dana"));
        SERVER.knobs().turn(fault, value.matches("[0-9]+") ? (Object) Integer.valueOf(value) : value);
        assertThat(xendit.charge(connection(), order("va_bca"))).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.query(connection(), known)).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.cancel(connection(), known)).isInstanceOf(Outcome.Unknown.class);
        assertThat(xendit.refund(connection(), refund)).isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void a_refusal_made_nothing_and_says_why() {
        SERVER.knobs().turn("inactive", "DANA");
        assertThat(xendit.charge(connection(), order("dana")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_merchant_settings"));
        SERVER.knobs().reset();
        assertThat(xendit.charge(connection(), order("va_bca", 9_999)))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_value_error"));
        assertThat(xendit.charge(wrongKey(), order("qris")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("invalid_api_key"));
        assertThat(xendit.query(wrongKey(), made(xendit, order("qris"))))
                .as("a wrong key says nothing about the money")
                .isInstanceOf(Outcome.Unknown.class);
        ChargeRequest unheard = named(order("qris"), "pr-00000000-0000-0000-0000-000000000000");
        assertThat(xendit.query(connection(), unheard)).isInstanceOf(Outcome.NotMade.class);
    }

    private static Connection wrongKey() {
        return new Connection("xendit", Mode.LIVE, Map.of(), Map.of("secretKey", "xnd_production_wrong"));
    }

    @Test
    void where_nobody_listens_nothing_was_made() {
        var nowhere = new XenditProvider(
                "xendit", new XenditClient(XenditTestbed.HTTP, URI.create("http://127.0.0.1:1")), false);
        assertThat(nowhere.charge(connection(), order("qris")))
                .isInstanceOfSatisfying(
                        Outcome.NotMade.class,
                        refused -> assertThat(refused.code()).isEqualTo("unreachable"));
        assertThat(nowhere.query(connection(), named(order("qris"), "pr-1"))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_phone_that_cannot_ring_is_not_tried() {
        ChargeRequest request = order("ovo");
        var silent = new ChargeRequest(
                request.key(),
                null,
                request.mode(),
                "ovo",
                request.amount(),
                request.actionPath(),
                null,
                request.expiresAt(),
                new ChargeRequest.Occasion("Toko", "https://pay.example.com/c/x/return", null, null, "021-555"));
        assertThat(xendit.charge(connection(), silent)).isInstanceOf(Outcome.NotMade.class);
    }

    @ParameterizedTest
    @CsvSource({
        "amountDelta, -1, 24144",
        "amountDelta, 1, 24146",
        "amountDelta, 0.5,",
        "currency, USD, 2414500",
        "currency, XXX,"
    })
    void a_lie_about_money_is_passed_on_or_not_understood(String knob, String value, @Nullable Long told) {
        ChargeRequest request = order("qris");
        ChargeRequest known = made(xendit, request);
        SERVER.pay(request.key());
        SERVER.knobs().turn(knob, knob.equals("currency") ? value : (Object) new java.math.BigDecimal(value));
        Outcome outcome = xendit.query(connection(), known);
        if (told == null) {
            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        } else {
            assertThat(outcome)
                    .isInstanceOfSatisfying(
                            Outcome.Captured.class,
                            captured -> assertThat(captured.amount().minor()).isEqualTo(told));
        }
    }

    @Test
    void what_another_of_our_charges_got_is_not_this_ones() {
        ChargeRequest one = order("qris");
        ChargeRequest paid = made(xendit, one);
        SERVER.pay(one.key());
        ChargeRequest other = named(order("qris"), paid.reference());
        assertThat(xendit.query(connection(), other)).isInstanceOf(Outcome.Unknown.class);
        Outcome.Captured captured = (Outcome.Captured) xendit.query(connection(), paid);
        assertThat(xendit.query(connection(), named(other, captured.reference())))
                .isInstanceOf(Outcome.Unknown.class);
    }
}

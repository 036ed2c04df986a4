package com.plugipay.provider.paypal;

import static com.plugipay.provider.paypal.PaypalTestbed.paid;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Connection;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.paypal.PayPalServer;
import com.plugipay.scope.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Refunds against a server that speaks like PayPal.
class PaypalRefundTest {
    private static final PayPalServer SERVER = PayPalServer.start(0);

    private final PaypalProvider paypal = PaypalTestbed.provider(SERVER);

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    @AfterEach
    void behave() {
        SERVER.knobs().reset();
    }

    @Test
    void a_refund_that_takes_its_time_is_pending_until_it_ends() {
        SERVER.knobs().turn("refunds", "PENDING");
        RefundRequest good = refund(paid(SERVER, paypal, 1_000).reference(), 400);
        RefundRequest bad = refund(paid(SERVER, paypal, 1_000).reference(), 400);
        assertThat(paypal.refund(connection(), good)).isInstanceOf(RefundOutcome.Pending.class);
        var taken = (RefundOutcome.Pending) paypal.refund(connection(), bad);
        SERVER.till().finishRefund(good.key(), true);
        SERVER.till().finishRefund(bad.key(), false);
        assertThat(paypal.queryRefund(connection(), good))
                .isInstanceOfSatisfying(
                        RefundOutcome.Succeeded.class,
                        back -> assertThat(back.amount()).isEqualTo(good.amount()));
        var told = new RefundRequest(bad.key(), taken.reference(), Mode.LIVE, "paypal", bad.charge(), bad.amount());
        assertThat(paypal.queryRefund(connection(), told)).isInstanceOf(RefundOutcome.Refused.class);
        assertThat(paypal.queryRefund(connection(), bad)).isInstanceOf(RefundOutcome.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1_001, 2_000})
    void more_than_came_in_does_not_go_back(long cents) {
        RefundRequest request = refund(paid(SERVER, paypal, 1_000).reference(), cents);
        assertThat(paypal.refund(connection(), request)).isInstanceOf(RefundOutcome.Refused.class);
        assertThat(paypal.queryRefund(connection(), request)).isInstanceOf(RefundOutcome.NotFound.class);
    }

    @Test
    void a_refund_whose_answer_is_lost_is_found_and_never_sent_twice() {
        RefundRequest request = refund(paid(SERVER, paypal, 1_000).reference(), 400);
        SERVER.knobs().turn("on", "POST .*/refund");
        SERVER.knobs().turn("close", "AFTER");
        assertThat(paypal.refund(connection(), request)).isInstanceOf(RefundOutcome.Unknown.class);
        SERVER.knobs().turn("close", "BEFORE");
        RefundRequest never = refund(paid(SERVER, paypal, 1_000).reference(), 400);
        assertThat(paypal.refund(connection(), never)).isInstanceOf(RefundOutcome.Unknown.class);
        SERVER.knobs().reset();
        assertThat(paypal.queryRefund(connection(), never)).isInstanceOf(RefundOutcome.NotFound.class);
        RefundOutcome found = paypal.queryRefund(connection(), request);
        assertThat(found).isInstanceOf(RefundOutcome.Succeeded.class);
        assertThat(paypal.refund(connection(), request)).isEqualTo(found);
        assertThat(paypal.refund(PaypalTestbed.connection("wrong-secret", null), request))
                .as("a wrong credential says nothing about an earlier call")
                .isInstanceOf(RefundOutcome.Unknown.class);
    }

    private static RefundRequest refund(String charge, long cents) {
        return new RefundRequest(
                PaypalTestbed.refundKey(), null, Mode.LIVE, "paypal", charge, new Money(cents, Currency.USD));
    }

    private static Connection connection() {
        return PaypalTestbed.connection(PayPalServer.SECRET, null);
    }
}

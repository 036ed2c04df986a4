package com.plugipay.provider.midtrans;

import static com.plugipay.provider.midtrans.MidtransTestbed.paid;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Connection;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.scope.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Refunds against a server that speaks like Midtrans.
class MidtransRefundTest {
    private static final MidtransServer SERVER = MidtransServer.start(0);

    private final MidtransProvider midtrans = MidtransTestbed.provider(SERVER.url());

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
        RefundRequest good = refund(paid(SERVER, midtrans, "qris").reference(), 5_000);
        RefundRequest bad = refund(paid(SERVER, midtrans, "qris").reference(), 5_000);
        assertThat(midtrans.refund(connection(), good)).isInstanceOf(RefundOutcome.Pending.class);
        var taken = (RefundOutcome.Pending) midtrans.refund(connection(), bad);
        SERVER.till().finishRefund(good.key(), true);
        SERVER.till().finishRefund(bad.key(), false);
        assertThat(midtrans.queryRefund(connection(), good))
                .isInstanceOfSatisfying(
                        RefundOutcome.Succeeded.class,
                        back -> assertThat(back.amount()).isEqualTo(good.amount()));
        var told = new RefundRequest(bad.key(), taken.reference(), Mode.LIVE, "qris", bad.charge(), bad.amount());
        assertThat(midtrans.queryRefund(connection(), told)).isInstanceOf(RefundOutcome.Dropped.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"FAIL", "REFUSE"})
    void a_refund_that_is_refused_left_nothing(String way) {
        RefundRequest request = refund(paid(SERVER, midtrans, "gopay").reference(), 5_000);
        SERVER.knobs().turn("refunds", way);
        assertThat(midtrans.refund(connection(), request)).isInstanceOf(RefundOutcome.Refused.class);
        assertThat(midtrans.queryRefund(connection(), request)).isInstanceOf(RefundOutcome.NotFound.class);
    }

    @Test
    void a_refund_whose_answer_is_lost_is_found_and_never_sent_twice() {
        RefundRequest request = refund(paid(SERVER, midtrans, "gopay").reference(), 5_000);
        SERVER.knobs().turn("on", "POST .*/refund");
        SERVER.knobs().turn("close", "AFTER");
        assertThat(midtrans.refund(connection(), request)).isInstanceOf(RefundOutcome.Succeeded.class);
        SERVER.knobs().turn("close", "BEFORE");
        RefundRequest never = refund(paid(SERVER, midtrans, "gopay").reference(), 5_000);
        assertThat(midtrans.refund(connection(), never)).isInstanceOf(RefundOutcome.Unknown.class);
        assertThat(midtrans.queryRefund(connection(), never)).isInstanceOf(RefundOutcome.NotFound.class);
        SERVER.knobs().reset();
        assertThat(midtrans.refund(connection(), request)).isInstanceOf(RefundOutcome.Succeeded.class);
        RefundRequest more = refund(request.charge(), 145_001);
        assertThat(midtrans.refund(connection(), more)).isInstanceOf(RefundOutcome.Refused.class);
        assertThat(midtrans.refund(MidtransTestbed.connection("another-key"), request))
                .as("a wrong key says nothing about an earlier call")
                .isInstanceOf(RefundOutcome.Unknown.class);
    }

    @Test
    void accounts_and_shops_send_nothing_back() {
        assertThat(midtrans.canRefund("va_bca")).isFalse();
        assertThat(midtrans.canRefund("alfamart")).isFalse();
        assertThat(midtrans.canRefund("no_such_method")).isFalse();
        RefundRequest request = refund(paid(SERVER, midtrans, "va_bca").reference(), 5_000);
        assertThat(midtrans.refund(connection(), request)).isInstanceOf(RefundOutcome.Refused.class);
    }

    private static RefundRequest refund(String charge, long rupiah) {
        return new RefundRequest(
                MidtransTestbed.refundKey(), null, Mode.LIVE, "gopay", charge, new Money(rupiah, Currency.IDR));
    }

    private static Connection connection() {
        return MidtransTestbed.connection(MidtransServer.SERVER_KEY);
    }
}

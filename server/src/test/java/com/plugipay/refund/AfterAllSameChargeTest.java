package com.plugipay.refund;

import static com.plugipay.refund.LostRefunds.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A call that names the charge is about every refund of whatever was made of that charge. M6.
class AfterAllSameChargeTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String BY_HAND = ",\"via\":\"manual\"";

    private final LostRefunds lost = LostRefunds.of(SERVER, SANDBOX, SQL);

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        SANDBOX.heal();
        Oracle.check(SERVER, lost.shop());
    }

    @Test
    void a_refund_of_the_money_that_became_the_payment_is_asked_about_too() {
        String money = lost.aside(PRICE);
        String failed = lost.failedOfMoney(money, PRICE);
        String payment = lost.paymentOf(lost.apply(money));
        String declined = lost.refused(payment, 50_000);

        lost.providerCallsOfCharge(declined, payment);

        assertThat(lost.contradictions(failed)).contains("150000 went back waits");
        lost.refundOf(payment, PRICE, BY_HAND).refused(409, "conflict");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        assertThat(lost.refunded(payment)).isEqualTo(PRICE);
    }

    @Test
    void however_many_refunds_the_provider_did_not_take_the_one_that_went_back_is_found() {
        String payment = lost.paid();
        String failed = lost.failed(payment, 50_000);
        for (int declined = 0; declined < 12; declined++) {
            SERVER.advance(Duration.ofSeconds(1));
            SANDBOX.next("refund", Fault.DECLINE);
            lost.refundOf(payment, 50_000, "").refused(422, "account_closed");
        }
        SERVER.advance(Duration.ofSeconds(1));
        String last = lost.refundOf(payment, 50_000, "").expect(201).data("id");

        lost.providerCallsOfCharge(last, payment);

        assertThat(lost.contradictions(failed)).contains("50000 went back waits");
        lost.refundOf(payment, 100_000, BY_HAND).refused(409, "conflict");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        assertThat(lost.refunded(payment)).isEqualTo(100_000);
    }
}

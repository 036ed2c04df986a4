package com.plugipay.provider.xendit;

import static com.plugipay.provider.xendit.XenditTestbed.connection;
import static com.plugipay.provider.xendit.XenditTestbed.paid;
import static com.plugipay.provider.xendit.XenditTestbed.refund;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Refunds against a server that speaks like Xendit.
class XenditRefundTest {
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

    @Test
    void a_refund_ends_well_badly_or_later() {
        RefundRequest pending = refund(paid(SERVER, xendit, "dana"));
        SERVER.knobs().turn("refunds", "PENDING");
        RefundOutcome taken = xendit.refund(connection(), pending);
        assertThat(taken).isInstanceOf(RefundOutcome.Pending.class);
        String reference = ((RefundOutcome.Pending) taken).reference();
        RefundRequest known =
                new RefundRequest(pending.key(), reference, Mode.LIVE, "dana", pending.charge(), pending.amount());
        assertThat(xendit.queryRefund(connection(), known)).isEqualTo(taken);
        assertThat(xendit.queryRefund(connection(), pending))
                .as("found by our name in the list of transactions")
                .isEqualTo(taken);
        assertThat(xendit.queryRefund(connection(), refund(paid(SERVER, xendit, "dana"))))
                .as("what is not in the list may be there all the same")
                .isInstanceOf(RefundOutcome.Unknown.class);
        SERVER.till().finishRefund(pending.key(), true);
        assertThat(xendit.queryRefund(connection(), known)).isInstanceOf(RefundOutcome.Succeeded.class);

        SERVER.knobs().turn("refunds", "REFUSE");
        assertThat(xendit.refund(connection(), refund(paid(SERVER, xendit, "dana"))))
                .isInstanceOfSatisfying(
                        RefundOutcome.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo("insufficient_balance"));
        SERVER.knobs().turn("refunds", "FAIL");
        assertThat(xendit.refund(connection(), refund(paid(SERVER, xendit, "dana"))))
                .isInstanceOf(RefundOutcome.Refused.class);
    }
}

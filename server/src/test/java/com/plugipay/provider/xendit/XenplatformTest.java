package com.plugipay.provider.xendit;

import static com.plugipay.provider.xendit.XenditTestbed.connection;
import static com.plugipay.provider.xendit.XenditTestbed.named;
import static com.plugipay.provider.xendit.XenditTestbed.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An account below the operator's, against a server that speaks like Xendit.
class XenplatformTest {
    private static final XenditServer SERVER = XenditServer.start(0);
    private static final XenditClient CLIENT = new XenditClient(XenditTestbed.HTTP, SERVER.url());

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
    void an_account_below_the_operators_is_used_with_the_operators_key_and_sees_only_its_own() {
        var accounts = new XenditAccounts(CLIENT, XenditServer.LIVE_KEY);
        var opened = (ManagedAccounts.Answer.Known)
                accounts.open("opn_1", ManagedAccounts.Kind.OPERATED, "toko@example.com", "Toko Ibu Sari");
        assertThat(opened.status()).isEqualTo(ManagedAccounts.Standing.LIVE);
        assertThat(accounts.look(opened.subAccount())).isEqualTo(opened);
        assertThat(accounts.look("000000000000000000000000")).isInstanceOf(ManagedAccounts.Answer.Refused.class);

        var managed = new XenditProvider("xenplatform", CLIENT, false);
        var below = new Connection(
                "xenplatform",
                Mode.LIVE,
                Map.of("subAccountId", opened.subAccount()),
                Map.of("secretKey", XenditServer.LIVE_KEY));
        ChargeRequest request = order("qris");
        Outcome told = managed.charge(below, request);
        assertThat(told).isInstanceOf(Outcome.ActionNeeded.class);
        ChargeRequest known = named(request, ((Outcome.ActionNeeded) told).reference());
        SERVER.pay(request.key());
        assertThat(managed.query(below, known)).isInstanceOf(Outcome.Captured.class);
        assertThat(xendit.query(connection(), known))
                .as("the operator's own account has no such payment")
                .isInstanceOf(Outcome.NotMade.class);
        var others = new Connection(
                "xenplatform",
                Mode.LIVE,
                Map.of("subAccountId", "someone"),
                Map.of("secretKey", XenditServer.LIVE_KEY));
        assertThat(managed.query(others, known)).isInstanceOf(Outcome.Unknown.class);
    }

    /// The operator's key alone would charge in the operator's own account.
    @Test
    void without_its_account_below_the_operators_nothing_is_called() {
        var managed = new XenditProvider("xenplatform", CLIENT, false);
        var nobodys = new Connection("xenplatform", Mode.LIVE, Map.of(), Map.of("secretKey", XenditServer.LIVE_KEY));
        int before = SERVER.journal().entries().size();
        ChargeRequest request = order("va_bri");
        assertThat(managed.charge(nobodys, request)).isInstanceOf(Outcome.NotMade.class);
        ChargeRequest known = named(request, "pr-1");
        assertThatIllegalStateException().isThrownBy(() -> managed.query(nobodys, known));
        assertThatIllegalStateException().isThrownBy(() -> managed.cancel(nobodys, known));
        RefundRequest back = new RefundRequest("rfd_1", "rfd-1", Mode.LIVE, "qris", "py-1", new Money(1, Currency.IDR));
        assertThatIllegalStateException().isThrownBy(() -> managed.refund(nobodys, back));
        assertThatIllegalStateException().isThrownBy(() -> managed.queryRefund(nobodys, back));
        assertThat(SERVER.journal().entries()).hasSize(before);
    }
}

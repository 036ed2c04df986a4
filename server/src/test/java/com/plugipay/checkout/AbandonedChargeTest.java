package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.id.Ids;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A server that dies while it charges leaves nobody waiting, and charges nobody twice.
class AbandonedChargeTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void it_is_taken_up_again_under_its_own_key() {
        String attempt = abandonedCharge("success");

        SERVER.running().sweep("look-at-attempts");

        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo("completed");

        assertThat(SQL.texts("select id from payment_attempt where session_id = ?", session))
                .containsExactly(attempt);
        assertThat(SQL.texts("select provider_reference from payment where session_id = ?", session))
                .containsExactly("sandbox_" + attempt);
    }

    /// The provider may have charged: it is asked before anything else is tried.
    @Test
    void another_card_chosen_meanwhile_finds_it_paid() {
        String attempt = abandonedCharge("success");

        shop.pay(session, "generic_decline").expect(200);

        assertThat(SQL.texts("select attempt_id from payment where session_id = ?", session))
                .containsExactly(attempt);
    }

    @Test
    void another_card_chosen_meanwhile_counts_when_nothing_was_charged() {
        abandonedCharge("three_d_secure");

        shop.pay(session, "generic_decline").refused(402, "card_declined");
    }

    @Test
    void nothing_is_charged_for_a_session_that_ended_meanwhile() {
        String attempt = chargeClaimed("three_d_secure", 0);
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        SQL.update("update payment_attempt set next_check_at = created_at where id = ?", attempt);

        SERVER.running().sweep("look-at-attempts");

        assertThat(stateOf(attempt)).isEqualTo("voided");
    }

    private static String stateOf(String attempt) {
        return SQL.texts("select state from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    @Test
    void being_told_to_wait_does_not_use_up_an_idempotency_key() {
        chargeClaimed("success", 0);
        String path = "/v1/public/checkout/sessions/" + session + "/charge";
        String body = "{\"method\":\"card\",\"testCard\":\"success\"}";

        shop.anonymous().post(path, body, "k").refused(409, "conflict");
        SQL.update("delete from payment_attempt where session_id = ?", session);

        shop.anonymous().post(path, body, "k").expect(200);
    }

    /// As a crash between claim and record leaves it, a minute and a bit ago.
    private String abandonedCharge(String testCard) {
        return chargeClaimed(testCard, 61);
    }

    private String chargeClaimed(String testCard, long secondsAgo) {
        String id = new Ids(InstantSource.system()).next("att");
        SQL.update(
                "insert into payment_attempt (id, workspace_id, mode, session_id, method, channel, adapter, run_by, test_card,"
                        + " state, amount, currency, expires_at, next_check_at, version, created_at, updated_at)"
                        + " select ?, workspace_id, mode, id, 'card', 'card', 'sandbox', 'sandbox', ?, 'created', amount, currency,"
                        + " expires_at, cast(? as timestamptz), 1, cast(? as timestamptz), cast(? as timestamptz) from checkout_session where id = ?",
                id,
                testCard,
                SERVER.now().minusSeconds(secondsAgo - 60).toString(),
                SERVER.now().minusSeconds(secondsAgo).toString(),
                SERVER.now().minusSeconds(secondsAgo).toString(),
                session);
        return id;
    }
}

package com.plugipay.testmode;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every way in which money can come, and what becomes of it. M3, M4, M10.
class SimulateTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

    @Test
    void money_that_fits_completes_the_session_with_one_payment_and_its_booking() {
        Api.Reply done = simulate("succeed", "").expect(200);

        assertThat(done.data("session.status")).isEqualTo("completed");
        assertThat(done.data("session.paymentId")).isEqualTo(done.data("payment.id"));
        assertThat(done.data("payment.amount")).isEqualTo("150000");
        assertThat(done.data("attempt.state")).isEqualTo("succeeded");
        assertThat(done.data("unappliedPayment")).isEmpty();
        assertThat(booked()).containsExactly("gateway:sandbox debit 150000", "revenue:checkout credit 150000");
    }

    @Test
    void settings_that_change_meanwhile_are_read_once() {
        for (int round = 0; round < 15; round++) {
            String paid = shop.openSession();
            String others = round % 2 == 0 ? "[\"qris\"]" : "[\"va_bca\",\"qris\"]";
            List<Api.Reply> told = Together.run(List.of(
                    () -> shop.hmac().patch("/v1/checkout/settings", "{\"enabledMethods\":" + others + "}"),
                    () -> shop.hmac()
                            .post(
                                    "/v1/test/checkout-sessions/" + paid + "/simulate",
                                    "{\"outcome\":\"succeed\",\"method\":\"va_bca\"}")));
            told.getFirst().expect(200);
            assertThat(told.getLast().status()).isIn(200, 400);
        }
    }

    @Test
    void a_decline_fails_one_attempt_and_leaves_the_session_open() {
        Api.Reply declined = simulate("decline", "").expect(200);

        assertThat(declined.data("session.status")).isEqualTo("open");
        assertThat(declined.data("attempt.state")).isEqualTo("failed");
        assertThat(declined.data("attempt.failureCode")).isEqualTo("provider_declined");
        assertThat(booked()).isEmpty();
    }

    @Test
    void late_money_is_put_aside_and_the_session_stays_expired() {
        Api.Reply late = simulate("late", "").expect(200);

        assertThat(late.data("session.status")).isEqualTo("expired");
        assertThat(late.data("payment")).isEmpty();
        assertThat(late.data("unappliedPayment.reason")).isEqualTo("late");
        assertThat(late.data("unappliedPayment.amount")).isEqualTo("150000");
        assertThat(late.data("unappliedPayment.checkoutSessionId")).isEqualTo(session);
        assertThat(booked()).containsExactly("gateway:sandbox debit 150000", "unapplied credit 150000");
        assertThat(events(late.data("unappliedPayment.id"))).containsExactly("payment.unapplied");
    }

    @Test
    void money_that_comes_after_a_cancel_is_put_aside_however_often_it_comes() {
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        simulate("late", "").expect(200);
        simulate("late", "").expect(200);

        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo("canceled");
        assertThat(shop.bearer()
                        .get("/v1/unapplied-payments?checkoutSessionId=" + session)
                        .ids())
                .hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "over"})
    void another_amount_is_put_aside_and_the_session_can_still_be_paid(String outcome) {
        Api.Reply other = simulate(outcome, "").expect(200);

        assertThat(other.data("session.status")).isEqualTo("open");
        assertThat(other.data("unappliedPayment.reason")).isEqualTo(outcome);
        assertThat(other.data("unappliedPayment.expectedAmount")).isEqualTo("150000");
        assertThat(other.data("unappliedPayment.amount")).isEqualTo(outcome.equals("short") ? "75000" : "151000");
        assertThat(simulate("succeed", "").expect(200).data("session.status")).isEqualTo("completed");
    }

    @Test
    void a_virtual_account_stays_payable_after_a_short_transfer() {
        String attempt = chargeVa();
        simulate("short", ",\"amount\":1").expect(200);

        assertThat(chargeVa()).isEqualTo(attempt);
        assertThat(simulate("succeed", "").expect(200).data("payment.channel")).isEqualTo("va_bca");
    }

    @Test
    void the_same_money_twice_is_one_payment_and_one_put_aside() {
        Api.Reply twice = simulate("duplicate", "").expect(200);

        assertThat(twice.data("session.status")).isEqualTo("completed");
        assertThat(twice.data("payment.amount")).isEqualTo("150000");
        assertThat(twice.data("unappliedPayment.reason")).isEqualTo("duplicate");
        assertThat(booked())
                .containsExactlyInAnyOrder(
                        "gateway:sandbox debit 150000",
                        "revenue:checkout credit 150000",
                        "gateway:sandbox debit 150000",
                        "unapplied credit 150000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"succeed", "decline", "expire", "short", "over"})
    void an_ended_session_takes_only_what_comes_late_or_twice(String outcome) {
        simulate("expire", "").expect(200);
        simulate(outcome, "").refused(409, "conflict");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"outcome\":\"explode\"}",
                "{\"outcome\":\"succeed\",\"amount\":1}",
                "{\"outcome\":\"short\",\"amount\":150000}",
                "{\"outcome\":\"over\",\"amount\":150000}",
                "{\"outcome\":\"succeed\",\"method\":\"paypal\"}",
                "{\"outcome\":\"succeed\",\"amount\":\"150000\"}"
            })
    void what_contradicts_itself_is_refused(String body) {
        shop.hmac().post(path(), body).refused(400, "validation_error");
        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo("open");
    }

    @Test
    void a_live_key_simulates_nothing_and_another_shop_finds_nothing() {
        shop.live().post(path(), "{\"outcome\":\"succeed\"}").refused(403, "test_mode_only");
        SERVER.newShop().hmac().post(path(), "{\"outcome\":\"succeed\"}").refused(404, "not_found");
    }

    @Test
    void the_page_may_simulate_what_its_customer_could_do() {
        String attempt = chargeVa();
        String page = "/v1/public/checkout/sessions/" + session + "/simulate";
        shop.anonymous().post(page, "{\"outcome\":\"late\"}").refused(400, "validation_error");
        shop.anonymous()
                .post(page, "{\"outcome\":\"succeed\",\"attemptId\":\"att_x\"}")
                .refused(409, "conflict");
        Api.Reply paid = shop.anonymous()
                .post(page, "{\"outcome\":\"succeed\",\"attemptId\":\"" + attempt + "\"}")
                .expect(200);
        assertThat(paid.data("session.status")).isEqualTo("completed");
    }

    @Test
    void money_put_aside_pays_another_session_and_its_rest_stays_aside() {
        String aside = simulate("late", "").expect(200).data("unappliedPayment.id");
        String small = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":100000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");

        Api.Reply applied = shop.hmac()
                .post("/v1/unapplied-payments/" + aside + "/apply", "{\"sessionId\":\"" + small + "\"}")
                .expect(200);

        assertThat(applied.data("status")).isEqualTo("applied");
        assertThat(applied.data("appliedTo.sessionId")).isEqualTo(small);
        Api.Reply payment = shop.bearer().get("/v1/payments/" + small).expect(200);
        assertThat(payment.data("id")).isEqualTo(applied.data("appliedTo.paymentId"));
        assertThat(payment.data("amount")).isEqualTo("100000");
        Api.Reply rest = shop.bearer().get("/v1/unapplied-payments?status=open").expect(200);
        assertThat(rest.data("0.amount")).isEqualTo("50000");
        assertThat(rest.data("0.reason")).isEqualTo("over");
        shop.hmac()
                .post("/v1/unapplied-payments/" + aside + "/apply", "{\"sessionId\":\"" + shop.openSession() + "\"}")
                .refused(409, "conflict");
        assertThat(SQL.number("select coalesce(sum(case direction when 'credit' then amount else -amount end), 0)"
                        + " from ledger_entry where code = 'unapplied' and workspace_id = '"
                        + shop.workspace().text() + "'"))
                .isEqualTo(50_000);
    }

    @Test
    void money_put_aside_that_is_too_little_or_of_another_shop_pays_nothing() {
        String aside = simulate("short", "").expect(200).data("unappliedPayment.id");
        String apply = "/v1/unapplied-payments/" + aside + "/apply";

        shop.hmac().post(apply, "{\"sessionId\":\"" + session + "\"}").refused(409, "conflict");
        shop.hmac().post(apply, "{}").refused(400, "validation_error");
        shop.hmac()
                .post(apply, "{\"sessionId\":\"" + SERVER.newShop().openSession() + "\"}")
                .refused(400, "validation_error");
        SERVER.newShop()
                .hmac()
                .post(apply, "{\"sessionId\":\"" + session + "\"}")
                .refused(404, "not_found");
        shop.live().get("/v1/unapplied-payments/" + aside).refused(404, "not_found");
    }

    private Api.Reply simulate(String outcome, String more) {
        return shop.hmac().post(path(), "{\"outcome\":\"" + outcome + "\"" + more + "}");
    }

    private String path() {
        return "/v1/test/checkout-sessions/" + session + "/simulate";
    }

    private String chargeVa() {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bca\"}")
                .expect(200)
                .data("attemptId");
    }

    private List<String> booked() {
        return SQL.texts(
                "select code || ' ' || direction || ' ' || amount from ledger_entry where workspace_id = ?"
                        + " order by posted_at, tx_id, direction desc",
                shop.workspace().text());
    }

    private List<String> events(String aggregate) {
        return SQL.texts("select type from event where aggregate_id = ? order by sequence", aggregate);
    }
}

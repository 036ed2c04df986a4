package com.plugipay.refund;

import static com.plugipay.refund.LostRefunds.PRICE;
import static com.plugipay.refund.LostRefunds.wentBack;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Oracle;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What went back after all concerns all that is done with the same money: other refunds of it, the payment it became,
/// and the rest of it. M6, M9.
class AfterAllSameMoneyTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String BY_HAND = ",\"via\":\"manual\"";
    private static final String MONEY_BY_HAND = "{\"via\":\"manual\"}";

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
    void a_refund_that_the_provider_lacks_is_not_sent_again_while_another_may_have_gone_back_in_its_place() {
        String payment = lost.paid();
        String failed = lost.failed(payment, 50_000);
        SANDBOX.next("refund", Fault.FAIL_BEFORE);
        String other = lost.refundOf(payment, 50_000, "").expect(201).data("id");
        lost.providerCalls(failed);

        look();

        assertThat(lost.sent(other)).as("sent").isEqualTo(1);
        assertThat(lost.page(other)).contains("Did it go back?", "this refund is not sent again");
        assertThat(lost.decide(other, "ask", Map.of())).endsWith("?notice=still");
        look();
        assertThat(lost.sent(other)).as("sent, as a person had it asked").isEqualTo(1);
        assertThat(lost.status(other)).isEqualTo("pending");

        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        assertThat(lost.decide(other, "ask", Map.of())).endsWith("?notice=answered");
        assertThat(lost.sent(other)).isEqualTo(2);
        assertThat(lost.refunded(payment)).isEqualTo(100_000);
    }

    @Test
    void money_that_was_put_aside_is_not_sent_again_either_and_is_counted_when_the_other_has_ended() {
        String money = lost.aside(PRICE);
        String failed = lost.failedOfMoney(money, PRICE);
        SANDBOX.next("refund", Fault.FAIL_BEFORE);
        String other = lost.refundOfMoney(money, "{}").expect(200).data("id");
        lost.providerCalls(failed);
        assertThat(lost.page(failed))
                .contains("Another refund of this money is under way")
                .doesNotContain("/count\"", "/not-ours\"");
        for (String way : List.of("count", "not-ours")) {
            assertThat(lost.answer(failed, way)).endsWith("?notice=answered-before");
        }

        look();

        assertThat(lost.sent(other)).as("sent").isEqualTo(1);
        assertThat(lost.decide(other, "not-sent", Map.of("handed", handed(other))))
                .endsWith("?notice=not-sent");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        assertThat(SQL.texts("select status from unapplied_payment where id = ?", money))
                .containsExactly("refunded");
    }

    /// Until the other has ended, no answer is offered that is wrong a moment later.
    @Test
    void while_another_refund_holds_the_whole_amount_nothing_final_can_be_answered() {
        String payment = lost.paid();
        String failed = lost.failed(payment, 50_000);
        SANDBOX.next("refund", Fault.FAIL_BEFORE);
        String other = lost.refundOf(payment, PRICE, "").expect(201).data("id");
        lost.providerCalls(failed);

        assertThat(lost.page(failed))
                .contains("Another refund of this money is under way")
                .doesNotContain("/count\"", "/not-ours\"");
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=answered-before");
        look();
        lost.decide(other, "not-sent", Map.of("handed", handed(other)));

        assertThat(lost.status(other)).isEqualTo("failed");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        assertThat(lost.refunded(payment)).isEqualTo(50_000);
    }

    @Test
    void the_payment_that_the_money_became_is_not_refunded_and_what_went_back_is_counted_of_it() {
        String money = lost.aside(PRICE);
        String failed = lost.failedOfMoney(money, PRICE);
        String payment = lost.paymentOf(lost.apply(money));
        lost.providerCalls(failed);

        for (String via : List.of("", BY_HAND)) {
            Api.Reply refused = lost.refundOf(payment, PRICE, via).refused(409, "conflict");
            assertThat(refused.errorParam()).isEqualTo("paymentId");
            assertThat(refused.text()).contains(failed);
        }
        Browser.Page page =
                lost.owner().get(lost.test() + "payments/" + payment).expect(200);
        assertThat(page.html())
                .contains("It went back after all?", "refunds/" + failed + "/count\"")
                .doesNotContain("class=\"refund-form\"");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");

        assertThat(lost.refunded(payment)).isEqualTo(PRICE);
        assertThat(SQL.texts("select amount || ' ' || status || ' ' || via from refund where payment_id = ?", payment))
                .containsExactly("150000 succeeded provider");
        assertThat(SQL.number("""
                        select count(*) from ledger_tx t join refund r on r.id = t.fact_id where r.payment_id = ?
                        """, payment)).as("booked").isEqualTo(1);
        lost.refundOf(payment, 1, BY_HAND).refused(400, "validation_error");
    }

    @Test
    void neither_the_payment_nor_the_rest_of_money_that_was_split_goes_back_or_is_used() {
        String money = lost.aside(2 * PRICE);
        String failed = lost.failedOfMoney(money, 2 * PRICE);
        String payment = lost.paymentOf(lost.apply(money));
        String rest = SQL.texts("select id from unapplied_payment where split_from = ?", money)
                .getFirst();
        lost.providerCalls(failed);

        lost.refundOf(payment, 1, BY_HAND).refused(409, "conflict");
        for (String via : List.of("{}", MONEY_BY_HAND)) {
            assertThat(lost.refundOfMoney(rest, via).refused(409, "conflict").errorParam())
                    .isEqualTo("unappliedPaymentId");
        }
        lost.applyTo(rest, lost.shop().openSession()).refused(409, "conflict");
        for (String place : List.of("unapplied-payments/" + rest, "payments/" + payment)) {
            assertThat(lost.owner().get(lost.test() + place).expect(200).html())
                    .contains("It went back after all?", "It cannot be counted here")
                    .doesNotContain("class=\"refund-form\"", "/count\"");
        }
        assertThat(lost.answer(failed, "count")).endsWith("?notice=answered-before");
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=not-ours");
        lost.refundOfMoney(rest, MONEY_BY_HAND).expect(200);
    }

    @Test
    void one_refund_that_is_told_by_two_names_is_counted_once() {
        String payment = lost.paid();
        String failed = lost.failed(payment, 50_000);
        lost.providerSays(failed, wentBack(failed, 50_000));
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");

        lost.providerSays(failed, wentBack("2511270001", 50_000));

        assertThat(lost.page(failed)).contains("It cannot be counted here").doesNotContain("/count\"");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=answered-before");
        assertThat(lost.refunded(payment)).isEqualTo(50_000);
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=not-ours");
    }

    @Test
    void what_is_in_the_books_under_this_name_as_another_refund_is_not_counted() {
        String payment = lost.paid();
        String failed = lost.failed(payment, 50_000);
        String other = lost.refundOf(payment, 50_000, "").expect(201).data("id");
        lost.providerSays(failed, wentBack("back_" + other, 50_000));

        assertThat(lost.page(failed)).contains("It cannot be counted here").doesNotContain("/count\"");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=answered-before");
        assertThat(lost.refunded(payment)).isEqualTo(50_000);
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=not-ours");
    }

    @Test
    void the_page_shows_what_waits_for_an_answer_however_many_refunds_came_later() {
        String money = lost.aside(PRICE);
        String failed = lost.failedOfMoney(money, PRICE);
        for (int i = 0; i < 22; i++) {
            SANDBOX.next("refund", Fault.DECLINE);
            lost.refundOfMoney(money, "{}").refused(422, "account_closed");
        }
        lost.providerCalls(failed);

        assertThat(lost.page(failed))
                .contains("It went back after all?", "refunds/" + failed + "/count\"")
                .doesNotContain("class=\"refund-form\"");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
    }

    @Test
    void what_no_form_of_ours_sends_is_refused() {
        String failed = lost.failed(lost.paid(), 50_000);
        lost.providerCalls(failed);
        Browser.Page page = lost.owner().get(lost.placeOf(failed)).expect(200);
        for (String told : List.of("rct_\u0000x", "", "rct_", "\u0000", "rct_" + "0".repeat(4_000), "'; --")) {
            for (String way : List.of("count", "not-ours")) {
                lost.owner()
                        .submit(page, lost.test() + "refunds/" + failed + "/" + way, Map.of("told", told))
                        .expect(400);
            }
        }
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=not-ours");
    }

    private static void look() {
        SERVER.advance(Duration.ofHours(1));
        SERVER.running().sweep("look-at-refunds");
        SERVER.running().sweep("look-at-contradictions");
    }

    private static String handed(String refund) {
        return SQL.texts(
                        "select (extract(epoch from handed_over_at) * 1000)::bigint::text from refund where id = ?",
                        refund)
                .getFirst();
    }
}

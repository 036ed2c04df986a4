package com.plugipay.refund;

import static com.plugipay.refund.LostRefunds.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import com.plugipay.workspace.TestPeople;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A refund that failed here went back after all, as the provider says later: nobody forgets it, and a person answers
/// it once. M6, M9.
class AfterAllTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(SERVER, shop, email);
    private final LostRefunds lost = new LostRefunds(SERVER, SANDBOX, SQL, shop, owner);

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        SANDBOX.heal();
        Oracle.check(SERVER, shop);
    }

    @Test
    void it_waits_for_a_person_and_no_more_goes_back_of_the_same_money_meanwhile() {
        String refund = lost.failed(lost.paid(), 100_000);
        for (int i = 0; i < 3; i++) {
            lost.providerCalls(refund);
        }

        assertThat(lost.status(refund)).as("ended is ended").isEqualTo("failed");
        assertThat(told(refund)).containsExactly("back_" + refund + " 100000 IDR waits");
        for (String via : List.of("", ",\"via\":\"manual\"")) {
            Api.Reply refused = lost.refundOf(payment(refund), 1, via).refused(409, "conflict");
            assertThat(refused.errorParam()).isEqualTo("paymentId");
            assertThat(refused.text()).contains("\"resourceId\":\"" + refund + "\"", "Rp 100.000");
        }
        assertThat(shop.bearer().get("/v1/audit/checks").expect(200).text())
                .contains(
                        "\"check\":\"A18\",\"objectId\":\"" + refund + "\"", "IDR 100000 went back as back_" + refund);
        assertThat(owner.get(lost.test() + "home").expect(200).html())
                .contains("Refunds that went back after all: 1", lost.placeOf(refund));
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        assertThat(page.html())
                .contains("It went back after all?", "sent Rp 100.000 back (reference back_" + refund)
                .contains("Provider says that Rp 100.000 went back after all · by the payment provider")
                .contains("Look first at what the provider says about the refund above.")
                .doesNotContain("class=\"refund-form\"");
        owner.get(lost.placeOf(refund) + "?lang=id").expect(200);
        assertThat(owner.get(lost.placeOf(refund)).html()).contains("Ternyata uangnya kembali?", "hitung Rp 100.000");
        owner.get(lost.placeOf(refund) + "?lang=en").expect(200);

        String counted = answer(page, refund, "count");

        assertThat(counted).endsWith("?notice=counted");
        assertThat(owner.get(counted).expect(200).html())
                .contains("Counted: the money went back.", "It was counted as a refund of its own.")
                .contains("Refund done · in the dashboard · Rina", "class=\"refund-form\"")
                .doesNotContain("It went back after all?");
        assertThat(lost.status(refund)).as("the one that failed").isEqualTo("failed");
        assertThat(SQL.texts("""
                        select status || ' ' || amount || ' ' || via || ' ' || provider_reference from refund
                         where payment_id = ? and id <> ?
                        """, payment(refund), refund)).containsExactly("succeeded 100000 provider back_" + refund);
        assertThat(booked(refund)).isEqualTo(1);
        assertThat(audited("refund.counted")).containsExactly("null counted person");
        assertThat(BOOK.calls("refund", refund)).as("sent").isEqualTo(1);
        lost.providerCalls(refund);
        assertThat(told(refund)).containsExactly("back_" + refund + " 100000 IDR counted");
        lost.refundOf(payment(refund), 50_001, "").refused(400, "validation_error");
        lost.refundOf(payment(refund), 50_000, "").expect(201);
    }

    @Test
    void a_person_who_has_looked_and_does_not_count_it_is_written_down_and_is_not_asked_again() {
        String refund = lost.failed(lost.paid(), 100_000);
        lost.providerCalls(refund);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);

        String looked = answer(page, refund, "not-ours");

        assertThat(looked).endsWith("?notice=not-ours");
        assertThat(owner.get(looked).expect(200).html())
                .contains("Noted: you have looked, and it is not counted.")
                .contains("Looked at, not counted: Rp 100.000 · in the dashboard · Rina");
        assertThat(audited("refund.not_ours")).containsExactly("null not_ours person");
        lost.providerCalls(refund);
        assertThat(told(refund)).containsExactly("back_" + refund + " 100000 IDR not_ours");
        assertThat(booked(refund)).isZero();
        assertThat(answer(page, refund, "count")).endsWith("?notice=answered-before");
        lost.refundOf(payment(refund), PRICE, "").expect(201);
    }

    /// A person has seen that the provider says it, and has said twice that it is not so.
    @Test
    void what_a_person_denied_against_the_providers_word_is_answered_already() {
        String refund = lost.failed(lost.paid(), 100_000);
        assertThat(told(refund)).isEmpty();
        assertThat(SQL.texts("""
                        select told_amount || ' ' || answer from refund_contradiction where refund_id = ?
                        """, refund)).containsExactly("99999 not_ours");
        lost.refundOf(payment(refund), PRICE, "").expect(201);
    }

    @Test
    void of_many_who_answer_at_once_one_does() {
        String refund = lost.failed(lost.paid(), 100_000);
        lost.providerCalls(refund);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        List<String> told = Together.run(IntStream.range(0, 9)
                .<Callable<String>>mapToObj(i -> () -> answer(page, refund, i % 3 == 2 ? "not-ours" : "count"))
                .toList());
        assertThat(told)
                .as("answers")
                .filteredOn(place -> !place.endsWith("=answered-before"))
                .hasSize(1);
        long counted = told.stream().filter(place -> place.endsWith("=counted")).count();
        assertThat(booked(refund)).isEqualTo(counted);
        assertThat(audited("refund.counted").size() + audited("refund.not_ours").size())
                .isEqualTo(1);
    }

    @Test
    void of_many_calls_and_refunds_at_once_never_more_goes_back_than_came_in() {
        String refund = lost.failed(lost.paid(), 100_000);
        String payment = payment(refund);
        Together.run(IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> {
                    if (i % 2 == 0) {
                        lost.providerCalls(refund);
                    } else {
                        lost.refundOf(payment, 100_000, ",\"via\":\"manual\"");
                    }
                    return true;
                })
                .toList());
        assertThat(told(refund)).hasSize(1);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        answer(page, refund, "count");
        answer(page, refund, "not-ours");
        assertThat(SQL.number("select amount_refunded from payment where id = ?", payment))
                .isEqualTo(100_000);
    }

    @Test
    void what_does_not_fit_any_more_is_not_counted() {
        String refund = lost.failed(lost.paid(), 100_000);
        lost.refundOf(payment(refund), 60_000, ",\"via\":\"manual\"").expect(201);
        lost.providerCalls(refund);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        assertThat(page.html()).contains("It cannot be counted here").doesNotContain("/count\"");
        assertThat(answer(page, refund, "count")).endsWith("?notice=answered-before");
        assertThat(booked(refund)).isZero();
        assertThat(SQL.number("select refund_reserved from payment where id = ?", payment(refund)))
                .isEqualTo(60_000);
        assertThat(answer(page, refund, "not-ours")).endsWith("?notice=not-ours");
    }

    /// The same refund told with another amount is not another refund.
    @Test
    void what_is_in_the_books_under_this_name_is_not_counted_again() {
        String refund = lost.failed(lost.paid(), 50_000);
        lost.providerCalls(refund);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        assertThat(answer(page, refund, "count")).endsWith("?notice=counted");
        SANDBOX.next("queryRefund", Fault.LIE_MORE);
        lost.providerCalls(refund);
        assertThat(told(refund))
                .containsExactly("back_" + refund + " 50000 IDR counted", "back_" + refund + " 50001 IDR waits");
        assertThat(owner.get(lost.placeOf(refund)).expect(200).html())
                .contains("It went back after all?", "It cannot be counted here");
        assertThat(answer(page, refund, "count")).endsWith("?notice=answered-before");
        assertThat(booked(refund)).isEqualTo(1);
        assertThat(answer(page, refund, "not-ours")).endsWith("?notice=not-ours");
    }

    @Test
    void money_that_was_put_aside_is_neither_used_nor_sent_back_again_meanwhile() {
        String money = lost.aside(PRICE);
        String refund = lost.failedOfMoney(money, PRICE);
        lost.providerCalls(refund);
        String other = shop.openSession();

        Api.Reply refused = shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/refund", "{\"via\":\"manual\"}")
                .refused(409, "conflict");
        assertThat(refused.errorParam()).isEqualTo("unappliedPaymentId");
        shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/apply", "{\"sessionId\":\"" + other + "\"}")
                .refused(409, "conflict");
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        assertThat(page.html())
                .contains("It went back after all?", "Look first at what the provider says")
                .doesNotContain("class=\"refund-form\"");

        assertThat(answer(page, refund, "count")).isEqualTo(lost.placeOf(refund) + "?notice=counted");

        assertThat(SQL.texts("select status from unapplied_payment where id = ?", money))
                .containsExactly("refunded");
        assertThat(SQL.number("""
                        select count(*) from ledger_tx t join refund r on r.id = t.fact_id
                         where r.unapplied_payment_id = ?
                        """, money)).isEqualTo(1);
    }

    @Test
    void the_database_keeps_an_answer_and_takes_none_that_makes_no_sense() {
        String refund = lost.failed(lost.paid(), 100_000);
        lost.providerCalls(refund);
        refused("answer = 'counted', answered_by = 'x', answered_at = now()", refund);
        refused("answer = 'maybe', answered_by = 'x', answered_at = now()", refund);
        refused("answer = 'not_ours'", refund);
        refused("answered_by = 'x'", refund);
        refused("answer = 'not_ours', answered_by = 'x', answered_at = now(), counted_refund_id = refund_id", refund);
        answer(owner.get(lost.placeOf(refund)).expect(200), refund, "not-ours");
        refused("answer = null, answered_by = null, answered_at = null", refund);
        refused("answered_by = 'x'", refund);
    }

    private void refused(String change, String refund) {
        Database database = SERVER.running().part(Database.class);
        assertThatThrownBy(() -> database.inTransactionAcrossWorkspaces(
                        tx -> tx.sql("update refund_contradiction set " + change + " where id = :id")
                                .param("id", lost.told(refund))
                                .update()))
                .as(change)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("23514"));
    }

    @Test
    void nobody_answers_who_may_not() {
        String refund = lost.failed(lost.paid(), 100_000);
        lost.providerCalls(refund);
        Browser.Page page = owner.get(lost.placeOf(refund)).expect(200);
        Shop other = SERVER.newShop();
        Browser stranger = TestPeople.owner(SERVER, other, TestPeople.newEmail());
        Browser.Page theirs = stranger.get("/dashboard/" + other.slug() + "/test/checkout-sessions/new")
                .expect(200);
        TestPeople.demote(SERVER, shop, email);
        for (String way : List.of("count", "not-ours")) {
            String path = lost.test() + "refunds/" + refund + "/" + way;
            Map<String, String> fields = Map.of("told", lost.told(refund));
            owner.submit(page, path, fields).expect(403);
            stranger.submit(theirs, path, fields).expect(404);
            stranger.submit(theirs, path.replace(shop.slug(), other.slug()), fields)
                    .expect(404);
        }
        assertThat(owner.get(lost.placeOf(refund)).expect(200).html())
                .contains("It went back after all?", "Only owners and admins can decide on this.")
                .doesNotContain("/count\"", "/not-ours\"");
        assertThat(told(refund)).containsExactly("back_" + refund + " 100000 IDR waits");
        SQL.update(
                "update membership set role = 'admin' where workspace_id = ?",
                shop.workspace().text());
        assertThat(answer(page, refund, "not-ours")).endsWith("?notice=not-ours");
    }

    private String answer(Browser.Page page, String refund, String how) {
        return owner.submit(page, lost.test() + "refunds/" + refund + "/" + how, Map.of("told", lost.told(refund)))
                .expect(303)
                .location();
    }

    /// What the provider said of it, but for what the person had seen when they denied it.
    private static List<String> told(String refund) {
        return SQL.texts("""
                select provider_reference || ' ' || told_amount || ' ' || told_currency || ' ' || coalesce(answer, 'waits')
                  from refund_contradiction where refund_id = ? and told_amount not in (49999, 99999, 149999) order by told_at, id
                """, refund);
    }

    private static String payment(String refund) {
        return SQL.texts("select payment_id from refund where id = ?", refund).getFirst();
    }

    /// How often a refund of the same payment through the provider is in the books.
    private static long booked(String refund) {
        return SQL.number("""
                select count(*) from ledger_tx t join refund r on r.id = t.fact_id
                 where t.kind = 'refund' and r.via = 'provider' and r.payment_id = ?
                """, payment(refund));
    }

    /// Before, after and who, of each deed of this name.
    private List<String> audited(String action) {
        return SQL.texts("""
                select coalesce(before::jsonb ->> 'answer', 'null') || ' ' || (after::jsonb ->> 'answer') || ' ' || actor_type
                  from audit_entry where workspace_id = ? and action = ? order by created_at, id
                """, shop.workspace().text(), action);
    }
}

package com.plugipay.refund;

import static com.plugipay.refund.DoubtfulMoney.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Callbacks;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import com.plugipay.workspace.TestPeople;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A refund of which no provider could tell ends with a person, and the person ends it: once, whoever clicks. M11.
class DoubtfulRefundTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);

    /// Calls that a refund takes when the first one was not heard.
    private static final int RESENT = 2;

    private final Shop shop = SERVER.newShop();
    private final String email = TestPeople.newEmail();
    private final DoubtfulMoney doubtful = new DoubtfulMoney(SERVER, SANDBOX, SQL, shop);

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
    void a_refund_of_another_amount_is_shown_with_it_and_booked_when_a_person_says_so() {
        String refund = doubtful.refund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        assertThat(owner.get(doubtful.test() + "home").expect(200).html())
                .contains("Refunds in doubt: 1", doubtful.placeOf(refund));
        Browser.Page page = owner.get(doubtful.placeOf(refund)).expect(200);
        assertThat(page.html()).contains("sent back Rp 99.999 instead of Rp 100.000");
        owner.get(doubtful.placeOf(refund) + "?lang=id").expect(200);
        assertThat(owner.get(doubtful.placeOf(refund)).html())
                .contains("yang dikembalikan Rp 99.999, bukan Rp 100.000");
        owner.get(doubtful.placeOf(refund) + "?lang=en").expect(200);
        assertThat(doubtful.settle(owner, page, refund, "went-back", Map.of("reference", "x".repeat(201))))
                .endsWith("?notice=reference");

        String told = doubtful.settle(owner, page, refund, "went-back", Map.of("reference", "R-77"));

        assertThat(told).endsWith("?notice=went-back");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money went back.", "Refund done · in the dashboard · Rina", "R-77")
                .doesNotContain("Did it go back?");
        assertThat(doubtful.refundStatus(refund)).isEqualTo("succeeded");
        assertThat(SQL.number("select count(*) from ledger_tx where kind = 'refund' and fact_id = ?", refund))
                .isEqualTo(1);
        assertThat(doubtful.audited("refund.confirmed")).containsExactly("pending succeeded person");
    }

    @Test
    void a_refund_that_did_not_go_back_fails_and_can_be_made_again() {
        String refund = doubtful.refund();
        String payment =
                SQL.texts("select payment_id from refund where id = ?", refund).getFirst();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.placeOf(refund)).expect(200);
        shop.hmac().post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}").expect(201);
        shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1}")
                .expect(400);

        assertThat(page.html()).contains("I saw that the provider says it sent back Rp 99.999.");
        for (Map<String, String> unsure :
                List.of(Map.<String, String>of(), Map.of("despite", "100000 IDR"), Map.of("despite", "99999 USD"))) {
            String refused = doubtful.settle(owner, page, refund, "not-sent", unsure);
            assertThat(refused).endsWith("?notice=told");
            assertThat(owner.get(refused).html()).contains("tick the box and try again. Nothing was changed.");
        }
        assertThat(doubtful.refundStatus(refund)).isEqualTo("pending");

        String told = doubtful.settle(owner, page, refund, "not-sent", Map.of("despite", "99999 IDR"));

        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money did not go back.", "You found no refund at the provider.");
        assertThat(doubtful.refundStatus(refund)).isEqualTo("failed");
        assertThat(SQL.number("select count(*) from ledger_tx where fact_id = ?", refund))
                .isZero();
        assertThat(doubtful.audited("refund.denied")).containsExactly("pending failed person");
        shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":100000}")
                .expect(201);
    }

    @Test
    void of_many_who_decide_on_a_refund_at_once_one_does() {
        String refund = doubtful.refund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.placeOf(refund)).expect(200);
        List<String> told = Together.run(IntStream.range(0, 9)
                .<Callable<String>>mapToObj(i -> () -> doubtful.settle(
                        owner,
                        page,
                        refund,
                        List.of("went-back", "not-sent", "ask").get(i % 3),
                        Map.of("despite", "99999 IDR")))
                .toList());
        assertThat(told)
                .filteredOn(place -> place.endsWith("=went-back") || place.endsWith("=not-sent"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(doubtful.refundStatus(refund)).isIn("succeeded", "failed");
        assertThat(SQL.number("select count(*) from event where aggregate_id = ?", refund))
                .isEqualTo(2);
        assertThat(doubtful.audited("refund.confirmed").size()
                        + doubtful.audited("refund.denied").size())
                .isEqualTo(told.stream()
                        .filter(place -> place.endsWith("=went-back") || place.endsWith("=not-sent"))
                        .count());
    }

    @Test
    void nobody_decides_on_a_refund_while_the_provider_is_asked_and_sends_it_after_all() throws Exception {
        String refund = doubtful.unheardRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.placeOf(refund)).expect(200);
        SANDBOX.next("refund", Fault.HANG);

        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> asking = others.submit(() -> doubtful.settle(owner, page, refund, "ask", Map.of()));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (BOOK.calls("refund", refund) < RESENT && System.nanoTime() < end) {
                Thread.sleep(Duration.ofMillis(5));
            }
            for (String way : List.of("not-sent", "went-back", "ask")) {
                assertThat(doubtful.settle(owner, page, refund, way, Map.of()))
                        .as(way)
                        .endsWith("?notice=decided");
            }
            assertThat(asking.get()).endsWith("?notice=answered");
        }

        assertThat(doubtful.refundStatus(refund)).isEqualTo("succeeded");
        assertThat(BOOK.calls("refund", refund)).isEqualTo(RESENT);
        assertThat(SQL.number("select count(*) from ledger_tx where kind = 'refund' and fact_id = ?", refund))
                .isEqualTo(1);
    }

    @Test
    void a_provider_that_is_asked_in_vain_leaves_the_refund_with_the_person() {
        String refund = doubtful.unheardRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.placeOf(refund)).expect(200);
        SANDBOX.next("queryRefund", Fault.FAIL_BEFORE);

        String still = doubtful.settle(owner, page, refund, "ask", Map.of());

        assertThat(still).endsWith("?notice=still");
        Browser.Page again = owner.get(still).expect(200);
        assertThat(again.html()).contains("Did it go back?");
        assertThat(doubtful.settle(owner, again, refund, "not-sent", Map.of())).endsWith("?notice=not-sent");
    }

    @Test
    void of_many_janitors_one_asks_about_a_refund() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        SANDBOX.next("refund", Fault.FAIL_BEFORE);
        String refund = shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}")
                .expect(201)
                .data("id");
        SERVER.advance(Duration.ofMinutes(2));
        SANDBOX.next("queryRefund", Fault.HANG);

        Together.run(IntStream.range(0, 4)
                .<Callable<Boolean>>mapToObj(_ -> () -> {
                    SERVER.running().sweep("look-at-refunds");
                    return true;
                })
                .toList());

        assertThat(BOOK.calls("queryRefund", refund)).isEqualTo(1);
        assertThat(BOOK.calls("refund", refund)).isEqualTo(2);
        assertThat(doubtful.refundStatus(refund)).isEqualTo("succeeded");
    }

    @Test
    void money_that_was_put_aside_and_sent_back_in_doubt_is_settled_where_it_is_listed() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        Book.Taken twice = BOOK.transfer(BOOK.keys(session).getFirst(), PRICE);
        Callbacks.tell(SERVER, shop, twice);
        String money = SQL.texts("select id from unapplied_payment where session_id = ?", session)
                .getFirst();
        assertThat(SQL.texts("select fee_amount::text from unapplied_payment where id = ?", money))
                .containsExactly("3000");
        assertThat(SQL.texts("""
                        select code || ' ' || direction || ' ' || amount from ledger_entry
                         where source_id = ? order by amount, code
                        """, money))
                .as("what is booked of it")
                .containsExactly(
                        "channel_fee debit 3000",
                        "gateway:sandbox credit 3000",
                        "gateway:sandbox debit 150000",
                        "unapplied credit 150000");
        assertThat(shop.bearer().get("/v1/unapplied-payments/" + money).data("feeAmount"))
                .isEqualTo("3000");
        SANDBOX.next("refund", Fault.LIE_MORE);
        String refund = shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/refund", "{}")
                .expect(200)
                .data("id");
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page =
                owner.get(doubtful.test() + "unapplied-payments/" + money).expect(200);
        assertThat(page.html()).contains("sent back Rp 150.001 instead of Rp 150.000", "Rp 3.000");

        String told = doubtful.settle(owner, page, refund, "ask", Map.of());

        assertThat(told).isEqualTo(doubtful.test() + "unapplied-payments/" + money + "?notice=answered");
        assertThat(owner.get(told).expect(200).html()).contains("The provider has answered.", "Sent back");
        assertThat(BOOK.calls("refund", refund)).isEqualTo(1);
    }
}

package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
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

/// What no provider could tell of ends with a person, and the person ends it: once, whoever clicks. M11.
class DoubtfulMoneyTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final long PRICE = 150_000;
    /// Calls that a refund takes when the first one was not heard.
    private static final int RESENT = 2;

    private final Shop shop = SERVER.newShop();
    private final String test = "/dashboard/" + shop.slug() + "/test/";
    private final String email = TestPeople.newEmail();

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
    void a_person_has_the_provider_asked_again_about_an_attempt_until_it_can_tell() {
        String attempt = doubtfulAttempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        assertThat(owner.get(test + "home").expect(200).html())
                .contains("Payments in doubt: 1", "checkout-sessions/" + session(attempt));
        Browser.Page page = owner.get(place(attempt)).expect(200);
        assertThat(page.html()).contains("Was Rp 150.000 paid?", "Ask the provider again now");

        String still = decide(owner, page, attempt, "ask", Map.of());
        assertThat(still).endsWith("?notice=still");
        assertThat(owner.get(still).expect(200).html()).contains("still cannot say", "Was Rp 150.000 paid?");
        SANDBOX.heal();
        String answered = decide(owner, page, attempt, "ask", Map.of());
        assertThat(answered).endsWith("?notice=answered");

        assertThat(owner.get(answered).expect(200).html())
                .contains("The provider has answered.", "badge-completed")
                .doesNotContain("Was Rp 150.000 paid?");
        assertThat(BOOK.calls("charge", attempt)).isEqualTo(1);
        assertThat(owner.get(test + "home").expect(200).html()).doesNotContain("Payments in doubt");
        assertThat(audited("payment_attempt.asked"))
                .containsExactly("in_doubt in_doubt person", "in_doubt succeeded person");
        assertThat(decide(owner, page, attempt, "ask", Map.of())).endsWith("?notice=settled");
    }

    @Test
    void a_person_who_found_the_money_completes_the_session_and_the_provider_repeats_no_news() {
        String attempt = doubtfulAttempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(attempt)).expect(200);
        assertThat(owner.submit(page, place(attempt) + "/attempts/" + attempt + "/paid", Map.of("amount", "1,5"))
                        .expect(400)
                        .html())
                .contains("Write the amount in digits only.", "Enter the provider", "value=\"1,5\"");
        Book.Taken taken = BOOK.taken(session(attempt)).getFirst();

        String told = decide(
                owner, page, attempt, "paid", Map.of("amount", "150.000", "reference", " " + taken.reference() + " "));

        assertThat(told).endsWith("?notice=paid");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money came.", "badge-completed", "Payment succeeded · in the dashboard · Rina");
        Callbacks.tell(SERVER, shop, taken);
        assertThat(SQL.texts("select provider_reference || ' ' || amount from payment where attempt_id = ?", attempt))
                .containsExactly(taken.reference() + " 150000");
        assertThat(asides(attempt)).isEmpty();
        assertThat(audited("payment_attempt.confirmed")).containsExactly("in_doubt succeeded person");
        assertThat(SQL.texts("select after from audit_entry where target_id = ?", attempt)
                        .getFirst())
                .contains("150000", taken.reference());
    }

    @Test
    void what_a_person_found_is_settled_by_the_same_rules() {
        String attempt = doubtfulAttempt(Fault.FAIL_BEFORE);
        String other = doubtfulAttempt(Fault.FAIL_BEFORE);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(attempt)).expect(200);
        decide(owner, page, attempt, "paid", Map.of("amount", "149.000", "reference", "bank-1"));
        assertThat(status(attempt)).isEqualTo("open");
        assertThat(asides(attempt)).containsExactly("short 149000 bank-1");
        assertThat(state(attempt)).isEqualTo("failed");

        Browser.Page form = owner.get(place(other)).expect(200);
        assertThat(owner.submit(
                                form,
                                place(other) + "/attempts/" + other + "/paid",
                                Map.of("amount", "150.000", "reference", "bank-1"))
                        .expect(400)
                        .html())
                .contains("Money of this reference is in the books already.", "value=\"bank-1\"");
        assertThat(state(other)).isEqualTo("in_doubt");
        shop.hmac()
                .post("/v1/checkout-sessions/" + session(other) + "/cancel", "{}")
                .expect(200);
        assertThat(decide(owner, form, other, "paid", Map.of("amount", "150.000", "reference", "bank-2")))
                .as("the session ended: the attempt is watched again")
                .endsWith("?notice=settled");
    }

    @Test
    void an_attempt_that_was_not_paid_fails_and_money_that_comes_after_all_is_still_seen() {
        String attempt = doubtfulAttempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(attempt)).expect(200);

        String told = decide(owner, page, attempt, "unpaid", Map.of());

        assertThat(told).endsWith("?notice=unpaid");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: it was not paid.", "Payment attempt failed · in the dashboard · Rina", "badge-open")
                .doesNotContain("Was Rp 150.000 paid?");
        assertThat(state(attempt)).isEqualTo("failed");
        assertThat(audited("payment_attempt.denied")).containsExactly("in_doubt failed person");
        Callbacks.tell(SERVER, shop, BOOK.taken(session(attempt)).getFirst());
        assertThat(status(attempt)).isEqualTo("completed");
    }

    @Test
    void an_account_whose_voiding_nobody_confirmed_is_voided_once_more_or_let_go() {
        String asked = doubtfullyVoided();
        String letGo = doubtfullyVoided();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(asked)).expect(200);
        assertThat(page.html()).contains("Was Rp 150.000 paid?", "badge-canceled");
        SANDBOX.heal();
        assertThat(decide(owner, page, asked, "ask", Map.of())).endsWith("?notice=answered");
        Browser.Page other = owner.get(place(letGo)).expect(200);
        assertThat(decide(owner, other, letGo, "unpaid", Map.of())).endsWith("?notice=unpaid");
        for (String attempt : List.of(asked, letGo)) {
            assertThat(state(attempt)).isEqualTo("voided");
            assertThat(owner.get(place(attempt)).expect(200).html()).doesNotContain("Was Rp 150.000 paid?");
        }
        Callbacks.tell(SERVER, shop, BOOK.transfer(letGo, PRICE));
        assertThat(asides(letGo)).hasSize(1).first().asString().startsWith("late 150000 ");
    }

    @Test
    void of_many_who_decide_on_an_attempt_at_once_one_does() {
        String attempt = doubtfulAttempt(Fault.FAIL_BEFORE);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(attempt)).expect(200);
        List<String> told = Together.run(IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> decide(
                        owner,
                        page,
                        attempt,
                        i % 2 == 0 ? "paid" : "unpaid",
                        Map.of("amount", "150.000", "reference", "bank-" + attempt + i)))
                .toList());
        assertThat(told)
                .as("decisions")
                .filteredOn(place -> !place.endsWith("=settled"))
                .hasSize(1);
        assertThat(audited("payment_attempt.confirmed").size()
                        + audited("payment_attempt.denied").size())
                .isEqualTo(1);
        assertThat(SQL.number("select count(*) from payment where attempt_id = ?", attempt))
                .isEqualTo(
                        told.stream().filter(place -> place.endsWith("=paid")).count());
        assertThat(asides(attempt)).isEmpty();
    }

    @Test
    void nobody_decides_who_may_not_or_did_not_see_it() {
        String attempt = doubtfulAttempt(Fault.FAIL_AFTER);
        String refund = doubtfulRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(place(attempt)).expect(200);
        String attempts = place(attempt) + "/attempts/" + attempt + "/";
        String refunds = test + "refunds/" + refund + "/";
        for (String way : List.of(attempts + "unpaid", refunds + "went-back", refunds + "not-sent")) {
            assertThat(owner.submit(page, way, Map.of("handed", "")).location()).matches(".*=(settled|decided)");
            assertThat(owner.submit(page, way, Map.of("handed", "1")).location())
                    .matches(".*=(settled|decided)");
        }
        TestPeople.demote(SERVER, shop, email);
        Shop other = SERVER.newShop();
        Browser stranger = TestPeople.owner(SERVER, other, TestPeople.newEmail());
        Browser.Page theirs = stranger.get("/dashboard/" + other.slug() + "/test/checkout-sessions/new")
                .expect(200);
        for (String way : List.of(
                attempts + "ask",
                attempts + "paid",
                attempts + "unpaid",
                refunds + "ask",
                refunds + "went-back",
                refunds + "not-sent")) {
            owner.submit(page, way, Map.of()).expect(403);
            stranger.submit(theirs, way, Map.of()).expect(404);
            stranger.submit(theirs, way.replace(shop.slug(), other.slug()), Map.of())
                    .expect(404);
        }
        assertThat(owner.get(place(attempt)).expect(200).html())
                .contains("Was Rp 150.000 paid?", "Only owners and admins can decide on this.")
                .doesNotContain("/unpaid\"", "/attempts/" + attempt + "/ask");
        assertThat(owner.get(placeOf(refund)).expect(200).html())
                .contains("Did it go back?", "Only owners and admins can decide on this.")
                .doesNotContain("/went-back\"");
        assertThat(state(attempt) + " " + refund(refund)).isEqualTo("in_doubt pending");
    }

    @Test
    void a_refund_of_another_amount_is_shown_with_it_and_booked_when_a_person_says_so() {
        String refund = doubtfulRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        assertThat(owner.get(test + "home").expect(200).html()).contains("Refunds in doubt: 1", placeOf(refund));
        Browser.Page page = owner.get(placeOf(refund)).expect(200);
        assertThat(page.html()).contains("sent back Rp 99.999 instead of Rp 100.000");
        owner.get(placeOf(refund) + "?lang=id").expect(200);
        assertThat(owner.get(placeOf(refund)).html()).contains("yang dikembalikan Rp 99.999, bukan Rp 100.000");
        owner.get(placeOf(refund) + "?lang=en").expect(200);
        assertThat(settle(owner, page, refund, "went-back", Map.of("reference", "x".repeat(201))))
                .endsWith("?notice=reference");

        String told = settle(owner, page, refund, "went-back", Map.of("reference", "R-77"));

        assertThat(told).endsWith("?notice=went-back");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money went back.", "Refund done · in the dashboard · Rina", "R-77")
                .doesNotContain("Did it go back?");
        assertThat(refund(refund)).isEqualTo("succeeded");
        assertThat(SQL.number("select count(*) from ledger_tx where kind = 'refund' and fact_id = ?", refund))
                .isEqualTo(1);
        assertThat(audited("refund.confirmed")).containsExactly("pending succeeded person");
    }

    @Test
    void a_refund_that_did_not_go_back_fails_and_can_be_made_again() {
        String refund = doubtfulRefund();
        String payment =
                SQL.texts("select payment_id from refund where id = ?", refund).getFirst();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(placeOf(refund)).expect(200);
        shop.hmac().post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}").expect(201);
        shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":1}")
                .expect(400);

        assertThat(page.html()).contains("I saw that the provider says it sent back Rp 99.999.");
        for (Map<String, String> unsure :
                List.of(Map.<String, String>of(), Map.of("despite", "100000 IDR"), Map.of("despite", "99999 USD"))) {
            String refused = settle(owner, page, refund, "not-sent", unsure);
            assertThat(refused).endsWith("?notice=told");
            assertThat(owner.get(refused).html()).contains("tick the box and try again. Nothing was changed.");
        }
        assertThat(refund(refund)).isEqualTo("pending");

        String told = settle(owner, page, refund, "not-sent", Map.of("despite", "99999 IDR"));

        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money did not go back.", "You found no refund at the provider.");
        assertThat(refund(refund)).isEqualTo("failed");
        assertThat(SQL.number("select count(*) from ledger_tx where fact_id = ?", refund))
                .isZero();
        assertThat(audited("refund.denied")).containsExactly("pending failed person");
        shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":100000}")
                .expect(201);
    }

    @Test
    void of_many_who_decide_on_a_refund_at_once_one_does() {
        String refund = doubtfulRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(placeOf(refund)).expect(200);
        List<String> told = Together.run(IntStream.range(0, 9)
                .<Callable<String>>mapToObj(i -> () -> settle(
                        owner,
                        page,
                        refund,
                        List.of("went-back", "not-sent", "ask").get(i % 3),
                        Map.of("despite", "99999 IDR")))
                .toList());
        assertThat(told)
                .filteredOn(place -> place.endsWith("=went-back") || place.endsWith("=not-sent"))
                .hasSizeLessThanOrEqualTo(1);
        assertThat(refund(refund)).isIn("succeeded", "failed");
        assertThat(SQL.number("select count(*) from event where aggregate_id = ?", refund))
                .isEqualTo(2);
        assertThat(audited("refund.confirmed").size() + audited("refund.denied").size())
                .isEqualTo(told.stream()
                        .filter(place -> place.endsWith("=went-back") || place.endsWith("=not-sent"))
                        .count());
    }

    @Test
    void nobody_decides_on_a_refund_while_the_provider_is_asked_and_sends_it_after_all() throws Exception {
        String refund = unheardRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(placeOf(refund)).expect(200);
        SANDBOX.next("refund", Fault.HANG);

        try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> asking = others.submit(() -> settle(owner, page, refund, "ask", Map.of()));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (BOOK.calls("refund", refund) < RESENT && System.nanoTime() < end) {
                Thread.sleep(Duration.ofMillis(5));
            }
            for (String way : List.of("not-sent", "went-back", "ask")) {
                assertThat(settle(owner, page, refund, way, Map.of())).as(way).endsWith("?notice=decided");
            }
            assertThat(asking.get()).endsWith("?notice=answered");
        }

        assertThat(refund(refund)).isEqualTo("succeeded");
        assertThat(BOOK.calls("refund", refund)).isEqualTo(RESENT);
        assertThat(SQL.number("select count(*) from ledger_tx where kind = 'refund' and fact_id = ?", refund))
                .isEqualTo(1);
    }

    @Test
    void a_provider_that_is_asked_in_vain_leaves_the_refund_with_the_person() {
        String refund = unheardRefund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(placeOf(refund)).expect(200);
        SANDBOX.next("queryRefund", Fault.FAIL_BEFORE);

        String still = settle(owner, page, refund, "ask", Map.of());

        assertThat(still).endsWith("?notice=still");
        Browser.Page again = owner.get(still).expect(200);
        assertThat(again.html()).contains("Did it go back?");
        assertThat(settle(owner, again, refund, "not-sent", Map.of())).endsWith("?notice=not-sent");
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
        assertThat(refund(refund)).isEqualTo("succeeded");
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
        Browser.Page page = owner.get(test + "unapplied-payments/" + money).expect(200);
        assertThat(page.html()).contains("sent back Rp 150.001 instead of Rp 150.000", "Rp 3.000");

        String told = settle(owner, page, refund, "ask", Map.of());

        assertThat(told).isEqualTo(test + "unapplied-payments/" + money + "?notice=answered");
        assertThat(owner.get(told).expect(200).html()).contains("The provider has answered.", "Sent back");
        assertThat(BOOK.calls("refund", refund)).isEqualTo(1);
    }

    /// An attempt that the provider did not tell of for longer than it is asked. Answers its id.
    private String doubtfulAttempt(Fault fault) {
        String session = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":2592000}")
                .expect(201)
                .data("id");
        SANDBOX.about(PRICE, fault);
        Api.Reply charged = shop.pay(session, "success").expect(200);
        for (int i = 0; i < 12; i++) {
            SERVER.advance(Duration.ofHours(25));
            SERVER.running().sweep("look-at-attempts");
        }
        String attempt = charged.data("attemptId");
        assertThat(SQL.number(
                        "select count(*) from payment_attempt where id = ? and handed_over_at is not null", attempt))
                .isEqualTo(1);
        return attempt;
    }

    /// An account of a canceled session that the provider never said was closed. Answers the attempt's id.
    private String doubtfullyVoided() {
        SANDBOX.heal();
        String session = shop.openSession();
        String attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bca\"}")
                .expect(200)
                .data("attemptId");
        SANDBOX.about(PRICE, Fault.FAIL_BEFORE);
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        for (int i = 0; i < 13; i++) {
            SERVER.advance(Duration.ofHours(25));
            SERVER.running().sweep("look-at-attempts");
        }
        return attempt;
    }

    /// A refund of 100,000 of which the provider says something else. Answers its id.
    private String doubtfulRefund() {
        SANDBOX.heal();
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        SANDBOX.next("refund", Fault.LIE_LESS);
        return shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":100000}")
                .expect(201)
                .data("id");
    }

    /// A refund that the provider never heard of, and never said so. Answers its id.
    private String unheardRefund() {
        SANDBOX.heal();
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        SANDBOX.about(70_000, Fault.FAIL_BEFORE);
        String refund = shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":70000}")
                .expect(201)
                .data("id");
        for (int i = 0; i < 12; i++) {
            SERVER.advance(Duration.ofHours(25));
            SERVER.running().sweep("look-at-refunds");
        }
        SANDBOX.heal();
        assertThat(SQL.number("select count(*) from refund where id = ? and handed_over_at is not null", refund))
                .isEqualTo(1);
        return refund;
    }

    private String decide(Browser owner, Browser.Page page, String attempt, String how, Map<String, String> fields) {
        return owner.submit(page, place(attempt) + "/attempts/" + attempt + "/" + how, fields)
                .expect(303)
                .location();
    }

    private String settle(Browser owner, Browser.Page page, String refund, String how, Map<String, String> fields) {
        return owner.submit(page, test + "refunds/" + refund + "/" + how, fields)
                .expect(303)
                .location();
    }

    private static String session(String attempt) {
        return SQL.texts("select session_id from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    private String place(String attempt) {
        return test + "checkout-sessions/" + session(attempt);
    }

    private String placeOf(String refund) {
        return test + "payments/"
                + SQL.texts("select payment_id from refund where id = ?", refund)
                        .getFirst();
    }

    private String status(String attempt) {
        return shop.bearer()
                .get("/v1/checkout-sessions/" + session(attempt))
                .expect(200)
                .data("status");
    }

    private static String state(String attempt) {
        return SQL.texts("select state from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    private static String refund(String id) {
        return SQL.texts("select status from refund where id = ?", id).getFirst();
    }

    private static List<String> asides(String attempt) {
        return SQL.texts(
                "select reason || ' ' || amount || ' ' || provider_reference from unapplied_payment where attempt_id = ?",
                attempt);
    }

    /// Before, after and who, of each deed of this name.
    private List<String> audited(String action) {
        return SQL.texts("""
                select coalesce(before::jsonb ->> 'state', before::jsonb ->> 'status') || ' '
                           || coalesce(after::jsonb ->> 'state', after::jsonb ->> 'status') || ' ' || actor_type
                  from audit_entry where workspace_id = ? and action = ? order by created_at, id
                """, shop.workspace().text(), action);
    }
}

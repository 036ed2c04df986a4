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
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An attempt of which no provider could tell ends with a person, and the person ends it: once, whoever clicks, and
/// nobody who may not. M11.
class DoubtfulAttemptTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);

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
    void a_person_has_the_provider_asked_again_about_an_attempt_until_it_can_tell() {
        String attempt = doubtful.attempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        assertThat(owner.get(doubtful.test() + "home").expect(200).html())
                .contains("Payments in doubt: 1", "checkout-sessions/" + doubtful.session(attempt));
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);
        assertThat(page.html()).contains("Was Rp 150.000 paid?", "Ask the provider again now");

        String still = doubtful.decide(owner, page, attempt, "ask", Map.of());
        assertThat(still).endsWith("?notice=still");
        assertThat(owner.get(still).expect(200).html()).contains("still cannot say", "Was Rp 150.000 paid?");
        SANDBOX.heal();
        String answered = doubtful.decide(owner, page, attempt, "ask", Map.of());
        assertThat(answered).endsWith("?notice=answered");

        assertThat(owner.get(answered).expect(200).html())
                .contains("The provider has answered.", "badge-completed")
                .doesNotContain("Was Rp 150.000 paid?");
        assertThat(BOOK.calls("charge", attempt)).isEqualTo(1);
        assertThat(owner.get(doubtful.test() + "home").expect(200).html()).doesNotContain("Payments in doubt");
        assertThat(doubtful.audited("payment_attempt.asked"))
                .containsExactly("in_doubt in_doubt person", "in_doubt succeeded person");
        assertThat(doubtful.decide(owner, page, attempt, "ask", Map.of())).endsWith("?notice=settled");
    }

    @Test
    void a_person_who_found_the_money_completes_the_session_and_the_provider_repeats_no_news() {
        String attempt = doubtful.attempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);
        assertThat(owner.submit(
                                page,
                                doubtful.place(attempt) + "/attempts/" + attempt + "/paid",
                                Map.of("amount", "1,5"))
                        .expect(400)
                        .html())
                .contains("Write the amount in digits only.", "Enter the provider", "value=\"1,5\"");
        Book.Taken taken = BOOK.taken(doubtful.session(attempt)).getFirst();

        String told = doubtful.decide(
                owner, page, attempt, "paid", Map.of("amount", "150.000", "reference", " " + taken.reference() + " "));

        assertThat(told).endsWith("?notice=paid");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: the money came.", "badge-completed", "Payment succeeded · in the dashboard · Rina");
        Callbacks.tell(SERVER, shop, taken);
        assertThat(SQL.texts("select provider_reference || ' ' || amount from payment where attempt_id = ?", attempt))
                .containsExactly(taken.reference() + " 150000");
        assertThat(doubtful.asides(attempt)).isEmpty();
        assertThat(doubtful.audited("payment_attempt.confirmed")).containsExactly("in_doubt succeeded person");
        assertThat(SQL.texts("select after from audit_entry where target_id = ?", attempt)
                        .getFirst())
                .contains("150000", taken.reference());
    }

    @Test
    void what_a_person_found_is_settled_by_the_same_rules() {
        String attempt = doubtful.attempt(Fault.FAIL_BEFORE);
        String other = doubtful.attempt(Fault.FAIL_BEFORE);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);
        doubtful.decide(owner, page, attempt, "paid", Map.of("amount", "149.000", "reference", "bank-1"));
        assertThat(doubtful.status(attempt)).isEqualTo("open");
        assertThat(doubtful.asides(attempt)).containsExactly("short 149000 bank-1");
        assertThat(doubtful.state(attempt)).isEqualTo("failed");

        Browser.Page form = owner.get(doubtful.place(other)).expect(200);
        assertThat(owner.submit(
                                form,
                                doubtful.place(other) + "/attempts/" + other + "/paid",
                                Map.of("amount", "150.000", "reference", "bank-1"))
                        .expect(400)
                        .html())
                .contains("Money of this reference is in the books already.", "value=\"bank-1\"");
        assertThat(doubtful.state(other)).isEqualTo("in_doubt");
        shop.hmac()
                .post("/v1/checkout-sessions/" + doubtful.session(other) + "/cancel", "{}")
                .expect(200);
        assertThat(doubtful.decide(owner, form, other, "paid", Map.of("amount", "150.000", "reference", "bank-2")))
                .as("the session ended: the attempt is watched again")
                .endsWith("?notice=settled");
    }

    @Test
    void an_attempt_that_was_not_paid_fails_and_money_that_comes_after_all_is_still_seen() {
        String attempt = doubtful.attempt(Fault.FAIL_AFTER);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);

        String told = doubtful.decide(owner, page, attempt, "unpaid", Map.of());

        assertThat(told).endsWith("?notice=unpaid");
        assertThat(owner.get(told).expect(200).html())
                .contains("Noted: it was not paid.", "Payment attempt failed · in the dashboard · Rina", "badge-open")
                .doesNotContain("Was Rp 150.000 paid?");
        assertThat(doubtful.state(attempt)).isEqualTo("failed");
        assertThat(doubtful.audited("payment_attempt.denied")).containsExactly("in_doubt failed person");
        Callbacks.tell(SERVER, shop, BOOK.taken(doubtful.session(attempt)).getFirst());
        assertThat(doubtful.status(attempt)).isEqualTo("completed");
    }

    @Test
    void an_account_whose_voiding_nobody_confirmed_is_voided_once_more_or_let_go() {
        String asked = doubtful.voided();
        String letGo = doubtful.voided();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(asked)).expect(200);
        assertThat(page.html()).contains("Was Rp 150.000 paid?", "badge-canceled");
        SANDBOX.heal();
        assertThat(doubtful.decide(owner, page, asked, "ask", Map.of())).endsWith("?notice=answered");
        Browser.Page other = owner.get(doubtful.place(letGo)).expect(200);
        assertThat(doubtful.decide(owner, other, letGo, "unpaid", Map.of())).endsWith("?notice=unpaid");
        for (String attempt : List.of(asked, letGo)) {
            assertThat(doubtful.state(attempt)).isEqualTo("voided");
            assertThat(owner.get(doubtful.place(attempt)).expect(200).html()).doesNotContain("Was Rp 150.000 paid?");
        }
        Callbacks.tell(SERVER, shop, BOOK.transfer(letGo, PRICE));
        assertThat(doubtful.asides(letGo)).hasSize(1).first().asString().startsWith("late 150000 ");
    }

    @Test
    void of_many_who_decide_on_an_attempt_at_once_one_does() {
        String attempt = doubtful.attempt(Fault.FAIL_BEFORE);
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);
        List<String> told = Together.run(IntStream.range(0, 8)
                .<Callable<String>>mapToObj(i -> () -> doubtful.decide(
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
        assertThat(doubtful.audited("payment_attempt.confirmed").size()
                        + doubtful.audited("payment_attempt.denied").size())
                .isEqualTo(1);
        assertThat(SQL.number("select count(*) from payment where attempt_id = ?", attempt))
                .isEqualTo(
                        told.stream().filter(place -> place.endsWith("=paid")).count());
        assertThat(doubtful.asides(attempt)).isEmpty();
    }

    @Test
    void nobody_decides_who_may_not_or_did_not_see_it() {
        String attempt = doubtful.attempt(Fault.FAIL_AFTER);
        String refund = doubtful.refund();
        Browser owner = TestPeople.owner(SERVER, shop, email);
        Browser.Page page = owner.get(doubtful.place(attempt)).expect(200);
        String attempts = doubtful.place(attempt) + "/attempts/" + attempt + "/";
        String refunds = doubtful.test() + "refunds/" + refund + "/";
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
        assertThat(owner.get(doubtful.place(attempt)).expect(200).html())
                .contains("Was Rp 150.000 paid?", "Only owners and admins can decide on this.")
                .doesNotContain("/unpaid\"", "/attempts/" + attempt + "/ask");
        assertThat(owner.get(doubtful.placeOf(refund)).expect(200).html())
                .contains("Did it go back?", "Only owners and admins can decide on this.")
                .doesNotContain("/went-back\"");
        assertThat(doubtful.state(attempt) + " " + doubtful.refundStatus(refund))
                .isEqualTo("in_doubt pending");
    }
}

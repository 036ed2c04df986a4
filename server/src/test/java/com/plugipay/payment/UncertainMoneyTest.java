package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Callbacks;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Providers that do not answer, answer late, or do not tell the truth: M4, M5 and M7 against a book that is not ours.
class UncertainMoneyTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofMillis(2_500));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(1)));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

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

    @ParameterizedTest
    @EnumSource(names = {"HANG", "DRIP", "FAIL_AFTER"})
    void a_charge_without_an_answer_is_in_doubt_until_the_provider_is_asked(Fault fault) {
        SANDBOX.next("charge", fault);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        assertThat(state(attempt)).isEqualTo("in_doubt");
        assertThat(status()).isEqualTo("open");
        assertThat(BOOK.taken(session)).hasSize(1);
        assertThat(BOOK.keys(session)).as("the keys it was charged under").containsExactly(attempt);
        assertThat(shop.pay(session, "success").expect(200).data("attemptId")).isEqualTo(attempt);

        look();
        assertThat(status()).as("not due yet").isEqualTo("open");
        SERVER.advance(Duration.ofSeconds(61));
        look();
        assertThat(status()).isEqualTo("completed");
        assertThat(state(attempt)).isEqualTo("succeeded");
        assertThat(BOOK.taken(session)).hasSize(1);
        assertThat(BOOK.calls("charge", attempt)).isEqualTo(1);
        assertThat(count("payment")).isEqualTo(1);
    }

    @Test
    void a_charge_that_never_arrived_ends_with_its_session_and_takes_nothing() {
        SANDBOX.next("charge", Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        SERVER.advance(Duration.ofSeconds(61));
        look();
        assertThat(state(attempt)).isEqualTo("in_doubt");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        look();
        assertThat(state(attempt)).isEqualTo("voided");
        assertThat(SQL.number("select count(*) from payment_attempt where id = ? and next_check_at is null", attempt))
                .isEqualTo(1);
        assertThat(BOOK.taken(session)).isEmpty();
    }

    @Test
    void a_charge_that_was_never_made_is_told_at_once_and_may_be_tried_again() {
        SANDBOX.next("charge", Fault.REFUSE);
        shop.anonymous()
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"success\"}",
                        "again")
                .refused(502, "upstream_error");
        assertThat(SQL.texts("select failure_code from payment_attempt where session_id = ?", session))
                .containsExactly("upstream_error");
        assertThat(status()).isEqualTo("open");
        shop.anonymous()
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"success\"}",
                        "again")
                .expect(200);
        assertThat(status()).isEqualTo("completed");
        assertThat(BOOK.taken(session)).hasSize(1);
    }

    @Test
    void that_nothing_is_there_is_believed_when_it_was_said_twice() {
        SANDBOX.next("charge", Fault.FAIL_BEFORE);
        String attempt = shop.pay(session, "success").expect(200).data("attemptId");
        SERVER.advance(Duration.ofSeconds(61));
        look();
        assertThat(state(attempt)).isEqualTo("in_doubt");
        SERVER.advance(Duration.ofSeconds(301));
        look();
        assertThat(state(attempt)).isEqualTo("failed");
        assertThat(BOOK.taken(session)).isEmpty();
        shop.pay(session, "success").expect(200);
        assertThat(status()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource({
        "LIE_LESS, charge, short", "LIE_LESS, query, short", "LIE_LESS, resume, short",
        "LIE_MORE, charge, over", "LIE_MORE, query, over", "LIE_MORE, resume, over",
        "LIE_CURRENCY, charge, unknown", "LIE_CURRENCY, query, unknown", "LIE_CURRENCY, resume, unknown",
        "LIE_KEY, charge,", "LIE_KEY, query,", "LIE_KEY, resume,",
        "LIE_MODE, charge,", "LIE_MODE, query,", "LIE_MODE, resume,"
    })
    void what_a_provider_says_completes_nothing_unless_every_field_agrees(Fault lie, String told, String reason) {
        if (told.equals("query")) {
            SANDBOX.next("charge", Fault.FAIL_AFTER);
        }
        SANDBOX.next(told, lie);
        Api.Reply charged = shop.pay(session, told.equals("resume") ? "three_d_secure" : "success");
        if (told.equals("resume")) {
            shop.anonymous()
                    .exchange(
                            "POST",
                            charged.data("redirectUrl")
                                    .substring(SERVER.baseUrl().length()),
                            "result=complete".getBytes(StandardCharsets.UTF_8),
                            Map.of("Content-Type", "application/x-www-form-urlencoded"));
        }
        if (told.equals("query")) {
            SERVER.advance(Duration.ofSeconds(61));
            look();
        }
        assertThat(status()).as("after %s at %s", lie, told).isEqualTo("open");
        assertThat(count("payment")).isZero();
        if (reason == null) {
            assertThat(count("unapplied_payment")).isZero();
            SERVER.advance(Duration.ofMinutes(6));
            look();
            assertThat(status()).as("once it tells the truth").isEqualTo("completed");
        } else {
            assertThat(reasons()).containsExactly(reason);
            look();
            assertThat(reasons()).as("told again").containsExactly(reason);
        }
    }

    @Test
    void the_account_that_a_customer_leaves_is_voided_first_and_its_late_money_is_aside() {
        String account = charge("{\"method\":\"va_bca\"}").expect(200).data("attemptId");
        assertThat(state(account)).isEqualTo("requires_action");
        shop.pay(session, "success").expect(200);
        assertThat(BOOK.calls("cancel", account)).as("voided at its provider").isEqualTo(1);
        assertThat(state(account)).isEqualTo("voided");
        assertThat(status()).isEqualTo("completed");

        Book.Taken late = BOOK.transfer(account, 150_000);
        tell(late);
        tell(late);
        assertThat(reasons()).as("money that was told of twice").containsExactly("duplicate");
        assertThat(count("payment")).isEqualTo(1);
        assertThat(SQL.number(
                        "select count(*) from event where workspace_id = ? and type = 'payment.unapplied'",
                        shop.workspace().text()))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"FAIL_BEFORE", "FAIL_AFTER"})
    void an_instrument_whose_voiding_is_uncertain_is_watched_and_never_live_again(Fault fault) {
        String account = charge("{\"method\":\"va_bca\"}").expect(200).data("attemptId");
        SANDBOX.next("cancel", fault);
        shop.pay(session, "success");
        assertThat(BOOK.calls("cancel", account)).isGreaterThanOrEqualTo(1);
        SERVER.advance(Duration.ofSeconds(61));
        look();
        assertThat(SQL.number(
                        "select count(*) from payment_attempt where session_id = ?"
                                + " and state in ('created', 'requires_action', 'in_doubt')",
                        session))
                .isLessThanOrEqualTo(1);
        assertThat(BOOK.taken(session)).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"cancel, canceled", "expire, expired"})
    void money_after_the_end_is_aside_and_reopens_nothing(String how, String status) {
        String account = charge("{\"method\":\"va_bca\"}").expect(200).data("attemptId");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/" + how, "{}").expect(200);
        look();
        assertThat(BOOK.calls("cancel", account)).isEqualTo(1);
        tell(BOOK.transfer(account, 150_000));
        assertThat(status()).as("after late money").isEqualTo(status);
        assertThat(reasons()).containsExactly("late");
        assertThat(count("payment")).isZero();
    }

    @ParameterizedTest
    @EnumSource(names = {"HANG", "FAIL_AFTER", "FAIL_BEFORE"})
    void a_refund_without_an_answer_is_asked_about_and_sent_again_only_when_there_is_none(Fault fault) {
        Api.Reply made = refund(fault);
        assertThat(made.data("status")).isEqualTo("pending");
        shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + made.data("paymentId") + "\",\"amount\":50001}")
                .expect(400);
        for (int i = 0; i < 3; i++) {
            SERVER.advance(Duration.ofMinutes(31));
            SERVER.running().sweep("look-at-refunds");
        }
        assertThat(SQL.texts("select status from refund where id = ?", made.data("id")))
                .containsExactly("succeeded");
        assertThat(BOOK.sentBack(session)).as("money sent back").hasSize(1);
        assertThat(BOOK.sentBack(session).getFirst().key()).isEqualTo(made.data("id"));
        assertThat(BOOK.calls("queryRefund", made.data("id")))
                .as("asked about first")
                .isEqualTo(1);
        assertThat(BOOK.calls("refund", made.data("id"))).isEqualTo(fault == Fault.FAIL_BEFORE ? 2 : 1);
    }

    @Test
    void nothing_is_sent_again_while_the_provider_cannot_say_whether_it_has_it() {
        String refund = refund(Fault.FAIL_BEFORE).data("id");
        for (int i = 0; i < 3; i++) {
            SANDBOX.next("queryRefund", Fault.FAIL_BEFORE);
            SERVER.advance(Duration.ofMinutes(31));
            SERVER.running().sweep("look-at-refunds");
        }
        assertThat(BOOK.calls("queryRefund", refund)).isEqualTo(3);
        assertThat(BOOK.calls("refund", refund)).isEqualTo(1);
        assertThat(BOOK.sentBack(session)).isEmpty();
        SERVER.advance(Duration.ofHours(3));
        SERVER.running().sweep("look-at-refunds");
        assertThat(refunded(refund)).isEqualTo("succeeded null null false");
        assertThat(BOOK.sentBack(session)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LIE_LESS, refund, 99999 IDR", "LIE_LESS, queryRefund, 99999 IDR",
        "LIE_MORE, refund, 100001 IDR", "LIE_MORE, queryRefund, 100001 IDR",
        "LIE_CURRENCY, refund, 100000 USD", "LIE_CURRENCY, queryRefund, 100000 USD"
    })
    void a_refund_of_another_amount_than_was_asked_is_not_believed_and_goes_to_a_person(
            Fault lie, String told, String said) {
        if (told.equals("queryRefund")) {
            SANDBOX.next("queryRefund", lie);
        }
        Api.Reply made = refund(told.equals("refund") ? lie : Fault.FAIL_AFTER);
        SERVER.advance(Duration.ofMinutes(31));
        SERVER.running().sweep("look-at-refunds");
        String refund = made.data("id");
        assertThat(refunded(refund)).as("after %s at %s", lie, told).isEqualTo("pending " + said + " true");
        assertThat(SQL.number("select count(*) from ledger_tx where fact_id = ?", refund))
                .isZero();
        assertThat(SQL.number("select refund_reserved from payment where session_id = ?", session))
                .isEqualTo(100_000);
        SERVER.advance(Duration.ofDays(2));
        SERVER.running().sweep("look-at-refunds");
        assertThat(refunded(refund)).as("a person has it now").isEqualTo("pending " + said + " true");
    }

    private Api.Reply refund(Fault fault) {
        shop.pay(session, "success").expect(200);
        SANDBOX.next("refund", fault);
        String payment = SQL.texts("select id from payment where session_id = ?", session)
                .getFirst();
        return shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":100000}")
                .expect(201);
    }

    /// Its status, what the provider told of it, and whether a person has it.
    private static String refunded(String id) {
        return SQL.texts(
                        "select concat_ws(' ', status, coalesce(told_amount::text, 'null'),"
                                + " coalesce(told_currency, 'null'), handed_over_at is not null) from refund where id = ?",
                        id)
                .getFirst()
                .replaceAll(" t$", " true")
                .replaceAll(" f$", " false");
    }

    private Api.Reply charge(String json) {
        return shop.anonymous().post("/v1/public/checkout/sessions/" + session + "/charge", json);
    }

    private static void look() {
        SERVER.running().sweep("look-at-attempts");
    }

    private void tell(Book.Taken taken) {
        Callbacks.tell(SERVER, shop, taken);
    }

    private String status() {
        return shop.bearer().get("/v1/checkout-sessions/" + session).expect(200).data("status");
    }

    private static String state(String attempt) {
        return SQL.texts("select state from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    private List<String> reasons() {
        return SQL.texts(
                "select reason from unapplied_payment where workspace_id = ? order by id",
                shop.workspace().text());
    }

    private long count(String table) {
        return SQL.number(
                "select count(*) from " + table + " where workspace_id = ?",
                shop.workspace().text());
    }
}

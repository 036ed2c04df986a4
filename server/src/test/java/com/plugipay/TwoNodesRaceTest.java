package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two server processes on one database, and everybody at once: one wins, and three books say so.
class TwoNodesRaceTest {
    private static final boolean LONG = Boolean.getBoolean("plugipay.long");
    private static final int SESSIONS = LONG ? 200 : 5;
    private static final int AT_ONCE = 64;
    private static final int ENDS = LONG ? 10_000 : 100;
    private static final int ROUNDS = LONG ? 100 : 3;
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer HOME = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final TestNode ONE = TestNode.start(HOME, SANDBOX, Duration.ZERO, true);
    private static final TestNode TWO = TestNode.start(HOME, SANDBOX, Duration.ZERO, true);
    private static final Sql SQL = Sql.keeping(HOME);

    private final Shop shop = HOME.newShop();

    @AfterAll
    static void stop() {
        ONE.close();
        TWO.close();
        HOME.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        Oracle.check(HOME, shop);
    }

    @Test
    void m1_many_pay_one_session() {
        for (int i = 0; i < SESSIONS; i++) {
            String session = shop.openSession();
            List<Integer> answers = atOnce(AT_ONCE, n -> () -> pay(n, session).status());
            assertThat(BOOK.taken(session)).as("money taken").hasSize(1);
            assertThat(BOOK.keys(session)).hasSize(1);
            assertThat(count("payment", session)).isEqualTo(1);
            assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        }
        say("M1 sessions of " + AT_ONCE + " payers", SESSIONS);
    }

    @Test
    void m2_m4_card_account_cancel_and_expiry_end_one_session() {
        for (int i = 0; i < ENDS; i++) {
            String session = shop.openSession();
            String account = shop.anonymous()
                    .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bca\"}")
                    .expect(200)
                    .data("attemptId");
            List<Integer> answers = Together.run(List.of(
                    () -> pay(0, session).status(),
                    () -> end(1, session, "cancel"),
                    () -> end(0, session, "expire"),
                    () -> {
                        Callbacks.tell(HOME, shop, BOOK.transfer(account, 150_000));
                        return 0;
                    }));
            String status = status(session);
            assertThat(status).isIn("completed", "canceled", "expired");
            assertThat(endings(session)).as("endings").containsExactly("plugipay.checkout_session." + status + ".v1");
            assertThat(count("payment", session)).isEqualTo(status.equals("completed") ? 1 : 0);
            assertThat(answers).isSubsetOf(0, 200, 402, 409);
            assertThat(money(session))
                    .containsExactlyInAnyOrderElementsOf(BOOK.taken(session).stream()
                            .map(Book.Taken::reference)
                            .toList());
            assertThat(end(1, session, "cancel")).isEqualTo(409);
            assertThat(status(session)).isEqualTo(status);
        }
        say("M2 and M4 ends", ENDS);
    }

    @Test
    void m6_of_refunds_of_sixty_percent_one_wins() {
        for (int i = 0; i < ROUNDS; i++) {
            String session = shop.openSession();
            pay(0, session).expect(200);
            String payment = SQL.texts("select id from payment where session_id = ?", session)
                    .getFirst();
            List<Integer> answers = atOnce(
                    AT_ONCE,
                    n -> () -> api(n).post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":90000}")
                            .status());
            assertThat(BOOK.sentBack(session)).as("money sent back").hasSize(1);
            assertThat(answers).containsOnly(201, 400).containsOnlyOnce(201);
        }
        say("M6 refunds of " + AT_ONCE, ROUNDS);
    }

    @Test
    void i1_one_key_is_one_effect_and_one_answer() {
        for (int i = 0; i < ROUNDS; i++) {
            String session = shop.openSession();
            String path = "/v1/public/checkout/sessions/" + session + "/charge";
            String body = "{\"method\":\"card\",\"testCard\":\"success\"}";
            List<Api.Reply> answers = atOnce(50, n -> () -> api(n).post(path, body, "key-" + session));
            byte[] kept = api(0).post(path, body, "key-" + session).expect(200).bytes();
            for (Api.Reply answer : answers) {
                if (answer.status() == 409) {
                    answer.refused(409, "idempotency_in_progress");
                } else {
                    assertThat(answer.expect(200).bytes()).isEqualTo(kept);
                }
            }
            assertThat(BOOK.taken(session)).hasSize(1);
            assertThat(count("payment_attempt", session)).isEqualTo(1);
        }
        say("I1 keys sent 50 times", ROUNDS);
    }

    @Test
    void m12_two_people_who_click_twice_confirm_once() {
        shop.bearer()
                .send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"12345678\",\"accountHolder\":\"T\"}]}",
                        Map.of())
                .expect(200);
        for (int i = 0; i < ROUNDS; i++) {
            String session = shop.openSession();
            String of = "/v1/public/checkout/sessions/" + session;
            shop.anonymous()
                    .post(of + "/charge", "{\"method\":\"bank_transfer\"}")
                    .expect(200);
            shop.anonymous().post(of + "/buyer-claim", "{}").expect(200);
            List<Integer> answers = atOnce(4, n -> () -> end(n, session, "confirm"));
            assertThat(status(session)).isEqualTo("completed");
            assertThat(count("payment", session)).isEqualTo(1);
            assertThat(answers).as("confirmations").containsOnly(200, 409).containsOnlyOnce(200);
            assertThat(SQL.number(
                            "select count(*) from mail where kind = 'receipt' and object_id in"
                                    + " (select id from payment where session_id = ?)",
                            session))
                    .isLessThanOrEqualTo(1);
        }
        say("M12 confirmations by two who click twice", ROUNDS);
    }

    @Test
    void money_aside_is_applied_once_or_refunded_once() {
        for (int i = 0; i < ROUNDS; i++) {
            String ended = shop.openSession();
            String account = shop.anonymous()
                    .post("/v1/public/checkout/sessions/" + ended + "/charge", "{\"method\":\"va_bca\"}")
                    .expect(200)
                    .data("attemptId");
            assertThat(end(0, ended, "cancel")).isEqualTo(200);
            Callbacks.tell(HOME, shop, BOOK.transfer(account, 150_000));
            String aside = SQL.texts("select id from unapplied_payment where session_id = ?", ended)
                    .getFirst();
            List<String> wanting = List.of(shop.openSession(), shop.openSession());
            String path = "/v1/unapplied-payments/" + aside;
            var all = new ArrayList<Callable<Integer>>();
            for (int n = 0; n < 8; n++) {
                int node = n;
                all.add(() -> api(node)
                        .post(path + "/apply", "{\"sessionId\":\"" + wanting.get(node / 2 % 2) + "\"}")
                        .status());
                all.add(() ->
                        api(node).post(path + "/refund", "{\"via\":\"manual\"}").status());
            }
            List<Integer> answers = Together.run(all);
            assertThat(answers).containsOnly(200, 409).containsOnlyOnce(200);
        }
        say("moneys applied or refunded", ROUNDS);
    }

    private static void say(String what, int races) {
        System.out.println("TwoNodesRaceTest: " + what + ": " + races + " races on two processes, lost 0");
    }

    private interface Contender<T> {
        Callable<T> at(int node);
    }

    private static <T> List<T> atOnce(int count, Contender<T> contender) {
        return Together.run(IntStream.range(0, count).mapToObj(contender::at).toList());
    }

    private Api api(int node) {
        return shop.bearer().at(node % 2 == 0 ? ONE.baseUrl() : TWO.baseUrl());
    }

    private Api.Reply pay(int node, String session) {
        return api(node)
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"success\"}");
    }

    private int end(int node, String session, String how) {
        return api(node)
                .post("/v1/checkout-sessions/" + session + "/" + how, "{}")
                .status();
    }

    private static String status(String session) {
        return SQL.texts("select status from checkout_session where id = ?", session)
                .getFirst();
    }

    /// The facts that told of an end.
    private static List<String> endings(String session) {
        return SQL.texts(
                "select type from event where aggregate_id = ? and type ~ '(completed|canceled|expired)' order by sequence",
                session);
    }

    private static long count(String table, String session) {
        return SQL.number("select count(*) from " + table + " where session_id = ?", session);
    }

    /// The provider's names of all money of a session, applied or aside.
    private static List<String> money(String session) {
        return Stream.of("payment", "unapplied_payment")
                .flatMap(table ->
                        SQL
                                .texts("select provider_reference from " + table + " where session_id = ?", session)
                                .stream())
                .toList();
    }
}

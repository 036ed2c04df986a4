package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.workspace.TestPeople;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// One shop's life as a seed decides it, on one thread: customers, the merchant, a provider with moods, time and
/// sweeps in any order. The same seed lives the same life.
final class Simulation {
    private static final List<Fault> MOODS = List.of(
            Fault.FAIL_AFTER,
            Fault.FAIL_AFTER,
            Fault.FAIL_BEFORE,
            Fault.LIE_KEY,
            Fault.LIE_MODE,
            Fault.DECLINE,
            Fault.ASK);
    /// About refunds only: money that came is booked as it was told.
    private static final List<Fault> LIES = List.of(Fault.LIE_LESS, Fault.LIE_MORE, Fault.LIE_CURRENCY);

    private static final List<String> OPERATIONS =
            List.of("charge", "charge", "resume", "query", "cancel", "refund", "refund", "queryRefund");
    private static final List<String> CARDS =
            List.of("success", "success", "success", "generic_decline", "three_d_secure", "three_d_secure");
    private static final List<String> SWEEPS =
            List.of("look-at-attempts", "look-at-attempts", "lapse-checkout-sessions", "look-at-refunds");
    private static final List<String> OUTCOMES =
            List.of("succeed", "decline", "expire", "late", "short", "over", "duplicate");
    private static final long[] AMOUNTS = {150_000, 20_000, 99_999};

    private final TestServer server;
    private final SandboxServer sandbox;
    private final Sql sql;
    private final Random random;
    private final Shop shop;
    private final List<String> sessions = new ArrayList<>();
    /// Sessions whose money test mode makes up: the provider's book does not know of it.
    private final Set<String> madeUp = new HashSet<>();

    private final Map<String, String> pages = new HashMap<>();
    private final List<Book.Taken> callbacks = new ArrayList<>();
    private final Map<String, String> ended = new HashMap<>();
    private final Map<String, Integer> done;
    private final int refundsBefore;

    /// @param done counts what was done, over all seeds
    Simulation(TestServer server, Sql sql, SandboxServer sandbox, long seed, Map<String, Integer> done) {
        this.server = server;
        this.sandbox = sandbox;
        this.sql = sql;
        this.random = new Random(seed);
        this.shop = server.newShop();
        this.done = done;
        this.refundsBefore = sandbox.book().refunds();
    }

    void run(int steps) {
        sandbox.heal();
        shop.bearer()
                .send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1234567890\",\"accountHolder\":\"Toko\"}]}",
                        Map.of())
                .expect(200);
        create();
        for (int step = 0; step < steps; step++) {
            act(random.nextInt(100));
            if (step % 5 == 4) {
                whatEndedStays();
            }
        }
        quiet();
        whatEndedStays();
        reconcile();
        Oracle.check(server, shop);
    }

    private void act(int dice) {
        if (dice < 12) {
            create();
        } else if (dice < 34) {
            pay();
        } else if (dice < 42) {
            answerPage();
        } else if (dice < 50) {
            transfer();
        } else if (dice < 56) {
            callBack(random.nextBoolean());
        } else if (dice < 62) {
            byHand();
        } else if (dice < 66) {
            end();
        } else if (dice < 71) {
            makeUp();
        } else if (dice < 79) {
            mood();
        } else if (dice < 86) {
            refund();
        } else if (dice < 90) {
            unapplied();
        } else if (dice < 95) {
            server.advance(Duration.ofSeconds(1 + random.nextInt(random.nextInt(8) == 0 ? 4_000 : 90)));
        } else {
            server.running().sweep(one(SWEEPS));
        }
    }

    private void create() {
        if (sessions.size() >= 6) {
            server.running().sweep(one(SWEEPS));
            return;
        }
        String body = "{\"amount\":" + AMOUNTS[random.nextInt(AMOUNTS.length)]
                + ",\"currency\":\"IDR\",\"expiresInSec\":" + (60 + random.nextInt(3_000)) + "}";
        String session = count("create", shop.bearer().post("/v1/checkout-sessions", body))
                .data("id");
        sessions.add(session);
        if (random.nextInt(4) == 0) {
            madeUp.add(session);
        }
    }

    private void pay() {
        String session = one(sessions);
        String method = random.nextInt(3) == 0 ? one(List.of("va_bca", "bank_transfer", "cash")) : "card";
        String card = method.equals("card") ? ",\"testCard\":\"" + one(CARDS) + "\"" : "";
        Api.Reply reply = count(
                "pay",
                shop.anonymous()
                        .post(
                                "/v1/public/checkout/sessions/" + session + "/charge",
                                "{\"method\":\"" + method + "\"" + card + "}",
                                "k" + random.nextInt(40)));
        String page = reply.status() == 200 ? reply.data("redirectUrl") : "";
        if (page.contains("/3ds/")) {
            pages.put(session, page.substring(server.baseUrl().length()));
        }
    }

    private void answerPage() {
        if (pages.isEmpty()) {
            return;
        }
        String page = one(sessions.stream()
                .filter(pages::containsKey)
                .map(session -> pages.getOrDefault(session, ""))
                .toList());
        byte[] answer = (random.nextInt(4) == 0 ? "result=fail" : "result=complete").getBytes(StandardCharsets.UTF_8);
        count(
                "3-D Secure",
                shop.anonymous()
                        .exchange("POST", page, answer, Map.of("Content-Type", "application/x-www-form-urlencoded")));
    }

    /// The customer pays into an account that they were given, also when it was voided since.
    private void transfer() {
        String session = one(sessions);
        List<String> accounts = sandbox.book().accounts(session);
        if (accounts.isEmpty() || madeUp.contains(session)) {
            return;
        }
        long price = sql.number("select amount from checkout_session where id = ?", session);
        long amount = price + (random.nextInt(3) == 0 ? random.nextInt(3) - 1 : 0);
        callbacks.add(sandbox.book().transfer(one(accounts), amount));
        done.merge("transfer", 1, Integer::sum);
    }

    /// In any order, now and again twice.
    private void callBack(boolean again) {
        if (callbacks.isEmpty()) {
            return;
        }
        Book.Taken taken = again ? one(callbacks) : callbacks.remove(random.nextInt(callbacks.size()));
        Callbacks.tell(server, shop, taken);
        done.merge("callback", 1, Integer::sum);
    }

    private void byHand() {
        String session = one(sessions);
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                shop.anonymous()
                        .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}");
                count("claim", shop.anonymous().post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}"));
            }
            case 2 -> count("confirm", shop.bearer().post("/v1/checkout-sessions/" + session + "/confirm", "{}"));
            default -> count("reject", shop.bearer().post("/v1/checkout-sessions/" + session + "/reject", "{}"));
        }
    }

    private void end() {
        String how = random.nextBoolean() ? "/cancel" : "/expire";
        count("end", shop.bearer().post("/v1/checkout-sessions/" + one(sessions) + how, "{}"));
    }

    private void makeUp() {
        List<String> those = sessions.stream().filter(madeUp::contains).toList();
        if (!those.isEmpty()) {
            count(
                    "simulate",
                    shop.bearer()
                            .post(
                                    "/v1/test/checkout-sessions/" + one(those) + "/simulate",
                                    "{\"outcome\":\"" + one(OUTCOMES) + "\"}"));
        }
    }

    private void mood() {
        String operation = one(OPERATIONS);
        boolean lies = operation.toLowerCase(Locale.ROOT).endsWith("refund") && random.nextInt(3) == 0;
        sandbox.next(operation, lies ? one(LIES) : one(MOODS));
        done.merge("mood", 1, Integer::sum);
    }

    private void refund() {
        List<String> payments = sql.texts(
                "select id from payment where workspace_id = ? order by created_at, session_id",
                shop.workspace().text());
        if (payments.isEmpty()) {
            return;
        }
        String amount = random.nextInt(3) == 0 ? "" : ",\"amount\":" + (1 + random.nextInt(90_000));
        String via = random.nextInt(3) == 0 ? ",\"via\":\"manual\"" : "";
        count(
                "refund",
                shop.bearer()
                        .post(
                                "/v1/refunds",
                                "{\"paymentId\":\"" + one(payments) + "\"" + amount + via + "}",
                                "r" + random.nextInt(20)));
    }

    private void unapplied() {
        List<String> open = sql.texts(
                "select id from unapplied_payment where workspace_id = ? order by received_at, amount",
                shop.workspace().text());
        if (open.isEmpty()) {
            return;
        }
        String path = "/v1/unapplied-payments/" + one(open);
        if (random.nextBoolean()) {
            count("apply", shop.bearer().post(path + "/apply", "{\"sessionId\":\"" + one(sessions) + "\"}"));
        } else {
            String via = random.nextBoolean() ? "{\"via\":\"manual\"}" : "{}";
            count("refund aside", shop.bearer().post(path + "/refund", via));
        }
    }

    /// The provider is well again, everything it wanted to say is said, and time passes until nobody waits.
    private void quiet() {
        sandbox.heal();
        while (!callbacks.isEmpty()) {
            callBack(false);
        }
        for (String session : sessions) {
            shop.bearer().post("/v1/checkout-sessions/" + session + "/reject", "{}");
        }
        askAgain();
        for (int round = 0; round < 16; round++) {
            server.advance(round < 4 ? Duration.ofMinutes(31) : Duration.ofHours(25));
            for (String sweep : SWEEPS) {
                server.running().sweep(sweep);
            }
            if (waiting() == 0 && round > 3) {
                return;
            }
        }
        assertThat(waiting()).as("still waiting after days of quiet").isZero();
    }

    /// What a lie has left to a person is asked about once more.
    private void askAgain() {
        List<String> doubtful = sql.texts(
                "select id from refund where workspace_id = ? and status = 'pending' and handed_over_at is not null",
                shop.workspace().text());
        if (doubtful.isEmpty()) {
            return;
        }
        Browser owner = TestPeople.owner(server, shop);
        String place = "/dashboard/" + shop.slug() + "/test/";
        Browser.Page page = owner.get(place + "home").expect(200);
        for (String refund : doubtful) {
            owner.submit(page, place + "refunds/" + refund + "/ask", Map.of()).expect(303);
            done.merge("asked again", 1, Integer::sum);
        }
    }

    private long waiting() {
        return sql.number(
                """
                select (select count(*) from payment_attempt where workspace_id = ? and next_check_at is not null)
                     + (select count(*) from refund where workspace_id = ? and status = 'pending')
                     + (select count(*) from checkout_session where workspace_id = ?
                         and status not in ('completed', 'expired', 'canceled'))
                """,
                shop.workspace().text(),
                shop.workspace().text(),
                shop.workspace().text());
    }

    /// M2
    private void whatEndedStays() {
        for (String row : sql.texts(
                "select id || ' ' || status from checkout_session where workspace_id = ?"
                        + " and status in ('completed', 'expired', 'canceled')",
                shop.workspace().text())) {
            String id = row.substring(0, row.indexOf(' '));
            String before = ended.putIfAbsent(id, row);
            assertThat(row).isEqualTo(before == null ? row : before);
        }
    }

    /// M10: the provider's book, our payments and our ledger tell of the same money.
    private void reconcile() {
        long held = 0;
        for (String session : sessions) {
            List<Book.Taken> taken = sandbox.book().taken(session);
            List<String> ours = sql.texts("""
                    select provider_reference || ' ' || amount || ' ' || currency || ' ' || coalesce(fee_amount, 0)
                      from payment where session_id = ? and attempt_id is not null and adapter = 'sandbox'
                    union all
                    select provider_reference || ' ' || u.amount || ' ' || u.currency || ' ' || coalesce(fee_amount, 0)
                      from unapplied_payment u
                     where u.session_id = ? and split_from is null and adapter = 'sandbox'
                    """, session, session);
            if (!madeUp.contains(session)) {
                assertThat(ours)
                        .as("money of %s", session)
                        .containsExactlyInAnyOrderElementsOf(taken.stream()
                                .map(one -> one.reference() + " " + one.amount().minor() + " "
                                        + one.amount().currency() + " "
                                        + one.fee().minor())
                                .toList());
            }
            held += ours.stream()
                    .map(one -> one.split(" ", -1))
                    .mapToLong(one -> Long.parseLong(one[1]) - Long.parseLong(one[3]))
                    .sum();
        }
        List<String> sent = sql.texts("""
                select id || ' ' || amount from refund
                 where workspace_id = ? and via = 'provider' and status = 'succeeded'
                """, shop.workspace().text());
        for (String one : sent) {
            held -= Long.parseLong(one.split(" ", -1)[1]);
        }
        List<String> back = sandbox.book().sentBackSince(refundsBefore);
        assertThat(sent).as("refunds").containsExactlyInAnyOrderElementsOf(back);
        assertThat(sql.number("""
                        select coalesce(sum(case direction when 'debit' then amount else -amount end), 0)
                          from ledger_entry where workspace_id = ? and code = 'gateway:sandbox'
                        """, shop.workspace().text()))
                .as("what the ledger says the provider holds")
                .isEqualTo(held);
    }

    /// Refusals are part of life; a server that fails is not.
    private Api.Reply count(String what, Api.Reply reply) {
        assertThat(reply.status()).as("%s: %s", what, reply.text()).isLessThan(500);
        done.merge(what + (reply.status() < 400 ? "" : " refused"), 1, Integer::sum);
        return reply;
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}

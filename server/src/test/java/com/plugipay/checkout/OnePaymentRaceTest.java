package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Many want to end one session at the same instant: one wins, and every record says so.
class OnePaymentRaceTest {
    private static final boolean LONG = Boolean.getBoolean("plugipay.long");
    private static final int SESSIONS = LONG ? 200 : 10;
    private static final int PAYERS = LONG ? 64 : 24;
    private static final int ROUNDS = LONG ? 10_000 : 60;
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.keeping(SERVER);

    private final Shop shop = SERVER.newShop();

    @Test
    void however_many_pay_at_once_there_is_one_payment() {
        payAtOnce(List.of(SERVER));
    }

    @Test
    void pay_cancel_expire_and_the_deadline_at_one_instant_leave_one_outcome() {
        race(List.of(SERVER), ROUNDS);
    }

    @Test
    void two_servers_on_one_database_agree_as_one_does() throws Exception {
        TestServer second = SERVER.another();
        try (AutoCloseable _ = second.running()) {
            String session = shop.openSession();
            Api.Reply first = shop.bearer().post("/v1/customers", "{}", "k").expect(201);
            Api bearer = shop.bearer().at(second.baseUrl());
            assertThat(bearer.post("/v1/customers", "{}", "k").expect(201).bytes())
                    .isEqualTo(first.bytes());
            shop.hmac()
                    .at(second.baseUrl())
                    .get("/v1/checkout-sessions/" + session)
                    .expect(200);
            payAtOnce(List.of(SERVER, second));
            race(List.of(SERVER, second), ROUNDS / 2);
        }
    }

    private void payAtOnce(List<TestServer> nodes) {
        for (int i = 0; i < SESSIONS; i++) {
            String session = shop.openSession();
            List<Api.Reply> replies = Together.run(IntStream.range(0, PAYERS)
                    .<Callable<Api.Reply>>mapToObj(n -> () -> pay(nodes.get(n % nodes.size()), session))
                    .toList());
            assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
            replies.stream().filter(reply -> reply.status() != 200).forEach(reply -> reply.refused(409, "conflict"));
            isPaidOnce(session);
        }
    }

    private void race(List<TestServer> nodes, int rounds) {
        long seed = Long.getLong("plugipay.seed", System.nanoTime());
        System.out.println("OnePaymentRaceTest: -Dplugipay.seed=" + seed);
        var random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            String session = shop.hmac()
                    .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":60}")
                    .expect(201)
                    .data("id");
            boolean deadline = random.nextInt(3) == 0;
            var contenders = new ArrayList<Callable<Integer>>();
            contenders.add(late(random, () -> pay(one(nodes, random), session).status()));
            contenders.add(late(random, () -> end(one(nodes, random), session, "cancel")));
            contenders.add(late(random, () -> end(one(nodes, random), session, "expire")));
            if (random.nextBoolean()) {
                contenders.add(late(
                        random, () -> pay(one(nodes, random), session).status()));
            }
            if (deadline) {
                contenders.add(late(random, () -> lapse(one(nodes, random))));
            }
            List<Integer> answers = Together.run(contenders);
            oneWon(session, answers, deadline, "seed " + seed + ", round " + round);
        }
    }

    private void oneWon(String session, List<Integer> answers, boolean deadline, String where) {
        JsonNode read = read(session);
        String status = read.path("status").asString();
        assertThat(answers).as(where).allMatch(answer -> answer == 200 || answer == 409 || answer == 0);
        long winners = answers.stream().filter(answer -> answer == 200).count();
        assertThat(winners).as(where).isEqualTo(status.equals("expired") && deadline && winners == 0 ? 0 : 1);
        boolean paid = answers.getFirst() == 200 || (answers.size() > 3 && answers.get(3) == 200);
        assertThat(status).as(where).isEqualTo(paid ? "completed" : answers.get(1) == 200 ? "canceled" : "expired");
        if (deadline) {
            lapse(SERVER);
        }
        if (paid) {
            isPaidOnce(session);
        } else {
            assertThat(read.path("paymentId").isNull()).as(where).isTrue();
            assertThat(SQL.number("select count(*) from payment where session_id = ?", session))
                    .as(where)
                    .isZero();
            assertThat(types(session))
                    .as(where)
                    .containsExactly(
                            "plugipay.checkout_session.created.v1", "plugipay.checkout_session." + status + ".v1");
        }
        assertThat(end(SERVER, session, "cancel")).as(where).isEqualTo(409);
        assertThat(pay(SERVER, session).status()).as(where).isEqualTo(409);
        assertThat(read(session).path("status").asString()).as(where).isEqualTo(status);
        assertThat(SQL.texts(
                        "select state from payment_attempt where session_id = ? and state in ('created',"
                                + " 'requires_action', 'in_doubt')",
                        session))
                .as(where)
                .isEmpty();
    }

    private void isPaidOnce(String session) {
        JsonNode read = read(session);
        assertThat(read.path("status").asString()).isEqualTo("completed");
        List<String> payments = SQL.texts("select id from payment where session_id = ?", session);
        assertThat(payments).containsExactly(read.path("paymentId").asString());
        assertThat(types(session))
                .containsExactly("plugipay.checkout_session.created.v1", "plugipay.checkout_session.completed.v1");
        assertThat(types(payments.getFirst())).containsExactly("payment.succeeded");
    }

    /// The types of an object's events, in their sequence, which has no holes.
    private List<String> types(String object) {
        List<String> sequences =
                SQL.texts("select sequence from event where aggregate_id = ? order by sequence", object);
        assertThat(sequences)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, sequences.size())
                        .mapToObj(Integer::toString)
                        .toList());
        return SQL.texts("select type from event where aggregate_id = ? order by sequence", object);
    }

    private JsonNode read(String session) {
        return shop.bearer().get("/v1/checkout-sessions/" + session).expect(200).data();
    }

    private Api.Reply pay(TestServer node, String session) {
        return shop.anonymous()
                .at(node.baseUrl())
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"success\"}");
    }

    private int end(TestServer node, String session, String how) {
        return shop.bearer()
                .at(node.baseUrl())
                .post("/v1/checkout-sessions/" + session + "/" + how, "{}")
                .status();
    }

    /// The deadline passes, and the sweep of that node looks at once.
    private static int lapse(TestServer node) {
        node.advance(Duration.ofSeconds(61));
        node.running().part(LapseSessions.class).lookOnce();
        return 0;
    }

    private static TestServer one(List<TestServer> nodes, Random random) {
        synchronized (random) {
            return nodes.get(random.nextInt(nodes.size()));
        }
    }

    private static Callable<Integer> late(Random random, Callable<Integer> task) {
        long nanos = random.nextInt(4) == 0 ? 0 : random.nextInt(12_000_000);
        return () -> {
            LockSupport.parkNanos(nanos);
            return task.call();
        };
    }
}

package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A server dies at each point where money is half done; the next one starts, the caller asks again, and it was done
/// once. The provider's book is what the dead server cannot have forgotten for us.
@Timeout(1_800)
class CrashTest {
    private static final boolean LONG = Boolean.getBoolean("plugipay.long");
    private static final Duration CLAIM_IS_OLD = Duration.ofSeconds(61);
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer HOME = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(HOME);

    /// What is under way when the server dies.
    private enum Work {
        CHARGE,
        SWITCH,
        REFUND,
        CANCEL,
        LOOK,
        LOOK_AT_REFUND,
        RESEND_REFUND,
        LAPSE
    }

    /// @param nth the point may be passed more than once
    /// @param sweptFirst the janitor comes before the caller
    private record Crash(Work work, String point, int nth, boolean sweptFirst) {}

    private static final List<Crash> SHORT = List.of(
            new Crash(Work.CHARGE, "after-claim", 1, false),
            new Crash(Work.CHARGE, "before-charge-call", 1, true),
            new Crash(Work.CHARGE, "after-charge-call", 1, false),
            new Crash(Work.CHARGE, "before-record-commit", 1, true),
            new Crash(Work.CHARGE, "before-answer", 1, false),
            new Crash(Work.SWITCH, "after-charge-call", 2, false),
            new Crash(Work.REFUND, "after-refund-call", 1, false),
            new Crash(Work.RESEND_REFUND, "before-refund-resend", 1, true),
            new Crash(Work.CANCEL, "before-local-answer", 1, false),
            new Crash(Work.LOOK, "after-charge-call", 1, true));

    private final Map<String, Integer> hits = new TreeMap<>();
    private Duration ahead = Duration.ZERO;
    private TestNode node = TestNode.start(HOME, SANDBOX, ahead, false);

    @AfterAll
    static void stop() {
        HOME.running().close();
        SANDBOX.close();
    }

    @Test
    void whatever_was_half_done_is_done_once() throws InterruptedException {
        List<Crash> all = LONG ? everywhere() : SHORT;
        int commits = 0;
        try {
            for (Crash crash : all) {
                assertThat(run(crash)).as("%s is passed", crash).isTrue();
            }
            if (LONG) {
                commits = atEveryCommit();
            }
        } finally {
            node.close();
        }
        int killed = hits.values().stream().mapToInt(Integer::intValue).sum();
        System.out.println("CrashTest: kills " + killed + " (" + commits + " of them at a commit counted off), points "
                + hits + ", lost or done twice 0");
    }

    private static List<Crash> everywhere() {
        var all = new ArrayList<Crash>();
        for (boolean swept : new boolean[] {false, true}) {
            for (String point : List.of(
                    "after-claim",
                    "before-charge-call",
                    "after-charge-call",
                    "before-record-commit",
                    "before-answer")) {
                all.add(new Crash(Work.CHARGE, point, 1, swept));
            }
            for (String point : List.of(
                    "after-claim",
                    "before-refund-call",
                    "after-refund-call",
                    "before-record-commit",
                    "before-answer")) {
                all.add(new Crash(Work.REFUND, point, 1, swept));
            }
            for (int nth = 1; nth <= 2; nth++) {
                all.add(new Crash(Work.SWITCH, "before-charge-call", nth, swept));
                all.add(new Crash(Work.SWITCH, "after-charge-call", nth, swept));
            }
        }
        all.add(new Crash(Work.CANCEL, "before-local-answer", 1, false));
        all.add(new Crash(Work.LOOK, "before-look", 1, true));
        all.add(new Crash(Work.LOOK, "before-charge-call", 1, true));
        all.add(new Crash(Work.LOOK, "after-charge-call", 1, true));
        all.add(new Crash(Work.LOOK_AT_REFUND, "before-refund-look", 1, true));
        all.add(new Crash(Work.LOOK_AT_REFUND, "after-refund-call", 1, true));
        all.add(new Crash(Work.RESEND_REFUND, "before-refund-resend", 1, true));
        all.add(new Crash(Work.RESEND_REFUND, "after-refund-call", 1, true));
        return all;
    }

    /// Before and after each commit of each work, as many as there are.
    private int atEveryCommit() throws InterruptedException {
        int commits = 0;
        for (Work work : Work.values()) {
            for (String point : List.of("before-commit", "after-commit")) {
                int nth = 1;
                while (run(new Crash(work, point, nth, nth % 2 == 0))) {
                    nth++;
                }
                assertThat(nth).as("%s commits", work).isGreaterThan(1);
                commits += nth - 1;
            }
        }
        return commits;
    }

    /// False when the work was done without passing the point that often.
    private boolean run(Crash crash) throws InterruptedException {
        Shop shop = HOME.newShop();
        Begun begun = prepare(shop, crash.work());
        assertThat(node.tell("arm " + crash.point() + " " + crash.nth())).isTrue();
        boolean died = attempt(shop, begun);
        if (died) {
            assertThat(node.wasKilled()).as("%s", crash).isTrue();
            hits.merge(crash.work() + " " + crash.point(), 1, Integer::sum);
            advance(CLAIM_IS_OLD);
            node = TestNode.start(HOME, SANDBOX, ahead, false);
        } else {
            assertThat(node.tell("arm nowhere 1")).isTrue();
        }
        if (crash.sweptFirst()) {
            sweep();
        }
        check(shop, begun, crash);
        return died;
    }

    /// What a caller sends, with its key, or the sweep that is run.
    private record Begun(Work work, String session, String payment, String path, String body) {}

    private Begun prepare(Shop shop, Work work) {
        Api api = shop.bearer().at(node.baseUrl());
        String session = api.post(
                        "/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":600}")
                .expect(201)
                .data("id");
        String charge = "/v1/public/checkout/sessions/" + session + "/charge";
        String card = "{\"method\":\"card\",\"testCard\":\"success\"}";
        String payment = "";
        if (work == Work.SWITCH) {
            api.post(charge, "{\"method\":\"va_bca\"}").expect(200);
        }
        if (work == Work.LOOK) {
            SANDBOX.next("charge", Fault.FAIL_AFTER);
            api.post(charge, card).expect(200);
            advance(CLAIM_IS_OLD);
            assertThat(node.tell("advance " + CLAIM_IS_OLD.toSeconds())).isTrue();
        }
        boolean looksAtRefund = work == Work.LOOK_AT_REFUND || work == Work.RESEND_REFUND;
        if (work == Work.REFUND || looksAtRefund) {
            api.post(charge, card).expect(200);
            payment = SQL.texts("select id from payment where session_id = ?", session)
                    .getFirst();
        }
        if (looksAtRefund) {
            SANDBOX.next("refund", work == Work.RESEND_REFUND ? Fault.FAIL_BEFORE : Fault.FAIL_AFTER);
            api.post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}").expect(201);
            advance(Duration.ofMinutes(31));
            assertThat(node.tell("advance 1860")).isTrue();
        }
        if (work == Work.LAPSE) {
            advance(Duration.ofSeconds(601));
            assertThat(node.tell("advance 601")).isTrue();
        }
        return switch (work) {
            case CHARGE, SWITCH -> new Begun(work, session, payment, charge, card);
            case REFUND -> new Begun(work, session, payment, "/v1/refunds", "{\"paymentId\":\"" + payment + "\"}");
            case CANCEL -> new Begun(work, session, payment, "/v1/checkout-sessions/" + session + "/cancel", "{}");
            case LOOK -> new Begun(work, session, payment, "look-at-attempts", "");
            case LOOK_AT_REFUND, RESEND_REFUND -> new Begun(work, session, payment, "look-at-refunds", "");
            case LAPSE -> new Begun(work, session, payment, "lapse-checkout-sessions", "");
        };
    }

    /// Whether the server died of it.
    private boolean attempt(Shop shop, Begun begun) {
        if (!begun.path().startsWith("/")) {
            return !node.tell("sweep " + begun.path());
        }
        try {
            send(shop, begun);
            return false;
        } catch (UncheckedIOException e) {
            return true;
        }
    }

    private Api.Reply send(Shop shop, Begun begun) {
        return shop.bearer().at(node.baseUrl()).post(begun.path(), begun.body(), "key-" + begun.session());
    }

    private void check(Shop shop, Begun begun, Crash crash) {
        if (begun.path().startsWith("/")) {
            Api.Reply again = send(shop, begun);
            assertThat(again.status())
                    .as("%s: %s", crash, again.text())
                    .isEqualTo(begun.work() == Work.REFUND ? 201 : 200);
            assertThat(send(shop, begun).bytes()).as("%s", crash).isEqualTo(again.bytes());
        }
        sweep();
        String status = SQL.texts("select status from checkout_session where id = ?", begun.session())
                .getFirst();
        boolean pays = begun.work() != Work.CANCEL && begun.work() != Work.LAPSE;
        String expected = pays ? "completed" : begun.work() == Work.CANCEL ? "canceled" : "expired";
        assertThat(status).as("%s", crash).isEqualTo(expected);
        assertThat(SQL.number("select count(*) from payment where session_id = ?", begun.session()))
                .as("%s", crash)
                .isEqualTo(pays ? 1 : 0);
        assertThat(BOOK.taken(begun.session())).as("%s", crash).hasSize(pays ? 1 : 0);
        assertThat(BOOK.keys(begun.session())).as("%s", crash).hasSize(!pays ? 0 : begun.work() == Work.SWITCH ? 2 : 1);
        int back = begun.payment().isEmpty() ? 0 : 1;
        assertThat(BOOK.sentBack(begun.session())).as("%s", crash).hasSize(back);
        assertThat(SQL.number(
                        "select count(*) from refund where payment_id = ? and status = 'succeeded'", begun.payment()))
                .as("%s", crash)
                .isEqualTo(back);
        Oracle.check(HOME, shop);
    }

    private void sweep() {
        for (String name : List.of("look-at-attempts", "look-at-refunds", "lapse-checkout-sessions")) {
            assertThat(node.tell("sweep " + name)).isTrue();
        }
    }

    private void advance(Duration by) {
        ahead = ahead.plus(by);
        HOME.advance(by);
    }
}

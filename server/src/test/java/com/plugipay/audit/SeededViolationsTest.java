package com.plugipay.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.DatabaseLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A check that cannot fail proves nothing: each is shown what it looks for, on a database whose own defences are down.
class SeededViolationsTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String workspace = shop.workspace().text();
    private final SeededBooks books = new SeededBooks(SQL, workspace);

    @BeforeAll
    static void disarm() {
        SeededBooks.disarm(SQL);
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void a01_a_second_payment_of_a_session() {
        String session = paid();
        books.payment("pay_twin", session, 150_000);
        finds("A01", session);
    }

    @Test
    void a02_completed_without_a_payment_and_a_payment_of_another_amount() {
        String open = shop.openSession();
        SQL.update("update checkout_session set status = 'completed' where id = ?", open);
        finds("A02", open);
        String paid = paid();
        SQL.update("update payment set amount = 1 where session_id = ?", paid);
        finds("A02", paid);
        String other = shop.openSession();
        String stray = books.id("pay_stray");
        books.payment("pay_stray", other, 150_000);
        finds("A02", stray);
    }

    @Test
    void a02_an_attempt_that_asks_another_sum_than_its_session_without_saying_so() {
        String attempt = attemptOf(paid());
        SQL.update("update payment_attempt set amount = amount - 7 where id = ?", attempt);
        finds("A02", attempt);
        SQL.update("update payment_attempt set adapter = 'manual', unique_code = 7 where id = ?", attempt);
        assertThat(found("A02")).doesNotContain(attempt);
    }

    @Test
    void a03_totals_that_lie_and_refunds_above_the_capture() {
        String payment = paymentOf(paid());
        SQL.update("update payment set amount_refunded = 5, refund_reserved = 5 where id = ?", payment);
        finds("A03", payment);
        String much = paymentOf(paid());
        books.refund("ref_a", much, null, 100_000, "succeeded");
        books.refund("ref_b", much, null, 100_000, "pending");
        finds("A03", much);
        String unapplied = books.unapplied("up_r", 1_000, "open", "r-1");
        books.refund("ref_c", null, unapplied, 1_001, "pending");
        finds("A03", unapplied);
    }

    @Test
    void a04_a_refund_in_another_currency_and_of_another_workspace() {
        String refund = books.refund("ref_usd", paymentOf(paid()), null, 10, "pending");
        SQL.update("update refund set currency = 'USD' where id = ?", refund);
        finds("A04", refund);
        Shop other = SERVER.newShop();
        String foreign = other.openSession();
        other.pay(foreign, "success").expect(200);
        finds("A04", books.refund("ref_foreign", paymentOf(foreign), null, 10, "pending"));
    }

    @Test
    void a05_a_booking_that_does_not_balance_one_without_entries_and_an_entry_without_a_booking() {
        String lame = books.booking("tx_lame", "adjustment", "x");
        books.entry("le_1", lame, "cash", "debit", 10);
        books.entry("le_2", lame, "sales", "credit", 9);
        finds("A05", lame);
        finds("A05", books.booking("tx_empty", "adjustment", "y"));
        finds("A05", books.entry("le_3", "tx_nowhere", "cash", "debit", 10));
    }

    @Test
    void a06_a_fact_booked_twice_never_wrongly_or_without_having_happened() {
        String never = books.unapplied("up_never", 700, "open", "n-1");
        finds("A06", never);
        String twice = books.unapplied("up_twice", 700, "open", "n-2");
        books.balanced("tx_once", "unapplied", twice, 700);
        books.balanced("tx_again", "unapplied", twice, 700);
        finds("A06", twice);
        String wrong = books.unapplied("up_wrong", 700, "open", "n-3");
        books.balanced("tx_wrong", "unapplied", wrong, 699);
        finds("A06", wrong);
        String fee = books.unapplied("up_fee", 700, "open", "n-4");
        SQL.update("update unapplied_payment set fee_amount = 9 where id = ?", fee);
        books.balanced("tx_fee", "unapplied", fee, 700);
        finds("A06", fee);
        books.balanced("tx_ghost", "capture", books.id("pay_ghost"), 700);
        finds("A06", books.id("pay_ghost"));
        String session = paid();
        SQL.update("update payment_attempt set adapter = 'manual', unique_code = 7 where id = ?", attemptOf(session));
        finds("A06", paymentOf(session));
        books.balanced("tx_code", "adjustment", paymentOf(session), 7);
        assertThat(found("A06")).doesNotContain(paymentOf(session));
    }

    @Test
    void a07_money_accounts_that_hold_more_than_came_in() {
        String right = books.unapplied("up_right", 700, "open", "m-1");
        books.balanced("tx_right", "unapplied", right, 700);
        assertThat(found("A07")).isEmpty();
        SQL.update("update unapplied_payment set fee_amount = 7 where id = ?", right);
        finds("A07", "IDR");
        String kept = books.booking("tx_kept", "fee", right);
        books.entry("le_k1", kept, "channel_fee", "debit", 7);
        books.entry("le_k2", kept, "gateway:sandbox", "credit", 7);
        assertThat(found("A07")).isEmpty();
        String more = books.booking("tx_more", "fee", "pay_none");
        books.entry("le_m1", more, "gateway:sandbox", "debit", 3);
        books.entry("le_m2", more, "fees", "credit", 3);
        finds("A07", "IDR");
    }

    @Test
    void a08_a_hole_in_the_events_and_a_version_without_one() {
        String session = paid();
        SQL.update("update event set sequence = 9 where aggregate_id = ? and sequence = 2", session);
        finds("A08", session);
        String silent = shop.openSession();
        SQL.update("update checkout_session set version = 2 where id = ?", silent);
        finds("A08", silent);
    }

    @Test
    void a11_an_attempt_of_another_mode_or_by_a_real_provider() {
        String attempt = attemptOf(paid());
        SQL.update("update payment_attempt set run_by = 'xendit' where id = ?", attempt);
        finds("A11", attempt);
        String strange = attemptOf(paid());
        Shop other = SERVER.newShop();
        SQL.update("update payment_attempt set session_id = ? where id = ?", other.openSession(), strange);
        finds("A11", strange);
    }

    @Test
    void a12_an_attempt_in_doubt_and_a_pending_refund_that_nobody_looks_at() {
        String attempt = attemptOf(paid());
        SQL.update("update payment_attempt set state = 'in_doubt', next_check_at = null where id = ?", attempt);
        finds("A12", attempt);
        SQL.update("update payment_attempt set next_check_at = now() - interval '14 minutes' where id = ?", attempt);
        assertThat(found("A12")).doesNotContain(attempt);
        SQL.update("update payment_attempt set next_check_at = now() - interval '16 minutes' where id = ?", attempt);
        finds("A12", attempt);
        SQL.update("update payment_attempt set next_check_at = null, handed_over_at = now() where id = ?", attempt);
        assertThat(found("A12")).doesNotContain(attempt);
        finds("A12", books.refund("ref_lost", paymentOf(paid()), null, 10, "pending"));
    }

    @Test
    void a13_one_reference_for_two_moneys_and_money_that_is_nowhere() {
        String first = attemptOf(paid());
        String second = attemptOf(paid());
        SQL.update("update payment_attempt set provider_reference = 'same' where id in (?, ?)", first, second);
        finds("A13", first.compareTo(second) < 0 ? first : second);
        books.unapplied("up_1", 5, "open", "twice");
        books.unapplied("up_2", 5, "open", "twice");
        finds("A13", books.id("up_1"));
        String lost = attemptOf(paid());
        SQL.update("delete from payment where attempt_id = ?", lost);
        finds("A13", lost);
        String half = books.unapplied("up_half", 100, "applied", "half");
        finds("A13", half);
    }

    @Test
    void a14_an_idempotency_key_that_is_held_for_ever() {
        SQL.update("""
                insert into idempotency (workspace_id, mode, method, route, key, fingerprint, claimed_at, created_at)
                values (?, 'test', 'POST', '/charge', 'stuck', '\\x00', now() - interval '3 minutes', now())
                """, workspace);
        finds("A14", "stuck");
    }

    @Test
    void a15_a_callback_that_nobody_takes_up() {
        SQL.update("""
                insert into provider_event
                       (id, workspace_id, mode, adapter, dedupe_key, our_key, headers, body, copies, tries, next_try_at,
                        received_at, last_at)
                values (?, ?, 'live', 'xendit', 'x', 'ORDER-1', '{}', '\\x7b7d', 1, 0, now() + interval '1 day', now(),
                        now())
                """, "pev_" + workspace, workspace);
        assertThat(foundIn(shop.live(), "A15")).isEmpty();
        // The sweep would take it up within two seconds: it is made late again until the audit came first.
        boolean found = false;
        for (int i = 0; i < 20 && !found; i++) {
            SQL.update("""
                    update provider_event
                       set next_try_at = now() - interval '6 minutes', processed_at = null, outcome = null
                     where id = ?
                    """, "pev_" + workspace);
            found = foundIn(shop.live(), "A15").contains("pev_" + workspace);
        }
        assertThat(found).isTrue();
    }

    @Test
    void a16_a_changed_entry_a_removed_one_and_a_forged_seal() {
        shop.openSession();
        List<String> entries = fourSealedEntries();
        assertThat(found("A16")).isEmpty();
        SQL.update("update audit_entry set actor_name = 'Somebody else' where id = ?", entries.get(1));
        assertThat(found("A16")).containsExactly(entries.get(1));
        SQL.update("delete from audit_entry where id = ?", entries.get(2));
        assertThat(found("A16")).containsExactly(entries.get(1), entries.get(2));
        SQL.update("delete from audit_seal where entry_id = ?", entries.get(2));
        assertThat(found("A16")).containsExactly(entries.get(1), entries.get(3));
    }

    @Test
    void a17_an_entry_that_is_not_sealed_within_a_minute() throws SQLException {
        DatabaseLogin owner = SERVER.running().access().owner();
        try (Connection stubborn = DriverManager.getConnection(owner.jdbcUrl(), owner.user(), owner.password());
                PreparedStatement lock =
                        stubborn.prepareStatement("select pg_advisory_lock(hashtextextended('audit seal ' || ?, 0))")) {
            lock.setString(1, workspace + " test");
            lock.execute();
            shop.hmac()
                    .post("/v1/checkout-sessions/" + shop.openSession() + "/cancel", "{}")
                    .expect(200);
            String waiting = SQL.texts("""
                    select id from audit_entry where workspace_id = ? and action = 'checkout_session.canceled'
                    """, workspace).getFirst();
            queuedBefore(waiting, "50 seconds");
            assertThat(found("A17")).doesNotContain(waiting);
            queuedBefore(waiting, "70 seconds");
            finds("A17", waiting);
            SQL.update("delete from audit_unsealed where entry_id = ?", waiting);
            finds("A17", waiting);
        }
    }

    @Test
    void a18_a_refund_that_went_back_after_all_and_one_that_was_counted_otherwise() {
        String refund = books.refund("ref_after", paymentOf(paid()), null, 10, "failed");
        SQL.update("""
                insert into refund_contradiction (id, workspace_id, mode, refund_id, provider_reference, told_amount,
                                                  told_currency, told_at)
                values (?, ?, 'test', ?, 'r-1', 10, 'IDR', now())
                """, books.id("rct"), workspace, refund);
        finds("A18", refund);
        String counted = books.refund("ref_counted", paymentOf(paid()), null, 10, "succeeded");
        SQL.update("""
                update refund_contradiction
                   set answer = 'counted', answered_by = 'x', answered_at = now(), counted_refund_id = ?
                 where id = ?
                """, counted, books.id("rct"));
        finds("A18", refund);
        SQL.update("update refund set provider_reference = 'r-1' where id = ?", counted);
        assertThat(found("A18")).doesNotContain(refund);
        SQL.update("update refund set amount = 9 where id = ?", counted);
        finds("A18", refund);
    }

    private static void queuedBefore(String entry, String interval) {
        SQL.update(
                "update audit_unsealed set queued_at = now() - cast(? as interval) where entry_id = ?",
                interval,
                entry);
    }

    private List<String> fourSealedEntries() {
        for (int i = 0; i < 4; i++) {
            String session = shop.openSession();
            shop.hmac()
                    .post("/v1/checkout-sessions/" + session + "/cancel", "{}")
                    .expect(200);
        }
        SERVER.running().part(SealAuditLog.class).lookOnce();
        return SQL.texts("""
                select s.entry_id from audit_seal s
                 where s.workspace_id = ? and s.mode = 'test' order by s.position desc limit 4
                """, workspace).reversed();
    }

    private void finds(String check, String objectId) {
        assertThat(found(check)).contains(objectId);
    }

    private List<String> found(String check) {
        return foundIn(shop.bearer(), check);
    }

    private static List<String> foundIn(Api api, String check) {
        JsonNode report = api.get("/v1/audit/checks").expect(200).data();
        return report.path("findings")
                .valueStream()
                .filter(finding -> finding.path("check").asString().equals(check))
                .map(finding -> finding.path("objectId").asString())
                .toList();
    }

    private String paid() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        return session;
    }

    private static String paymentOf(String session) {
        return SQL.texts("select id from payment where session_id = ?", session).getFirst();
    }

    private static String attemptOf(String session) {
        return SQL.texts("select id from payment_attempt where session_id = ?", session)
                .getFirst();
    }
}

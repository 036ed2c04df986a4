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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A check that cannot fail proves nothing: each is shown what it looks for, on a database whose own defences are down.
class SeededViolationsTest {
    private static final TestServer SERVER = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String workspace = shop.workspace().text();

    /// Constraints, unique indexes and triggers: what keeps healthy code from ever doing these things.
    @BeforeAll
    static void disarm() {
        SQL.update("""
                do $$ declare one record; begin
                    for one in select conrelid::regclass as of, conname from pg_constraint
                                where connamespace = 'public'::regnamespace and contype = 'f' loop
                        execute format('alter table %s drop constraint %I', one.of, one.conname);
                    end loop;
                    for one in select conrelid::regclass as of, conname from pg_constraint
                                where connamespace = 'public'::regnamespace and contype in ('c', 'u')
                                  and conrelid::regclass::text in ('payment', 'refund', 'unapplied_payment', 'event',
                                      'payment_attempt', 'checkout_session', 'ledger_tx', 'ledger_entry', 'audit_seal')
                    loop
                        execute format('alter table %s drop constraint %I', one.of, one.conname);
                    end loop;
                    for one in select i.indexrelid::regclass as name from pg_index i
                                 join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
                                where i.indisunique and not i.indisprimary and c.relname in
                                      ('payment', 'refund', 'unapplied_payment', 'payment_attempt') loop
                        execute format('drop index %s', one.name);
                    end loop;
                    for one in select tgrelid::regclass as of, tgname from pg_trigger where not tgisinternal loop
                        execute format('drop trigger %I on %s', one.tgname, one.of);
                    end loop;
                end $$
                """);
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void a01_a_second_payment_of_a_session() {
        String session = paid();
        payment("pay_twin", session, 150_000);
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
        String stray = id("pay_stray");
        payment("pay_stray", other, 150_000);
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
        refund("ref_a", much, null, 100_000, "succeeded");
        refund("ref_b", much, null, 100_000, "pending");
        finds("A03", much);
        String unapplied = unapplied("up_r", 1_000, "open", "r-1");
        refund("ref_c", null, unapplied, 1_001, "pending");
        finds("A03", unapplied);
    }

    @Test
    void a04_a_refund_in_another_currency_and_of_another_workspace() {
        String refund = refund("ref_usd", paymentOf(paid()), null, 10, "pending");
        SQL.update("update refund set currency = 'USD' where id = ?", refund);
        finds("A04", refund);
        Shop other = SERVER.newShop();
        String foreign = other.openSession();
        other.pay(foreign, "success").expect(200);
        finds("A04", refund("ref_foreign", paymentOf(foreign), null, 10, "pending"));
    }

    @Test
    void a05_a_booking_that_does_not_balance_one_without_entries_and_an_entry_without_a_booking() {
        String lame = booking("tx_lame", "adjustment", "x");
        entry("le_1", lame, "cash", "debit", 10);
        entry("le_2", lame, "sales", "credit", 9);
        finds("A05", lame);
        finds("A05", booking("tx_empty", "adjustment", "y"));
        finds("A05", entry("le_3", "tx_nowhere", "cash", "debit", 10));
    }

    @Test
    void a06_a_fact_booked_twice_never_wrongly_or_without_having_happened() {
        String never = unapplied("up_never", 700, "open", "n-1");
        finds("A06", never);
        String twice = unapplied("up_twice", 700, "open", "n-2");
        balanced("tx_once", "unapplied", twice, 700);
        balanced("tx_again", "unapplied", twice, 700);
        finds("A06", twice);
        String wrong = unapplied("up_wrong", 700, "open", "n-3");
        balanced("tx_wrong", "unapplied", wrong, 699);
        finds("A06", wrong);
        String fee = unapplied("up_fee", 700, "open", "n-4");
        SQL.update("update unapplied_payment set fee_amount = 9 where id = ?", fee);
        balanced("tx_fee", "unapplied", fee, 700);
        finds("A06", fee);
        balanced("tx_ghost", "capture", id("pay_ghost"), 700);
        finds("A06", id("pay_ghost"));
        String session = paid();
        SQL.update("update payment_attempt set adapter = 'manual', unique_code = 7 where id = ?", attemptOf(session));
        finds("A06", paymentOf(session));
        balanced("tx_code", "adjustment", paymentOf(session), 7);
        assertThat(found("A06")).doesNotContain(paymentOf(session));
    }

    @Test
    void a07_money_accounts_that_hold_more_than_came_in() {
        String right = unapplied("up_right", 700, "open", "m-1");
        balanced("tx_right", "unapplied", right, 700);
        assertThat(found("A07")).isEmpty();
        SQL.update("update unapplied_payment set fee_amount = 7 where id = ?", right);
        finds("A07", "IDR");
        String kept = booking("tx_kept", "fee", right);
        entry("le_k1", kept, "channel_fee", "debit", 7);
        entry("le_k2", kept, "gateway:sandbox", "credit", 7);
        assertThat(found("A07")).isEmpty();
        String more = booking("tx_more", "fee", "pay_none");
        entry("le_m1", more, "gateway:sandbox", "debit", 3);
        entry("le_m2", more, "fees", "credit", 3);
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
        finds("A12", refund("ref_lost", paymentOf(paid()), null, 10, "pending"));
    }

    @Test
    void a13_one_reference_for_two_moneys_and_money_that_is_nowhere() {
        String first = attemptOf(paid());
        String second = attemptOf(paid());
        SQL.update("update payment_attempt set provider_reference = 'same' where id in (?, ?)", first, second);
        finds("A13", first.compareTo(second) < 0 ? first : second);
        unapplied("up_1", 5, "open", "twice");
        unapplied("up_2", 5, "open", "twice");
        finds("A13", id("up_1"));
        String lost = attemptOf(paid());
        SQL.update("delete from payment where attempt_id = ?", lost);
        finds("A13", lost);
        String half = unapplied("up_half", 100, "applied", "half");
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
        String refund = refund("ref_after", paymentOf(paid()), null, 10, "failed");
        SQL.update("""
                insert into refund_contradiction (id, workspace_id, mode, refund_id, provider_reference, told_amount,
                                                  told_currency, told_at)
                values (?, ?, 'test', ?, 'r-1', 10, 'IDR', now())
                """, id("rct"), workspace, refund);
        finds("A18", refund);
        String counted = refund("ref_counted", paymentOf(paid()), null, 10, "succeeded");
        SQL.update("""
                update refund_contradiction
                   set answer = 'counted', answered_by = 'x', answered_at = now(), counted_refund_id = ?
                 where id = ?
                """, counted, id("rct"));
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

    /// Names that other tests of this database do not use.
    private String id(String name) {
        return name + "_" + workspace;
    }

    private void payment(String name, String session, long amount) {
        SQL.update("""
                insert into payment (id, workspace_id, mode, session_id, attempt_id, amount, currency, method, adapter,
                                     status, captured_at, version, created_at, updated_at)
                values (?, ?, 'test', ?, 'att_none', ?, 'IDR', 'card', 'sandbox', 'succeeded', now(), 1, now(), now())
                """, id(name), workspace, session, amount);
    }

    private String refund(
            String name, @Nullable String payment, @Nullable String unapplied, long amount, String status) {
        SQL.update("""
                insert into refund (id, workspace_id, mode, payment_id, unapplied_payment_id, amount, currency, status,
                                    via, adapter, version, created_at, updated_at)
                values (?, ?, 'test', ?, ?, ?, 'IDR', ?, 'provider', 'sandbox', 1, now(), now())
                """, id(name), workspace, payment, unapplied, amount, status);
        return id(name);
    }

    private String unapplied(String name, long amount, String status, String reference) {
        SQL.update("""
                insert into unapplied_payment (id, workspace_id, mode, reason, status, amount, currency, adapter,
                                               provider_reference, received_at, version, created_at, updated_at)
                values (?, ?, 'test', 'unknown', ?, ?, 'IDR', 'sandbox', ?, now(), 1, now(), now())
                """, id(name), workspace, status, amount, reference);
        return id(name);
    }

    private String booking(String name, String kind, String fact) {
        SQL.update("""
                insert into ledger_tx (id, workspace_id, mode, kind, fact_id, source_type, source_id, posted_at)
                values (?, ?, 'test', ?, ?, 'adjustment', 'x', now())
                """, id(name), workspace, kind, fact);
        return id(name);
    }

    private String entry(String name, String booking, String code, String direction, long amount) {
        SQL.update("""
                insert into ledger_entry (id, workspace_id, mode, tx_id, code, direction, amount, currency, source_type,
                                          source_id, posted_at)
                values (?, ?, 'test', ?, ?, ?, ?, 'IDR', 'adjustment', 'x', now())
                """, id(name), workspace, booking, code, direction, amount);
        return id(name);
    }

    private void balanced(String name, String kind, String fact, long amount) {
        String booking = booking(name, kind, fact);
        entry(name + "_d", booking, "gateway:sandbox", "debit", amount);
        entry(name + "_c", booking, "unapplied", "credit", amount);
    }
}

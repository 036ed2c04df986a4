package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.command.Running;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;

/// What the running server's own role may do and see, on the running server's own connections.
@LeavesFindings("Writes rows past the product, to see which of them the database refuses.")
class DatabaseRolesTest {
    private static final List<String> PROTECTED = List.of(
            "adapter_config",
            "adapter_health",
            "audit_entry",
            "audit_run",
            "audit_seal",
            "audit_unsealed",
            "failure_alarm",
            "file",
            "ledger_entry",
            "ledger_tx",
            "mail",
            "managed_account",
            "provider_event",
            "provider_refusal",
            "refund",
            "refund_contradiction",
            "unapplied_payment",
            "workspace_clock",
            "workspace",
            "membership",
            "setup_token",
            "checkout_settings",
            "api_key",
            "customer",
            "checkout_session",
            "payment_attempt",
            "payment",
            "event",
            "idempotency");

    private final Running running = TestServer.shared().running();
    private final Database database = running.part(Database.class);
    private final Shop shop = TestServer.shared().newShop();
    private final Shop other = TestServer.shared().newShop();

    @Test
    void the_running_role_is_neither_superuser_nor_owner() throws SQLException {
        assertThat(ask("select current_user::text")).containsExactly("plugipay_app");
        assertThat(ask("""
                        select concat_ws(' ', rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication)
                          from pg_roles where rolname = current_user
                        """)).containsExactly("f f f f f");
        assertThat(ask("select relname::text from pg_class where relowner = current_user::regrole"))
                .isEmpty();
        assertThat(ask("select roleid::regrole::text from pg_auth_members where member = current_user::regrole"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table t (a int)",
                "create temp table t (a int)",
                "create schema s",
                "alter table payment add column a int",
                "alter table payment disable row level security",
                "alter table payment disable trigger all",
                "drop table payment",
                "drop policy scope on payment",
                "truncate event",
                "update event set data = '{}'",
                "delete from event",
                "update audit_entry set action = 'a.b'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_seal set position = 9",
                "delete from audit_seal",
                "update audit_run set checks = 0",
                "delete from audit_run",
                "delete from payment",
                "delete from checkout_session",
                "delete from payment_attempt",
                "delete from workspace",
                "delete from workspace_clock",
                "update provider_event set body = ''",
                "update provider_event set dedupe_key = 'x'",
                "update provider_event set our_key = 'x'",
                "truncate provider_event",
                "update refund_contradiction set told_amount = 1",
                "update refund_contradiction set refund_id = 'x'",
                "delete from refund_contradiction",
                "truncate refund_contradiction",
                "select * from flyway_schema_history",
                "set role plugipay_owner",
                "set session_replication_role = replica",
                "alter role plugipay_app superuser",
                "select pg_read_file('/etc/hosts')",
                "copy payment to program 'cat'"
            })
    void what_the_product_never_does_is_refused(String sql) {
        assertThatThrownBy(() -> ask(sql))
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("42501"));
    }

    /// Tables that [#fill] leaves empty.
    private static final List<String> NOT_FILLED = List.of(
            "membership",
            "setup_token",
            "adapter_config",
            "adapter_health",
            "audit_run",
            "audit_seal",
            "failure_alarm",
            "audit_unsealed",
            "file",
            "ledger_entry",
            "ledger_tx",
            "mail",
            "managed_account",
            "provider_event",
            "provider_refusal",
            "refund",
            "refund_contradiction",
            "unapplied_payment",
            "workspace_clock");

    @Test
    void every_table_with_a_workspace_has_row_level_security_for_reads_and_writes() throws SQLException {
        List<String> tables = ask("""
                select c.relname::text from pg_class c
                 where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
                   and (c.relname = 'workspace'
                        or exists (select 1 from pg_attribute a
                                    where a.attrelid = c.oid and a.attname = 'workspace_id' and not a.attisdropped))
                """);
        assertThat(tables).containsExactlyInAnyOrderElementsOf(PROTECTED);
        assertThat(ask("""
                        select c.relname::text from pg_class c
                          join pg_policy p on p.polrelid = c.oid and p.polpermissive and p.polcmd = '*'
                         where c.relrowsecurity
                        """)).containsExactlyInAnyOrderElementsOf(PROTECTED);
    }

    /// A connection of its own: one that has read keeps its reader's scope until the next user tells another.
    @Test
    void a_connection_that_was_told_nothing_sees_no_rows() throws SQLException {
        fill(shop);
        try (HikariDataSource untold = running.access().pool(1);
                Connection connection = untold.getConnection()) {
            connection.setAutoCommit(true);
            for (String table : PROTECTED) {
                if (!NOT_FILLED.contains(table)) {
                    assertThat(countOfAll(table)).as(table).isPositive();
                }
                assertThat(CountingPool.ask(connection, "select count(*) from " + table))
                        .as(table)
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void a_scope_sees_its_workspace_and_mode_only() {
        fill(shop);
        fill(other);
        for (Shop one : List.of(shop, other)) {
            Scope scope = new Scope(one.workspace(), Mode.TEST);
            assertThat(seen(scope, "checkout_session")).isEqualTo(2);
            for (String table : PROTECTED) {
                String column = table.equals("workspace") ? "id" : "workspace_id";
                List<String> foreign = database.read(
                        scope,
                        tx -> tx.sql("select " + column + " from " + table + " where " + column + " <> :own")
                                .param("own", one.workspace().text())
                                .query(String.class)
                                .list());
                assertThat(foreign).as(table).isEmpty();
            }
            Scope live = new Scope(one.workspace(), Mode.LIVE);
            for (String table : List.of("checkout_session", "payment_attempt", "payment", "event", "idempotency")) {
                assertThat(seen(live, table)).as(table).isZero();
            }
        }
    }

    @Test
    void a_scope_cannot_write_for_another() {
        Scope scope = new Scope(shop.workspace(), Mode.TEST);
        assertThatThrownBy(() -> insertCustomer(scope, "cus_a" + shop.slug(), other.workspace(), "test"))
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThatThrownBy(() -> insertCustomer(scope, "cus_b" + shop.slug(), shop.workspace(), "live"))
                .rootCause()
                .hasMessageContaining("row-level security");
        assertThat(insertCustomer(scope, "cus_c" + shop.slug(), shop.workspace(), "test"))
                .isEqualTo(1);
        int moved = database.inTransaction(
                new Scope(other.workspace(), Mode.TEST),
                tx -> tx.sql("update customer set name = 'x' where id = :id")
                        .param("id", "cus_c" + shop.slug())
                        .update());
        assertThat(moved).isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            status = 'open', payment_id = null, completed_at = null
            status = 'canceled', payment_id = null, completed_at = null, canceled_at = now()
            amount = amount + 1
            currency = 'USD'
            """)
    void an_ended_session_stays_as_it_ended(String change) {
        String session = fill(shop);
        refused("update checkout_session set " + change + " where id = :id", Map.of("id", session), "23514");
    }

    /// The second one is right in all but this: its attempt is there, and its money is not known.
    @Test
    void a_session_has_one_payment() {
        String session = shop.openSession();
        shop.pay(session, "generic_decline").expect(402);
        shop.pay(session, "success").expect(200);
        refused("""
                insert into payment (id, workspace_id, mode, session_id, attempt_id, amount, currency, method, adapter,
                                     status, captured_at, version, created_at, updated_at)
                select 'pay_second', p.workspace_id, p.mode, p.session_id, a.id, p.amount, p.currency, p.method,
                       p.adapter, p.status, p.captured_at, 1, p.created_at, p.updated_at
                  from payment p join payment_attempt a on a.session_id = p.session_id and a.id <> p.attempt_id
                 where p.session_id = :id
                """, Map.of("id", session), "23505");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            refund_reserved = amount + 1
            refund_reserved = 10, amount_refunded = 11, status = 'partially_refunded'
            refund_reserved = amount, amount_refunded = amount
            refund_reserved = 10, amount_refunded = 10, status = 'refunded'
            """)
    void m6_of_a_payment_no_more_goes_back_than_came_in(String change) {
        String session = fill(shop);
        refused("update payment set " + change + " where session_id = :id", Map.of("id", session), "23514");
    }

    @Test
    void a_session_has_one_live_attempt() {
        String session = shop.openSession();
        shop.pay(session, "three_d_secure");
        refused(copyOfAttempt("att_second", "workspace_id", "mode"), Map.of("id", session), "23505");
    }

    @Test
    void nothing_points_into_another_workspace_or_mode() {
        String session = shop.openSession();
        shop.pay(session, "generic_decline");
        refused(
                copyOfAttempt("att_foreign", ":other", "mode"),
                Map.of("id", session, "other", other.workspace().text()),
                "23503");
        refused(copyOfAttempt("att_foreign", "workspace_id", "'live'"), Map.of("id", session), "23514", "23503");
        String customer = "cus_f" + other.slug();
        insertCustomer(new Scope(other.workspace(), Mode.TEST), customer, other.workspace(), "test");
        refused(
                "update checkout_session set customer_id = :customer where id = :id",
                Map.of("id", session, "customer", customer),
                "23503");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            amount = 0
            amount = 1000000000000
            currency = 'EUR'
            mode = 'both'
            status = 'paid'
            status = 'completed', completed_at = now()
            status = 'expired'
            canceled_at = now()
            status = 'pending_review'
            locale = 'fr'
            version = 0
            """)
    void a_session_that_makes_no_sense_is_refused(String change) {
        String session = shop.openSession();
        refused("update checkout_session set " + change + " where id = :id", Map.of("id", session), "23514");
    }

    @Test
    void an_objects_events_are_counted_without_doubles() {
        String session = shop.openSession();
        refused("""
                insert into event (id, workspace_id, mode, type, aggregate_type, aggregate_id, sequence, data, source,
                                   occurred_at, created_at)
                select 'evt_double' || id, workspace_id, mode, type, aggregate_type, aggregate_id, sequence, data,
                       source, occurred_at, created_at
                  from event where aggregate_id = :id
                """, Map.of("id", session), "23505");
    }

    /// A paid session and an open one; answers the paid one.
    private static String fill(Shop of) {
        String session = of.openSession();
        of.pay(session, "success").expect(200);
        of.openSession();
        of.hmac()
                .post("/v1/customers", "{\"name\":\"Ibu Sari\"}", "fill-" + session)
                .expect(201);
        return session;
    }

    private static String copyOfAttempt(String id, String workspace, String mode) {
        return "insert into payment_attempt (id, workspace_id, mode, session_id, method, channel, adapter, run_by, test_card,"
                + " state, amount, currency, expires_at, version, created_at, updated_at) select '" + id + "', "
                + workspace + ", "
                + mode
                + ", session_id, method, channel, adapter, run_by, test_card, 'created', amount, currency,"
                + " expires_at, 1, created_at, updated_at from payment_attempt where session_id = :id limit 1";
    }

    private void refused(String sql, Map<String, ?> params, String... sqlStates) {
        assertThatThrownBy(() -> database.inTransactionAcrossWorkspaces(
                        tx -> tx.sql(sql).params(params).update()))
                .isInstanceOf(DataAccessException.class)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isIn((Object[]) sqlStates));
    }

    private int insertCustomer(Scope scope, String id, WorkspaceId workspace, String mode) {
        return database.inTransaction(
                scope,
                tx -> tx.sql("""
                        insert into customer (id, workspace_id, mode, version, created_at, updated_at)
                        values (:id, :workspace, :mode, 1, now(), now())
                        """)
                        .param("id", id)
                        .param("workspace", workspace.text())
                        .param("mode", mode)
                        .update());
    }

    private long seen(Scope scope, String table) {
        return database.read(
                scope,
                tx -> tx.sql("select count(*) from " + table).query(Long.class).single());
    }

    private long countOfAll(String table) {
        return database.readAcrossWorkspaces(
                tx -> tx.sql("select count(*) from " + table).query(Long.class).single());
    }

    /// On a connection as the pool hands it out, told nothing.
    private List<String> ask(String sql) throws SQLException {
        try (Connection connection = running.part(HikariDataSource.class).getConnection();
                java.sql.Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            var answers = new ArrayList<String>();
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        answers.add(String.valueOf(rows.getString(1)));
                    }
                }
            }
            return answers;
        }
    }
}

package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLWarning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/// What a transaction promises, on the table of failed sign-ins, which belongs to no workspace.
class TxTest {
    private static final String INSERT = """
            insert into sign_in_failure (email, ip, failures, last_at) values (:email, :ip, :failures, :at)
            """;
    private static final String UPDATE = """
            update sign_in_failure set failures = :failures where email = :email and ip = :ip
            """;
    private static final String FIND = "select failures from sign_in_failure where email = :email and ip = :ip";

    private final Shop shop = TestServer.shared().newShop();
    private final Scope scope = new Scope(shop.workspace(), Mode.TEST);
    private final CountingPool pool =
            new CountingPool(TestServer.shared().running().part(HikariDataSource.class));
    private final Database database = new Database(pool);
    private final String email = shop.slug() + "@example.com";

    @Test
    void scope_writes_and_questions_travel_with_the_next_statement_in_one_round_trip() {
        int found = database.inTransaction(scope, tx -> {
            tx.later(INSERT, row("a", 7));
            Asked<Integer> asked = tx.ask(FIND, row("a", 0), (row, n) -> row.getInt(1));
            tx.later(INSERT, row("b", 8));
            assertThat(pool.sent()).isZero();

            int b = tx.sql(FIND).params(row("b", 0)).query(Integer.class).single();

            assertThat(asked.single()).isEqualTo(7);
            return b;
        });

        assertThat(found).isEqualTo(8);
        assertThat(pool.sent()).isEqualTo(1);
        assertThat(pool.commits()).isEqualTo(1);
    }

    @Test
    void what_is_queued_last_travels_just_before_the_commit() {
        database.inTransaction(scope, tx -> {
            tx.later(INSERT, row("a", 1));
            tx.later(INSERT, row("b", 2));
            return true;
        });

        assertThat(pool.sent()).isEqualTo(1);
        assertThat(failures("a")).containsExactly(1);
        assertThat(failures("b")).containsExactly(2);
    }

    @Test
    void several_questions_are_answered_by_the_first_that_is_read() {
        database.inTransaction(scope, tx -> {
            Asked<Integer> one = tx.ask("select 1", Map.of(), (row, n) -> row.getInt(1));
            Asked<Integer> none = tx.ask("select 1 where false", Map.of(), (row, n) -> row.getInt(1));
            Asked<Integer> two = tx.ask("select 2", Map.of(), (row, n) -> row.getInt(1));
            assertThat(List.of(two.single(), one.single())).containsExactly(2, 1);
            assertThat(none.optional()).isEmpty();
            return true;
        });
        assertThat(pool.sent()).isEqualTo(1);
    }

    @Test
    void an_update_through_the_client_counts_its_own_rows_and_not_those_in_front() {
        int changed = database.inTransaction(scope, tx -> {
            tx.later(INSERT, row("a", 1));
            return tx.sql(UPDATE).params(row("nobody", 2)).update();
        });
        assertThat(changed).isZero();
        assertThat(failures("a")).containsExactly(1);
    }

    @Test
    void a_later_that_changes_no_row_has_lost_and_nothing_is_kept() {
        assertThatThrownBy(() -> database.inTransaction(scope, tx -> {
                    tx.later(INSERT, row("a", 1));
                    tx.later(UPDATE, row("nobody", 2));
                    return true;
                }))
                .isInstanceOf(LostRace.class)
                .hasMessageContaining("changed 0");
        assertThat(failures("a")).isEmpty();
        assertThat(pool.commits()).isZero();
    }

    @Test
    void a_later_that_fails_is_told_as_the_client_would_tell_it() {
        assertThatThrownBy(() -> database.inTransaction(scope, tx -> {
                    tx.later(INSERT, row("a", 1));
                    tx.later(INSERT, row("a", 1));
                    return true;
                }))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(failures("a")).isEmpty();
    }

    @Test
    void an_exception_rolls_back_and_nothing_runs_afterwards() {
        var ran = new AtomicBoolean();
        assertThatThrownBy(() -> database.inTransaction(scope, tx -> {
                    tx.afterCommit(() -> ran.set(true));
                    tx.sql(INSERT).params(row("a", 1)).update();
                    throw new IllegalArgumentException("no");
                }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(failures("a")).isEmpty();
        assertThat(ran).isFalse();
        assertThat(Database.isInUseByThisThread()).isFalse();
    }

    @Test
    void what_waits_for_the_commit_sees_it_and_holds_no_connection() {
        var seen = new AtomicBoolean();
        database.inTransaction(scope, tx -> {
            tx.afterCommit(() -> seen.set(failures("a").equals(List.of(1)) && !Database.isInUseByThisThread()));
            tx.later(INSERT, row("a", 1));
            return true;
        });
        assertThat(seen).isTrue();
    }

    @Test
    void a_second_transaction_on_the_same_thread_is_refused() {
        assertThatThrownBy(() -> database.inTransaction(scope, outer -> database.read(scope, inner -> true)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("pass its Tx");
    }

    @Test
    void a_commit_that_warns_is_not_believed() {
        pool.warnAtCommit(new SQLWarning("canceling wait for synchronous replication", "01000"));
        var ran = new AtomicBoolean();

        assertThatThrownBy(() -> database.inTransaction(scope, tx -> {
                    tx.afterCommit(() -> ran.set(true));
                    tx.later(INSERT, row("a", 1));
                    return true;
                }))
                .isInstanceOf(DatabaseFailure.class)
                .hasMessageContaining("fate is unknown");
        assertThat(ran).isFalse();
    }

    @Test
    void the_scope_ends_with_its_transaction_on_a_connection_that_is_used_again() throws Exception {
        try (HikariDataSource one = TestServer.shared().running().access().pool(1)) {
            new Database(one)
                    .inTransaction(
                            scope,
                            tx -> tx.sql("select count(*) from workspace")
                                    .query(Long.class)
                                    .single());
            try (Connection connection = one.getConnection()) {
                connection.setAutoCommit(true);
                assertThat(CountingPool.ask(connection, "select count(*) from workspace"))
                        .isEqualTo("0");
            }
        }
    }

    @Test
    void entering_a_scope_leaves_all_others() {
        TestServer.shared().newShop();
        database.inTransactionAcrossWorkspaces(tx -> {
            assertThat(workspaces(tx)).isGreaterThan(1);
            tx.enter(scope);
            assertThat(workspaces(tx)).isEqualTo(1);
            return true;
        });
    }

    private static long workspaces(Tx tx) {
        return tx.sql("select count(*) from workspace").query(Long.class).single();
    }

    private List<Integer> failures(String ip) {
        return TestServer.shared()
                .running()
                .part(Database.class)
                .read(
                        scope,
                        tx -> tx.sql(FIND)
                                .params(row(ip, 0))
                                .query(Integer.class)
                                .list());
    }

    private Map<String, Object> row(String ip, int failures) {
        return Map.of("email", email, "ip", ip, "failures", failures, "at", Rows.at(Instant.EPOCH));
    }
}

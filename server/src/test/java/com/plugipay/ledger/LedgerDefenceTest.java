package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.sql.SQLException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// M8 and M9 where code cannot help: SQL on the running server's own connections, and what its database says to it.
@LeavesFindings("Books facts that never happened.")
class LedgerDefenceTest {
    private static final String CHECK_VIOLATION = "23514";
    private static final String UNIQUE_VIOLATION = "23505";
    private static final String FOREIGN_KEY_VIOLATION = "23503";
    private static final String NOT_ALLOWED = "42501";

    private static final String TRANSACTION = """
            insert into ledger_tx (id, workspace_id, mode, kind, fact_id, source_type, source_id, posted_at)
            values (:tx, :workspace, :mode, 'capture', :fact, 'checkout_session', 'cs_1', now())
            """;
    private static final String ENTRY = """
            insert into ledger_entry (id, workspace_id, mode, tx_id, code, direction, amount, currency, source_type,
                                      source_id, posted_at)
            """;

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final Scope scope = new Scope(shop.workspace(), Mode.TEST);
    private final Database database = server.running().part(Database.class);
    private final Ids ids = server.running().part(Ids.class);
    private final Sql sql = Sql.of(server);

    @Test
    void what_balances_is_booked() {
        book(ids.next("tx"), "pay_1", "('debit', 10, 'IDR'), ('credit', 10, 'IDR')");
        book(
                ids.next("tx"),
                "pay_2",
                "('debit', 10, 'IDR'), ('credit', 9, 'IDR'), ('credit', 1, 'IDR'), ('debit', 5, 'USD'), ('credit', 5, 'USD')");
        assertThat(transactions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ('debit', 10, 'IDR'), ('credit', 9, 'IDR')                         | does not net to zero
            ('debit', 10, 'IDR'), ('debit', 10, 'IDR')                         | does not net to zero
            ('debit', 10, 'IDR'), ('credit', 10, 'USD')                        | does not net to zero
            ('debit', 10, 'IDR'), ('credit', 10, 'IDR'), ('debit', 1, 'USD')   | does not net to zero
            ('debit', 10, 'IDR')                                               | fewer than two entries
            ('debit', 0, 'IDR'), ('credit', 0, 'IDR')                          | amount
            ('debit', -5, 'IDR'), ('credit', -5, 'IDR')                        | amount
            ('debit', 10, 'EUR'), ('credit', 10, 'EUR')                        | currency
            ('left', 10, 'IDR'), ('credit', 10, 'IDR')                         | direction
            """)
    void what_does_not_balance_is_refused(String lines, String why) {
        refused(CHECK_VIOLATION, why, () -> book(ids.next("tx"), "pay_1", lines));
        assertThat(transactions()).isZero();
    }

    @Test
    void a_transaction_without_entries_is_refused() {
        refused(CHECK_VIOLATION, "fewer than two entries", () -> run(TRANSACTION, params(ids.next("tx"), "pay_1")));
        assertThat(transactions()).isZero();
    }

    @Test
    void entries_without_a_transaction_are_refused() {
        refused(FOREIGN_KEY_VIOLATION, "ledger_tx", () -> add(ids.next("tx")));
    }

    @Test
    void nothing_is_added_to_a_booking() {
        String tx = ids.next("tx");
        book(tx, "pay_1", "('debit', 10, 'IDR'), ('credit', 10, 'IDR')");
        refused(CHECK_VIOLATION, "was already written", () -> add(tx));
        assertThat(sql.number("select count(*) from ledger_entry where tx_id = ?", tx))
                .isEqualTo(2);
    }

    @Test
    void a_fact_is_booked_once_whoever_writes_it() {
        book(ids.next("tx"), "pay_1", "('debit', 10, 'IDR'), ('credit', 10, 'IDR')");
        refused(
                UNIQUE_VIOLATION,
                "fact_id",
                () -> book(ids.next("tx"), "pay_1", "('debit', 20, 'IDR'), ('credit', 20, 'IDR')"));
        assertThat(transactions()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update ledger_entry set amount = amount + 1",
                "update ledger_entry set memo = 'x'",
                "update ledger_tx set fact_id = 'x'",
                "delete from ledger_entry",
                "delete from ledger_tx",
                "truncate ledger_tx, ledger_entry",
                "alter table ledger_entry disable trigger ledger_entry_balanced",
                "drop trigger ledger_tx_has_entries on ledger_tx"
            })
    void what_was_booked_never_changes(String change) {
        book(ids.next("tx"), "pay_1", "('debit', 10, 'IDR'), ('credit', 10, 'IDR')");
        refused(NOT_ALLOWED, "", () -> run(change, Map.of()));
    }

    @Test
    void nobody_books_for_another_shop_or_mode() {
        Scope other = new Scope(server.newShop().workspace(), Mode.TEST);
        Scope live = new Scope(shop.workspace(), Mode.LIVE);
        for (Scope theirs : java.util.List.of(other, live)) {
            refused(
                    NOT_ALLOWED,
                    "row-level security",
                    () -> bookAs(theirs, ids.next("tx"), "pay_1", "('debit', 1, 'IDR'), ('credit', 1, 'IDR')"));
        }
    }

    private void book(String tx, String fact, String lines) {
        bookAs(scope, tx, fact, lines);
    }

    private void bookAs(Scope whose, String tx, String fact, String lines) {
        var params = new java.util.HashMap<>(params(tx, fact));
        params.put("workspace", whose.workspace().text());
        params.put("mode", whose.mode().wire());
        run(
                "with entries as (" + ENTRY
                        + " select :tx || '-' || row_number() over (), :workspace, :mode, :tx, 'cash',"
                        + " line.direction, line.amount, line.currency, 'checkout_session', 'cs_1', now()"
                        + " from (values " + lines + ") as line (direction, amount, currency)) " + TRANSACTION,
                params);
    }

    /// Two more lines that balance.
    private void add(String tx) {
        run(
                ENTRY + " select :tx || '-more-' || direction, :workspace, :mode, :tx, 'cash', direction, 5, 'IDR',"
                        + " 'checkout_session', 'cs_1', now() from unnest(array['debit', 'credit']) as direction",
                params(tx, "none"));
    }

    private void run(String statement, Map<String, String> params) {
        database.inTransaction(scope, tx -> tx.sql(statement).params(params).update());
    }

    private Map<String, String> params(String tx, String fact) {
        return Map.of("tx", tx, "fact", fact, "workspace", shop.workspace().text(), "mode", "test");
    }

    private static void refused(String state, String why, Runnable attempt) {
        assertThatThrownBy(attempt::run)
                .rootCause()
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state))
                .hasMessageContaining(why);
    }

    private long transactions() {
        return sql.number(
                "select count(*) from ledger_tx where workspace_id = ?",
                shop.workspace().text());
    }
}

package com.plugipay.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.LeavesFindings;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

/// M9: each money fact is booked once, with everything else that its transaction does, or not at all.
@LeavesFindings("Books facts that never happened.")
class LedgerTest {
    private static final Money AMOUNT = new Money(150_000, Currency.IDR);

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final Scope scope = new Scope(shop.workspace(), Mode.TEST);
    private final Database database = server.running().part(Database.class);
    private final Ledger ledger = server.running().part(Ledger.class);
    private final Sql sql = Sql.of(server);

    @Test
    void a_fact_is_booked_once() {
        post(capture("pay_1"));
        assertThatThrownBy(() -> post(capture("pay_1"))).isInstanceOf(DuplicateKeyException.class);
        post(capture("pay_2"));
        post(Booking.fee("xendit", "pay_1", "cs_1", AMOUNT));
        assertThat(booked()).containsExactlyInAnyOrder("capture pay_1 2", "capture pay_2 2", "fee pay_1 2");
    }

    @Test
    void of_many_at_once_one_books_it() {
        List<String> outcomes = Together.times(16, () -> {
            try {
                post(capture("pay_1"));
                return "booked";
            } catch (DuplicateKeyException e) {
                return "refused";
            }
        });
        assertThat(outcomes).hasSize(16).containsOnlyOnce("booked");
        assertThat(booked()).containsExactly("capture pay_1 2");
    }

    @Test
    void the_same_fact_of_another_mode_or_shop_is_another() {
        post(capture("pay_1"));
        Scope live = new Scope(shop.workspace(), Mode.LIVE);
        Scope other = new Scope(server.newShop().workspace(), Mode.TEST);
        for (Scope elsewhere : List.of(live, other)) {
            database.inTransaction(elsewhere, tx -> {
                ledger.post(tx, elsewhere, capture("pay_1"), server.now());
                return true;
            });
        }
        assertThat(booked()).containsExactly("capture pay_1 2", "capture pay_1 2");
    }

    @Test
    void a_transaction_that_fails_books_nothing() {
        assertThatThrownBy(() -> database.inTransaction(scope, tx -> {
                    ledger.post(tx, scope, capture("pay_1"), server.now());
                    tx.flush();
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        assertThat(booked()).isEmpty();
    }

    @Test
    void several_facts_of_one_moment_travel_together() {
        database.inTransaction(scope, tx -> {
            ledger.post(tx, scope, capture("pay_1"), server.now());
            ledger.post(tx, scope, Booking.fee("xendit", "pay_1", "cs_1", new Money(1, Currency.IDR)), server.now());
            return true;
        });
        assertThat(booked()).containsExactlyInAnyOrder("capture pay_1 2", "fee pay_1 2");
    }

    private void post(Booking booking) {
        database.inTransaction(scope, tx -> {
            ledger.post(tx, scope, booking, server.now());
            return true;
        });
    }

    private static Booking capture(String payment) {
        return Booking.capture("xendit", Account.REVENUE_CHECKOUT, payment, "cs_1", AMOUNT);
    }

    private List<String> booked() {
        return sql.texts("""
                select concat_ws(' ', t.kind, t.fact_id, count(*)) from ledger_tx t
                  join ledger_entry e on e.tx_id = t.id
                 where t.workspace_id = ? group by t.id, t.kind, t.fact_id
                """, shop.workspace().text());
    }
}

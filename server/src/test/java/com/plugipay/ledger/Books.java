package com.plugipay.ledger;

import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;

/// Books facts of a test's shop through the ledger's own door.
final class Books {
    private final TestServer server;
    private final Scope scope;

    private Books(TestServer server, Scope scope) {
        this.server = server;
        this.scope = scope;
    }

    static Books of(TestServer server, Shop shop) {
        return new Books(server, new Scope(shop.workspace(), Mode.TEST));
    }

    void post(Booking booking, Instant at) {
        server.running().part(Database.class).inTransaction(scope, tx -> {
            server.running().part(Ledger.class).post(tx, scope, booking, at);
            return true;
        });
    }

    void post(Booking booking) {
        post(booking, server.now());
    }

    /// Payments of 1001, 1002, … rupiah, a second apart, the last of them now.
    void captures(int many) {
        Instant last = server.now();
        for (int i = 1; i <= many; i++) {
            post(capture("pay_" + i, 1_000 + i), last.minus(Duration.ofSeconds((long) many - i)));
        }
    }

    static Booking capture(String payment, long rupiah) {
        return Booking.capture(
                "xendit", Account.REVENUE_CHECKOUT, payment, "cs_" + payment, new Money(rupiah, Currency.IDR));
    }
}

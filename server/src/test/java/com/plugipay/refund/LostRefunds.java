package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Callbacks;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.util.List;
import java.util.Map;

/// A shop in test mode with refunds that failed here and went back after all.
record LostRefunds(TestServer server, SandboxServer sandbox, Sql sql, Shop shop, Browser owner) {
    static final long PRICE = 150_000;

    static LostRefunds of(TestServer server, SandboxServer sandbox, Sql sql) {
        Shop shop = server.newShop();
        return new LostRefunds(server, sandbox, sql, shop, TestPeople.owner(server, shop));
    }

    String test() {
        return "/dashboard/" + shop.slug() + "/test/";
    }

    Scope scope() {
        return new Scope(shop.workspace(), Mode.TEST);
    }

    /// The payment of a session that was paid with a card.
    String paid() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        return paymentOf(session);
    }

    String paymentOf(String session) {
        return sql.texts("select id from payment where session_id = ?", session).getFirst();
    }

    /// Money that was put aside: it came once more for the same session.
    String aside(long amount) {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        Book book = sandbox.book();
        Callbacks.tell(server, shop, book.transfer(book.keys(session).getFirst(), amount));
        return sql.texts("select id from unapplied_payment where session_id = ?", session)
                .getFirst();
    }

    /// The session that it paid for.
    String apply(String money) {
        String session = shop.openSession();
        applyTo(money, session).expect(200);
        return session;
    }

    Api.Reply applyTo(String money, String session) {
        return shop.hmac().post("/v1/unapplied-payments/" + money + "/apply", "{\"sessionId\":\"" + session + "\"}");
    }

    Api.Reply refundOf(String payment, long amount, String more) {
        return shop.hmac().post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":" + amount + more + "}");
    }

    Api.Reply refundOfMoney(String money, String body) {
        return shop.hmac().post("/v1/unapplied-payments/" + money + "/refund", body);
    }

    /// A refund that the provider made and lied about, and a person did not find.
    String failed(String payment, long amount) {
        sandbox.next("refund", Fault.LIE_LESS);
        return denied(refundOf(payment, amount, "").expect(201).data("id"), amount);
    }

    String failedOfMoney(String money, long amount) {
        sandbox.next("refund", Fault.LIE_LESS);
        return denied(refundOfMoney(money, "{}").expect(200).data("id"), amount);
    }

    private String denied(String refund, long amount) {
        assertThat(decide(refund, "not-sent", Map.of("despite", amount - 1 + " IDR")))
                .endsWith("?notice=not-sent");
        assertThat(status(refund)).isEqualTo("failed");
        return refund;
    }

    /// One that the provider refused at once: it has nothing of it.
    String refused(String payment, long amount) {
        sandbox.next("refund", Fault.DECLINE);
        refundOf(payment, amount, "").refused(422, "account_closed");
        return sql.texts("select id from refund where payment_id = ? and status = 'failed'", payment)
                .getFirst();
    }

    /// What a person clicks on the page of the refund's money, and where it leads.
    String decide(String refund, String how, Map<String, String> fields) {
        return owner.submit(owner.get(placeOf(refund)).expect(200), test() + "refunds/" + refund + "/" + how, fields)
                .expect(303)
                .location();
    }

    String answer(String refund, String how) {
        return decide(refund, how, Map.of("told", told(refund)));
    }

    /// What was told of it last.
    String told(String refund) {
        return sql.texts(
                        "select id from refund_contradiction where refund_id = ? order by told_at desc, id desc",
                        refund)
                .getFirst();
    }

    void providerCalls(String refund) {
        var word = new HearOfRefund.Word(scope(), "sandbox", refund, null);
        assertThat(server.running().part(HearOfRefund.class).handle(word, Origin.system(), (tx, sure) -> {}))
                .isTrue();
    }

    /// A call that names one refund and, as Midtrans' calls do, the charge.
    void providerCallsOfCharge(String refund, String payment) {
        String charge = sql.texts("select provider_reference from payment where id = ?", payment)
                .getFirst();
        var word = new HearOfRefund.Word(scope(), "sandbox", refund, charge);
        assertThat(server.running().part(HearOfRefund.class).handle(word, Origin.system(), (tx, sure) -> {}))
                .isTrue();
    }

    void providerSays(String refund, RefundOutcome outcome) {
        Database database = server.running().part(Database.class);
        RefundStore store = server.running().part(RefundStore.class);
        FinishRefund finish = server.running().part(FinishRefund.class);
        database.inTransaction(scope(), tx -> {
            Refund seen = store.find(tx, scope(), new RefundId(refund)).orElseThrow();
            return finish.handle(tx, seen, outcome, Origin.system(), server.now());
        });
    }

    static RefundOutcome wentBack(String name, long amount) {
        return new RefundOutcome.Succeeded(name, new Money(amount, Currency.IDR));
    }

    String page(String refund) {
        return owner.get(placeOf(refund)).expect(200).html();
    }

    String placeOf(String refund) {
        return test() + sql.texts("""
                        select coalesce('payments/' || payment_id, 'unapplied-payments/' || unapplied_payment_id)
                          from refund where id = ?
                        """, refund).getFirst();
    }

    String status(String refund) {
        return sql.texts("select status from refund where id = ?", refund).getFirst();
    }

    /// How often it was sent.
    int sent(String refund) {
        return sandbox.book().calls("refund", refund);
    }

    long refunded(String payment) {
        return sql.number("select amount_refunded from payment where id = ?", payment);
    }

    /// What was told of it, in its order.
    List<String> contradictions(String refund) {
        return sql.texts("""
                select told_amount || case when on_its_way then ' on its way ' else ' went back ' end
                           || coalesce(answer, 'waits')
                  from refund_contradiction where refund_id = ? order by told_at, id
                """, refund);
    }
}

package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A shop with money of which no provider could tell, and what a person sees of it and clicks.
record DoubtfulMoney(TestServer server, SandboxServer sandbox, Sql sql, Shop shop) {
    static final long PRICE = 150_000;

    String test() {
        return "/dashboard/" + shop.slug() + "/test/";
    }

    /// An attempt that the provider did not tell of for longer than it is asked. Answers its id.
    String attempt(Fault fault) {
        String session = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"expiresInSec\":2592000}")
                .expect(201)
                .data("id");
        sandbox.about(PRICE, fault);
        Api.Reply charged = shop.pay(session, "success").expect(200);
        for (int i = 0; i < 12; i++) {
            server.advance(Duration.ofHours(25));
            server.running().sweep("look-at-attempts");
        }
        String attempt = charged.data("attemptId");
        assertThat(sql.number(
                        "select count(*) from payment_attempt where id = ? and handed_over_at is not null", attempt))
                .isEqualTo(1);
        return attempt;
    }

    /// An account of a canceled session that the provider never said was closed. Answers the attempt's id.
    String voided() {
        sandbox.heal();
        String session = shop.openSession();
        String attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bca\"}")
                .expect(200)
                .data("attemptId");
        sandbox.about(PRICE, Fault.FAIL_BEFORE);
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        for (int i = 0; i < 13; i++) {
            server.advance(Duration.ofHours(25));
            server.running().sweep("look-at-attempts");
        }
        return attempt;
    }

    /// A refund of 100,000 of which the provider says something else. Answers its id.
    String refund() {
        sandbox.heal();
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String payment = sql.texts("select id from payment where session_id = ?", session)
                .getFirst();
        sandbox.next("refund", Fault.LIE_LESS);
        return shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":100000}")
                .expect(201)
                .data("id");
    }

    /// A refund that the provider never heard of, and never said so. Answers its id.
    String unheardRefund() {
        sandbox.heal();
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String payment = sql.texts("select id from payment where session_id = ?", session)
                .getFirst();
        sandbox.about(70_000, Fault.FAIL_BEFORE);
        String refund = shop.hmac()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":70000}")
                .expect(201)
                .data("id");
        for (int i = 0; i < 12; i++) {
            server.advance(Duration.ofHours(25));
            server.running().sweep("look-at-refunds");
        }
        sandbox.heal();
        assertThat(sql.number("select count(*) from refund where id = ? and handed_over_at is not null", refund))
                .isEqualTo(1);
        return refund;
    }

    String decide(Browser owner, Browser.Page page, String attempt, String how, Map<String, String> fields) {
        return owner.submit(page, place(attempt) + "/attempts/" + attempt + "/" + how, fields)
                .expect(303)
                .location();
    }

    String settle(Browser owner, Browser.Page page, String refund, String how, Map<String, String> fields) {
        return owner.submit(page, test() + "refunds/" + refund + "/" + how, fields)
                .expect(303)
                .location();
    }

    String session(String attempt) {
        return sql.texts("select session_id from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    String place(String attempt) {
        return test() + "checkout-sessions/" + session(attempt);
    }

    String placeOf(String refund) {
        return test() + "payments/"
                + sql.texts("select payment_id from refund where id = ?", refund)
                        .getFirst();
    }

    String status(String attempt) {
        return shop.bearer()
                .get("/v1/checkout-sessions/" + session(attempt))
                .expect(200)
                .data("status");
    }

    String state(String attempt) {
        return sql.texts("select state from payment_attempt where id = ?", attempt)
                .getFirst();
    }

    String refundStatus(String id) {
        return sql.texts("select status from refund where id = ?", id).getFirst();
    }

    List<String> asides(String attempt) {
        return sql.texts(
                "select reason || ' ' || amount || ' ' || provider_reference from unapplied_payment where attempt_id = ?",
                attempt);
    }

    /// Before, after and who, of each deed of this name.
    List<String> audited(String action) {
        return sql.texts("""
                select coalesce(before::jsonb ->> 'state', before::jsonb ->> 'status') || ' '
                           || coalesce(after::jsonb ->> 'state', after::jsonb ->> 'status') || ' ' || actor_type
                  from audit_entry where workspace_id = ? and action = ? order by created_at, id
                """, shop.workspace().text(), action);
    }
}

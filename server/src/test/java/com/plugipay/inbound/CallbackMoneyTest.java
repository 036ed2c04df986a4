package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.id.Ids;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// Callbacks about money that does not fit.
class CallbackMoneyTest {
    @BeforeEach
    void aGoodDay() {
        Rail.goodDay();
    }

    @AfterEach
    void allIsInOrder() {
        Rail.goodDay();
    }

    private static List<String> unapplied(Shop shop) {
        return Rail.SQL.texts(
                "select concat_ws(' ', reason, amount, expected_amount) from unapplied_payment where workspace_id = ?",
                shop.workspace().text());
    }

    private static String outcome(Shop shop) {
        return Rail.SQL
                .texts(
                        "select coalesce(outcome, 'waits') from provider_event where workspace_id = ?"
                                + " order by received_at desc limit 1",
                        shop.workspace().text())
                .getFirst();
    }

    @ParameterizedTest
    @CsvSource({
        "XENDIT, -1000, short",
        "MANAGED, 1000, over",
        "MIDTRANS, -1000, short",
        "MIDTRANS, 1000, over",
        "PAYPAL, -1, short"
    })
    void m5_another_amount_than_was_asked_completes_nothing_and_is_seen(Rail rail, long delta, String reason) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.wire().knobs().turn("amountDelta", delta);
        rail.pay(waiting);
        rail.send(shop, rail.says(waiting, Claim.PAID)).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("open");
        assertThat(Rail.count("payment", shop)).isZero();
        long came = rail.amount + (rail == Rail.PAYPAL ? delta * 100 : delta);
        assertThat(unapplied(shop)).containsExactly(reason + " " + came + " " + rail.amount);
        assertThat(shop.live().get("/v1/unapplied-payments").expect(200).ids()).hasSize(1);
        Oracle.check(Rail.SERVER, shop);
    }

    @ParameterizedTest
    @EnumSource
    void m5_another_currency_than_was_asked_completes_nothing(Rail rail) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.wire().knobs().turn("currency", rail.currency.equals("IDR") ? "USD" : "EUR");
        rail.pay(waiting);
        rail.send(shop, rail.says(waiting, Claim.PAID)).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("open");
        assertThat(Rail.count("payment", shop)).isZero();
        if (rail.wire() == Rail.PROVIDERS.xendit()) {
            assertThat(unapplied(shop)).containsExactly("unknown " + rail.amount * 100 + " " + rail.amount);
        } else {
            // A currency that its account cannot have is not understood, so it is asked again, and a person gets it.
            assertThat(unapplied(shop)).isEmpty();
            assertThat(outcome(shop)).isEqualTo("waits");
        }
        Rail.goodDay();
    }

    @ParameterizedTest
    @EnumSource
    void m4_money_for_an_ended_session_is_put_aside_as_late(Rail rail) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.pay(waiting);
        shop.live()
                .post("/v1/checkout-sessions/" + waiting.session() + "/cancel", "{}")
                .expect(200);
        rail.send(shop, rail.says(waiting, Claim.PAID)).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("canceled");
        assertThat(Rail.count("payment", shop)).isZero();
        // What was only approved at PayPal is never taken for a session that has ended.
        assertThat(unapplied(shop))
                .isEqualTo(rail == Rail.PAYPAL ? List.of() : List.of("late " + rail.amount + " " + rail.amount));
        Oracle.check(Rail.SERVER, shop);
    }

    @ParameterizedTest
    @EnumSource
    void money_under_a_key_of_ours_that_nobody_knows_is_put_aside_once(Rail rail) {
        Shop shop = rail.shop();
        Stray stray = stray(rail, shop);
        // Copies that are not the same bytes: each is asked about.
        for (int i = 0; i < 3; i++) {
            rail.send(shop, named(rail, stray, i)).expect(200);
            Rail.takeUp();
        }
        assertThat(unapplied(shop)).containsExactly("unknown " + rail.amount);
        assertThat(outcome(shop)).isEqualTo("aside");
        Oracle.check(Rail.SERVER, shop);
        assertThat(shop.live().get("/v1/unapplied-payments").expect(200).data("0.reason"))
                .isEqualTo("unknown");
    }

    /// Money that came, and by which name the provider calls it.
    private record Stray(Waiting waiting, String reference) {}

    /// Charged under a key of ours by a server whose database was restored from before.
    private static Stray stray(Rail rail, Shop shop) {
        var scope = new Scope(shop.workspace(), Mode.LIVE);
        Connection connection = Rail.SERVER.running().part(Connections.class).of(scope, rail.adapter);
        PaymentProvider provider = Rail.SERVER.running().part(Providers.class).running(Mode.LIVE, rail.adapter);
        String key = Rail.SERVER.running().part(Ids.class).next("att");
        var request = new ChargeRequest(
                key,
                null,
                Mode.LIVE,
                rail.method,
                new Money(rail.amount, Currency.valueOf(rail.currency)),
                "/c/x/action",
                null,
                Instant.now().plus(Duration.ofHours(1)),
                new ChargeRequest.Occasion("Toko", "https://pay.example.com/c/x", "Budi", null, "+6281234567890"));
        var needed = (Outcome.ActionNeeded) provider.charge(connection, request);
        rail.wire().pay(key);
        var captured = (Outcome.Captured) provider.collect(connection, request.called(needed.reference()));
        return new Stray(new Waiting(shop, "", key), captured.reference());
    }

    private static Rail.Message named(Rail rail, Stray stray, int note) {
        var message = rail.says(stray.waiting(), Claim.PAID);
        var json = (ObjectNode) Rail.json(message);
        json.put("note", note);
        if (rail == Rail.PAYPAL) {
            Rail.PROVIDERS
                    .paypal()
                    .tell(
                            "PAYMENT.CAPTURE.COMPLETED",
                            "capture",
                            Rail.JSON
                                    .createObjectNode()
                                    .put("id", stray.reference())
                                    .put("custom_id", stray.waiting().attempt()));
            return rail.told(stray.waiting()).getLast();
        }
        if (json.path("data") instanceof ObjectNode data) {
            data.put("payment_id", stray.reference()).remove("payment_request_id");
        }
        return message.with(Rail.JSON.writeValueAsBytes(json));
    }

    @ParameterizedTest
    @EnumSource
    void what_is_another_workspaces_is_not_ours(Rail rail) {
        Shop shop = rail.shop();
        Shop other = rail.shop();
        Waiting theirs = rail.charge(other);
        rail.pay(theirs);
        rail.send(shop, rail.says(new Waiting(shop, theirs.session(), theirs.attempt()), Claim.PAID))
                .expect(200);
        Rail.takeUp();
        assertThat(outcome(shop)).isEqualTo("not_ours");
        assertThat(unapplied(shop)).isEmpty();
        assertThat(Rail.status(theirs)).as("it was not about them").isEqualTo("open");
        rail.send(other, rail.says(theirs, Claim.PAID)).expect(200);
        Rail.takeUp();
        assertThat(Rail.status(theirs)).isEqualTo("completed");
    }

    @Test
    void an_account_that_is_paid_twice_brings_two_moneys() {
        Shop shop = Rail.XENDIT.shop();
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        String attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"va_bni\"}")
                .expect(200)
                .data("attemptId");
        var waiting = new Waiting(shop, session, attempt);
        XenditServer xendit = Rail.PROVIDERS.xendit();
        int before = Rail.XENDIT.told(waiting).size();
        xendit.pay(attempt);
        xendit.till().pay(attempt, null, true);
        xendit.till().pay(attempt, null, true);
        List<Rail.Message> told = Rail.XENDIT.told(waiting);
        assertThat(told).hasSizeGreaterThanOrEqualTo(before + 3);
        for (Rail.Message message : told.reversed()) {
            Rail.XENDIT.send(shop, message).expect(200);
        }
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("completed");
        assertThat(unapplied(shop)).containsExactlyInAnyOrder("duplicate 150000 150000", "duplicate 150000 150000");
        Oracle.check(Rail.SERVER, shop);
    }

    @Test
    void a_refund_that_is_told_under_a_name_we_never_heard_is_found_by_it() {
        Shop shop = Rail.XENDIT.shop();
        Waiting waiting = Rail.XENDIT.paid(shop);
        String payment = Rail.SQL
                .texts("select id from payment where session_id = ?", waiting.session())
                .getFirst();
        // The answer is lost, so we never hear the name.
        Rail.PROVIDERS.xendit().knobs().turn("on", "POST /v3/refunds|POST /refunds");
        Rail.PROVIDERS.xendit().knobs().turn("close", "AFTER");
        String refund = shop.live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}")
                .expect(201)
                .data("id");
        Rail.goodDay();
        assertThat(Rail.SQL.texts("select status || coalesce(provider_reference, '') from refund where id = ?", refund))
                .containsExactly("pending");
        Rail.Message told =
                Rail.XENDIT.told(new Waiting(shop, waiting.session(), refund)).getLast();
        Rail.XENDIT.send(shop, told).expect(200);
        Rail.takeUp();
        assertThat(Rail.SQL.texts("select status from refund where id = ?", refund))
                .containsExactly("succeeded");
        assertThat(Map.of("callback", outcome(shop))).containsValue("refund");
        Oracle.check(Rail.SERVER, shop);
    }
}

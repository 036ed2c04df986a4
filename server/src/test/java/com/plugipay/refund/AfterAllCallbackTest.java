package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import com.plugipay.workspace.TestPeople;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// A refund of real money: its answer is lost, nobody can tell for a week, a person does not find it, and then Xendit
/// calls. M6.
class AfterAllCallbackTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final XenditServer XENDIT = PROVIDERS.xendit();
    private static final TestServer SERVER = TestServer.quiet(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_XENDIT_URL",
            XENDIT.url().toString()));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String live = "/dashboard/" + shop.slug() + "/live/";

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @Test
    void a_callback_about_a_refund_that_nobody_found_is_not_forgotten() {
        String payment = payment();
        XENDIT.knobs().turn("on", "POST /v3/refunds");
        XENDIT.knobs().turn("close", "AFTER");
        String refund = shop.live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":50000}")
                .expect(201)
                .data("id");
        XENDIT.knobs().turn("on", ".*");
        XENDIT.knobs().turn("close", "BEFORE");
        for (int i = 0; i < 12; i++) {
            passes(Duration.ofHours(25));
            SERVER.running().sweep("look-at-refunds");
            SERVER.running().sweep("look-at-contradictions");
        }
        Browser owner = TestPeople.owner(SERVER, shop);
        String place = live + "payments/" + payment;
        Browser.Page page = owner.get(place + "?lang=en").expect(200);
        assertThat(owner.submit(page, live + "refunds/" + refund + "/not-sent", Map.of())
                        .expect(303)
                        .location())
                .endsWith("?notice=not-sent");
        XENDIT.knobs().reset();

        for (int i = 0; i < 3; i++) {
            xenditCalls(refund, i);
            SERVER.running().sweep("provider-callbacks");
        }

        assertThat(SQL.texts("select status from refund where id = ?", refund)).containsExactly("failed");
        assertThat(SQL.texts(
                        "select told_amount || ' ' || coalesce(answer, 'waits') from refund_contradiction where refund_id = ?",
                        refund))
                .containsExactly("50000 waits");
        assertThat(shop.live()
                        .post("/v1/payments/" + payment + "/refunds", "{\"via\":\"manual\"}")
                        .refused(409, "conflict")
                        .errorParam())
                .isEqualTo("paymentId");
        page = owner.get(place).expect(200);
        assertThat(page.html()).contains("It went back after all?", "count Rp 50.000");
        assertThat(owner.submit(page, live + "refunds/" + refund + "/count", Map.of())
                        .expect(303)
                        .location())
                .endsWith("?notice=counted");
        assertThat(shop.live().get("/v1/payments/" + payment).expect(200).data("amountRefunded"))
                .isEqualTo("50000");
        assertThat(refundsAtXendit()).as("sent").isEqualTo(1);
        Oracle.check(SERVER, shop);
    }

    private String payment() {
        shop.live()
                .send(
                        "PUT",
                        "/v1/adapters/xendit",
                        "{\"secretKey\":\"" + XenditServer.LIVE_KEY + "\",\"callbackToken\":\""
                                + XenditServer.CALLBACK_TOKEN + "\"}",
                        Map.of())
                .expect(200);
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        String attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"dana\"}")
                .expect(200)
                .data("attemptId");
        XENDIT.pay(attempt);
        shop.anonymous().get("/c/" + session + "/return");
        List<String> made = SQL.texts("select id from payment where session_id = ?", session);
        assertThat(made).hasSize(1);
        return made.getFirst();
    }

    /// @param note makes the bytes others each time
    private void xenditCalls(String refund, int note) {
        String body = """
                {"event": "refund.succeeded", "business_id": "6094fa76c2fd53701b8e079c", "note": %d,
                 "created": "2026-11-26T03:04:05Z",
                 "data": {"reference_id": "%s", "status": "SUCCEEDED", "currency": "IDR"}}""".replace("%d", Integer.toString(note)).replace("%s", refund);
        shop.anonymous()
                .exchange(
                        "POST",
                        "/v1/inbound-webhooks/xendit/" + shop.workspace().text(),
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json", "x-callback-token", XenditServer.CALLBACK_TOKEN))
                .expect(200);
    }

    private static long refundsAtXendit() {
        return XENDIT.journal().entries().stream()
                .filter(entry -> entry.method().equals("POST") && entry.path().equals("/v3/refunds"))
                .count();
    }

    private static void passes(Duration time) {
        SERVER.advance(time);
        PROVIDERS.all().forEach(server -> server.clock().advance(time));
    }
}

package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Nobody takes more than their share.
class RateLimitTest {
    private static final TestServer LIMITED = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0.2"));

    private final Shop shop = LIMITED.newShop();

    @AfterAll
    static void stop() {
        LIMITED.running().close();
    }

    @Test
    void writes_of_one_workspace_and_mode_are_limited_and_nobody_elses() {
        List<Api.Reply> replies = Together.times(40, () -> shop.bearer().post("/v1/customers", "{}"));
        refusalsSayWhenToComeBack(replies, "4");
        assertThat(replies).anyMatch(reply -> reply.status() == 201);
        shop.live().post("/v1/customers", "{}").expect(201);
        LIMITED.newShop().bearer().post("/v1/customers", "{}").expect(201);
        Api.Reply read = shop.bearer().get("/v1/customers").expect(200);
        assertThat(read.header("X-RateLimit-Limit")).isEqualTo("20");
        assertThat(Long.parseLong(String.valueOf(read.header("X-RateLimit-Remaining"))))
                .isBetween(0L, 39L);
        assertThat(Long.parseLong(String.valueOf(read.header("X-RateLimit-Reset"))))
                .isGreaterThanOrEqualTo(Instant.now().getEpochSecond());
    }

    @Test
    void a_refused_write_leaves_its_key_free() {
        List<Api.Reply> replies = Together.times(40, () -> shop.bearer().post("/v1/customers", "{}"));
        assertThat(replies).anyMatch(reply -> reply.status() == 429);
        Api.Reply reply = shop.bearer().post("/v1/customers", "{}", "k");
        while (reply.status() == 429) {
            reply = shop.bearer().post("/v1/customers", "{}", "k");
        }
        reply.expect(201);
    }

    @Test
    void public_routes_are_limited_by_address() {
        List<Api.Reply> replies = Together.times(30, () -> shop.anonymous().get("/v1/config"));
        refusalsSayWhenToComeBack(replies, "4");
    }

    @Test
    void what_is_heavy_is_limited_by_the_minute_on_top() {
        List<Api.Reply> replies = Together.times(3, () -> shop.bearer().get("/v1/reports/ledger.csv"));
        // A fifth of five a minute.
        refusalsSayWhenToComeBack(replies, "1");
        assertThat(replies).filteredOn(reply -> reply.status() == 200).hasSize(1);
        assertThat(replies)
                .filteredOn(reply -> reply.status() == 429)
                .allSatisfy(reply -> assertThat(Long.parseLong(String.valueOf(reply.header("Retry-After"))))
                        .isBetween(30L, 60L));
        shop.live().get("/v1/reports/ledger.csv").expect(200);
        shop.bearer().get("/v1/ledger").expect(200);
    }

    @Test
    void charges_of_one_address_are_limited_for_each_shop() throws Exception {
        TestServer strict = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0.03"));
        try (AutoCloseable _ = strict.running()) {
            Shop busy = strict.newShop();
            String session = busy.openSession();
            for (int i = 0; i < 3; i++) {
                charge(busy, session).refused(402, "card_declined");
            }
            Api.Reply refused = charge(busy, session).refused(429, "rate_limited");
            assertThat(refused.header("X-RateLimit-Limit")).isEqualTo("3");
            assertThat(Long.parseLong(String.valueOf(refused.header("Retry-After"))))
                    .isBetween(100L, 200L);
            Shop calm = strict.newShop();
            charge(calm, calm.openSession()).refused(402, "card_declined");
        }
    }

    /// The limit of writes lets one through each second.
    private static Api.Reply charge(Shop shop, String session) throws InterruptedException {
        Thread.sleep(1_100);
        return shop.pay(session, "generic_decline");
    }

    @Test
    void factor_0_lifts_them_all() {
        Shop free = TestServer.shared().newShop();
        List<Api.Reply> replies = Together.times(60, () -> free.bearer().post("/v1/customers", "{}"));
        assertThat(replies).allMatch(reply -> reply.status() == 201);
    }

    private static void refusalsSayWhenToComeBack(List<Api.Reply> replies, String limit) {
        List<Api.Reply> refused =
                replies.stream().filter(reply -> reply.status() == 429).toList();
        assertThat(refused).isNotEmpty();
        for (Api.Reply reply : refused) {
            reply.refused(429, "rate_limited");
            assertThat(Long.parseLong(String.valueOf(reply.header("Retry-After"))))
                    .isPositive();
            assertThat(reply.header("X-RateLimit-Limit")).isEqualTo(limit);
            assertThat(reply.header("X-RateLimit-Remaining")).isEqualTo("0");
            assertThat(reply.header("X-RateLimit-Reset")).isNotNull();
        }
    }
}

package com.plugipay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Eventually;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A server that stops while a provider hangs leaves its jobs to the next one.
class StopWhileOneHangsTest {
    @Test
    void the_job_that_was_asking_is_free_at_once() throws Exception {
        try (WireServers providers = WireServers.start()) {
            TestServer home = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
            try {
                Sql sql = Sql.of(home);
                Map<String, String> environment = new HashMap<>(home.environmentOfAnother());
                environment.put(
                        "PLUGIPAY_MIDTRANS_URL", providers.midtrans().url().toString());
                TestServer stopping = TestServer.start(environment);
                try {
                    String attempt = charged(stopping.newShop());
                    providers.midtrans().knobs().turn("on", ".*");
                    providers.midtrans().knobs().turn("delayMs", 14_000);
                    sql.update("update payment_attempt set next_check_at = created_at where id = ?", attempt);
                    assertThat(Eventually.that(() -> isPicked(sql), picked -> picked))
                            .isTrue();
                } finally {
                    stopping.running().close();
                }
                assertThat(isPicked(sql))
                        .as("still taken by the server that is gone")
                        .isFalse();
            } finally {
                home.running().close();
            }
        }
    }

    private static boolean isPicked(Sql sql) {
        return sql.number("select count(*) from scheduled_tasks where task_name = 'look-at-attempts' and picked"
                        + " and exists (select 1 from payment_attempt where next_check_at > now())")
                == 1;
    }

    private static String charged(Shop shop) {
        shop.live()
                .send(
                        "PUT",
                        "/v1/adapters/midtrans",
                        "{\"serverKey\":\"" + MidtransServer.SERVER_KEY + "\",\"clientKey\":\""
                                + MidtransServer.CLIENT_KEY + "\",\"merchantId\":\"" + MidtransServer.MERCHANT_ID
                                + "\"}",
                        Map.of())
                .expect(200);
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":24145,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"shopeepay\"}")
                .expect(200)
                .data("attemptId");
    }
}

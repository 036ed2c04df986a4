package com.plugipay.db;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Shop;
import com.plugipay.TestServer;
import org.junit.jupiter.api.Test;

/// Reads outside of a transaction see their own workspace, however the driver sends them.
class ScopedReadTest {
    private static final int UNTIL_PREPARED_ON_EVERY_CONNECTION = 200;

    private final TestServer server = TestServer.shared();

    /// The driver describes a statement with nulls once it has run a few times, and from then on sends it apart.
    @Test
    void a_list_stays_whole_once_the_driver_has_prepared_it() {
        Shop one = server.newShop();
        Shop two = server.newShop();
        one.openSession();
        for (int i = 0; i < UNTIL_PREPARED_ON_EVERY_CONNECTION; i++) {
            assertThat(one.bearer()
                            .get("/v1/checkout-sessions")
                            .expect(200)
                            .data()
                            .size())
                    .as("call %d", i)
                    .isEqualTo(1);
            assertThat(two.bearer()
                            .get("/v1/checkout-sessions")
                            .expect(200)
                            .data()
                            .size())
                    .isZero();
        }
    }
}

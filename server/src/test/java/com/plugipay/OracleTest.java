package com.plugipay;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/// The oracle after every test class can fail.
class OracleTest {
    @Test
    void it_names_what_is_wrong() {
        TestServer server = TestServer.shared();
        Shop shop = server.newShop();
        String session = shop.openSession();
        Oracle.check(server, shop);
        Sql.of(server).update("update checkout_session set version = 7 where id = ?", session);
        assertThatThrownBy(() -> Oracle.check(server, shop))
                .hasMessageContaining("A08")
                .hasMessageContaining(session);
        Sql.of(server).update("update checkout_session set version = 1 where id = ?", session);
    }
}

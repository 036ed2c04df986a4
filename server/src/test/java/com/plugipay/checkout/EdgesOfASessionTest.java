package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What may be created can also be shown, paid and left.
class EdgesOfASessionTest {
    private final Shop shop = TestServer.shared().newShop();

    @Test
    void a_line_larger_than_any_amount_is_refused_even_when_the_sum_fits() {
        Api.Reply reply = shop.hmac().post("/v1/checkout-sessions", """
                        {"amount": 2, "currency": "IDR", "lineItems": [
                          {"name": "a", "quantity": 2, "unitAmount": 999999999999},
                          {"name": "b", "quantity": 2, "unitAmount": -999999999998}]}""");

        reply.refused(400, "validation_error");
        assertThat(reply.errorParam()).isEqualTo("lineItems");
    }

    @Test
    void a_customer_gets_back_to_a_shop_with_letters_beyond_ascii_in_its_address() {
        String session = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\": 15000, \"currency\": \"IDR\", \"successUrl\": \"https://toko.example/sukses/é?q=✓\"}")
                .expect(201)
                .data("id");
        shop.pay(session, "success").expect(200);

        Api.Reply back = shop.anonymous().get("/c/" + session + "/return").expect(303);

        assertThat(back.header("Location")).isEqualTo("https://toko.example/sukses/%C3%A9?q=%E2%9C%93");
    }

    @Test
    void an_invoice_that_cannot_exist_is_refused_in_metadata_too() {
        shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\": 15000, \"currency\": \"IDR\", \"metadata\": {\"plugipayInvoiceId\": \"inv_1\"}}")
                .refused(400, "validation_error");
    }

    @Test
    void an_address_with_an_escaped_beginning_never_reaches_a_route() {
        for (String path :
                new String[] {"/%761/checkout-sessions", "/%761/config", "/api/%761/config", "/%64ashboard/x/test/y"}) {
            Api.Reply reply = shop.anonymous().exchange("GET", path, new byte[0], Map.of());

            assertThat(reply.status()).as(path).isEqualTo(400);
        }
    }
}

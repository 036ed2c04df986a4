package com.plugipay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The main job, from beginning to end.
class FirstPaymentTest {
    private final Shop shop = TestServer.shared().newShop();

    @Test
    void a_session_is_created_paid_and_recorded() {
        String session = shop.openSession();

        shop.pay(session, "success").expect(200);

        Api.Reply read = shop.bearer().get("/v1/checkout-sessions/" + session).expect(200);
        assertThat(read.data("status")).isEqualTo("completed");
        Api.Reply payment =
                shop.bearer().get("/v1/payments/" + read.data("paymentId")).expect(200);
        assertThat(payment.data("checkoutSessionId")).isEqualTo(session);
        assertThat(payment.data().path("amount").longValue()).isEqualTo(150_000);
        assertThat(typesOfEvents())
                .containsExactlyInAnyOrder(
                        "plugipay.checkout_session.created.v1",
                        "payment.succeeded",
                        "plugipay.checkout_session.completed.v1");
    }

    private List<String> typesOfEvents() {
        JsonNode events = shop.hmac().get("/v1/events").expect(200).data();
        return events.valueStream().map(event -> event.path("type").asString()).toList();
    }
}

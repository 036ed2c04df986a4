package com.plugipay.checkout;

import static com.plugipay.checkout.MerchantSessions.FIELDS;
import static com.plugipay.checkout.MerchantSessions.SESSIONS;
import static com.plugipay.checkout.MerchantSessions.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// How a checkout session ends, and that it stays ended.
class SessionEndTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final MerchantSessions sessions = new MerchantSessions(shop);

    @Test
    void a_session_is_canceled_by_either_call() {
        String posted = shop.openSession();
        Api.Reply reply = shop.hmac()
                .send("POST", SESSIONS + "/" + posted + "/cancel", null, java.util.Map.of())
                .expect(200);
        assertThat(reply.data("status")).isEqualTo("canceled");
        assertThat(reply.data().path("canceledAt").isNull()).isFalse();
        assertThat(reply.data().propertyNames()).containsExactlyInAnyOrderElementsOf(FIELDS);
        String deleted = shop.openSession();
        assertThat(shop.hmac().delete(SESSIONS + "/" + deleted).expect(204).bytes())
                .isEmpty();
        assertThat(sessions.read(deleted).path("status").asString()).isEqualTo("canceled");
        for (String id : List.of(posted, deleted)) {
            refusesEverything(id);
            assertThat(sessions.events(id))
                    .containsExactly("plugipay.checkout_session.created.v1", "plugipay.checkout_session.canceled.v1");
        }
        shop.hmac().post(SESSIONS + "/" + posted + "/cancel", "{\"why\":1}").refused(400, "validation_error");
    }

    @Test
    void an_ended_session_refuses_every_command() {
        String expired = shop.openSession();
        Api.Reply reply =
                shop.hmac().post(SESSIONS + "/" + expired + "/expire", "").expect(200);
        assertThat(reply.data("status")).isEqualTo("expired");
        assertThat(reply.data("expiredAt")).isEqualTo(reply.data("updatedAt"));
        assertThat(time(reply.data(), "expiresAt")).isAfter(time(reply.data(), "expiredAt"));
        refusesEverything(expired);
        String completed = shop.openSession();
        shop.pay(completed, "success").expect(200);
        refusesEverything(completed);
        String byCustomer = shop.openSession();
        Api.Reply canceled = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + byCustomer + "/cancel", "{}")
                .expect(200);
        assertThat(canceled.data("status")).isEqualTo("canceled");
        refusesEverything(byCustomer);
    }

    @Test
    void past_its_deadline_a_session_is_expired_and_says_so_once() {
        String session = sessions.create(",\"expiresInSec\":60").data("id");
        String deadline = sessions.read(session).path("expiresAt").asString();
        SERVER.advance(Duration.ofSeconds(61));

        JsonNode read = sessions.read(session);
        assertThat(read.path("status").asString()).isEqualTo("expired");
        assertThat(read.path("expiredAt").asString()).isEqualTo(deadline);
        assertThat(sessions.list("status=expired")).containsExactly(session);
        assertThat(sessions.list("status=open")).isEmpty();
        assertThat(shop.anonymous()
                        .get("/v1/public/checkout/sessions/" + session + "/status")
                        .expect(200)
                        .data("status"))
                .isEqualTo("expired");
        refusesEverything(session);

        waitForEvent(session);
        String another = sessions.create(",\"expiresInSec\":60").data("id");
        SERVER.advance(Duration.ofSeconds(61));
        waitForEvent(another);
        assertThat(sessions.events(session))
                .containsExactly("plugipay.checkout_session.created.v1", "plugipay.checkout_session.expired.v1");
        assertThat(sessions.read(session).path("expiredAt").asString()).isEqualTo(deadline);
        JsonNode event = shop.bearer()
                .get("/v1/events?type=plugipay.checkout_session.expired.v1&aggregateId=" + session)
                .data()
                .path(0);
        assertThat(event.path("data").path("object").path("expiredAt").asString())
                .isEqualTo(deadline);
        assertThat(event.path("metadata").path("source").asString()).isEqualTo("system");
        refusesEverything(session);
    }

    private void waitForEvent(String session) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (sessions.events(session).size() < 2 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(sessions.events(session)).hasSize(2);
    }

    private void refusesEverything(String session) {
        JsonNode before = sessions.read(session);
        for (String how : List.of("cancel", "expire")) {
            shop.hmac().post(SESSIONS + "/" + session + "/" + how, "{}").refused(409, "conflict");
        }
        shop.hmac().delete(SESSIONS + "/" + session).refused(409, "conflict");
        shop.pay(session, "success").refused(409, "conflict");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/cancel", "{}")
                .refused(409, "conflict");
        JsonNode after = sessions.read(session);
        assertThat(after.path("status")).isEqualTo(before.path("status"));
        assertThat(after.path("attempts")).isEqualTo(before.path("attempts"));
    }
}

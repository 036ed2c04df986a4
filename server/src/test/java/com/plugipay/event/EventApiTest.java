package com.plugipay.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The log of what happened, as a merchant's program reads it.
class EventApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String EVENTS = "/v1/events";

    private final Shop shop = SERVER.newShop();

    @Test
    void there_are_47_types() {
        JsonNode types = shop.bearer().get(EVENTS + "/types").expect(200).data();
        assertThat(types).hasSize(47);
        assertThat(types.valueStream().map(JsonNode::asString))
                .doesNotHaveDuplicates()
                .contains("payment.succeeded", "plugipay.checkout_session.expired.v1", "payment.unapplied");
    }

    @Test
    void an_event_answers_every_documented_field() {
        String session = shop.hmac()
                .send(
                        "POST",
                        "/v1/checkout-sessions",
                        "{\"amount\":1,\"currency\":\"IDR\"}",
                        java.util.Map.of("Idempotency-Key", "order-1", "X-Request-Id", "req-of-mine"))
                .expect(201)
                .data("id");
        JsonNode event = list("").getFirst();
        assertThat(event.propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "type",
                        "accountId",
                        "mode",
                        "occurredAt",
                        "sequence",
                        "data",
                        "metadata",
                        "createdAt",
                        "publishedAt");
        assertThat(event.path("data").propertyNames()).containsExactly("object", "aggregateType", "aggregateId");
        assertThat(event.path("data").path("aggregateType").asString()).isEqualTo("checkout_session");
        assertThat(event.path("data").path("aggregateId").asString()).isEqualTo(session);
        assertThat(event.path("sequence").longValue()).isEqualTo(1);
        JsonNode metadata = event.path("metadata");
        assertThat(metadata.propertyNames())
                .containsExactlyInAnyOrder("idempotencyKey", "mode", "requestId", "source", "replayOf");
        assertThat(metadata.path("idempotencyKey").asString()).isEqualTo("order-1");
        assertThat(metadata.path("requestId").asString()).isEqualTo("req-of-mine");
        assertThat(metadata.path("source").asString()).isEqualTo("api");
        assertThat(metadata.path("replayOf").isNull()).isTrue();
        assertThat(shop.bearer()
                        .get(EVENTS + "/" + event.path("id").asString())
                        .expect(200)
                        .data())
                .isEqualTo(event);
    }

    @Test
    void the_object_is_what_its_own_answer_shows() {
        String session = shop.openSession();
        shop.pay(session, "generic_decline").refused(402, "card_declined");
        shop.pay(session, "success").expect(200);
        ObjectNode read = (ObjectNode) shop.bearer()
                .get("/v1/checkout-sessions/" + session)
                .expect(200)
                .data();
        JsonNode attempts = read.remove("attempts");
        assertThat(object("plugipay.checkout_session.completed.v1")).isEqualTo(read);
        assertThat(object("payment.failed")).isEqualTo(attempts.path(0));
        ObjectNode payment = (ObjectNode) shop.bearer()
                .get("/v1/payments/" + read.path("paymentId").asString())
                .expect(200)
                .data();
        payment.remove("refunds");
        assertThat(object("payment.succeeded")).isEqualTo(payment);
        assertThat(list("?type=payment.succeeded")
                        .getFirst()
                        .path("metadata")
                        .path("source")
                        .asString())
                .isEqualTo("hosted");
    }

    @Test
    void the_bytes_of_an_event_never_change() {
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"A\",\"metadata\":{\"z\":\"1\",\"a\":\"é\"}}")
                .data("id");
        String event = list("").getFirst().path("id").asString();
        String before = data(shop.bearer().get(EVENTS + "/" + event));
        shop.hmac().patch("/v1/customers/" + customer, "{\"name\":\"B\"}").expect(200);
        shop.hmac().delete("/v1/customers/" + customer).expect(204);
        assertThat(data(shop.bearer().get(EVENTS + "/" + event))).isEqualTo(before);
        assertThat(before).contains("\"metadata\":{\"z\":\"1\",\"a\":\"é\"}");
    }

    @Test
    void events_are_found_by_every_filter() {
        String paid = shop.openSession();
        String other = shop.openSession();
        shop.pay(paid, "success").expect(200);
        assertThat(list("")).hasSize(4);
        assertThat(list("?type=plugipay.checkout_session.created.v1")).hasSize(2);
        assertThat(list("?aggregateId=" + paid)).hasSize(2);
        assertThat(list("?aggregateId=" + other)).hasSize(1);
        assertThat(list("?aggregateId=nonsense")).isEmpty();
        List<JsonNode> all = list("?order=asc");
        String last = all.getLast().path("occurredAt").asString();
        assertThat(list("?occurredAfter=" + last)).isNotEmpty().contains(all.getLast());
        assertThat(list("?occurredBefore=" + last)).doesNotContain(all.getLast());
        assertThat(list("?occurredAfter=2999-01-01")).isEmpty();
        for (String wrong :
                List.of("type=payment.made", "occurredAfter=x", "occurredBefore=x", "createdAfter=2026-01-01")) {
            assertThat(shop.bearer()
                            .get(EVENTS + "?" + wrong)
                            .refused(400, "validation_error")
                            .errorParam())
                    .isEqualTo(wrong.substring(0, wrong.indexOf('=')));
        }
        String id = all.getFirst().path("id").asString();
        SERVER.newShop().bearer().get(EVENTS + "/" + id).refused(404, "not_found");
        shop.live().get(EVENTS + "/" + id).refused(404, "not_found");
        shop.bearer().get(EVENTS + "/evt_nonsense").refused(404, "not_found");
        shop.bearer().post(EVENTS, "{}").refused(405, "method_not_allowed");
    }

    @Test
    void the_log_keeps_who_did_it_and_from_where() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        String lapsed = shop.openSession();
        Sql sql = Sql.of(SERVER);
        assertThat(sql.texts("""
                        select distinct concat_ws(' ', aggregate_type, actor_type, left(actor_id, 5), ip) from event
                         where workspace_id = ? order by 1
                        """, shop.workspace().text()))
                .containsExactly(
                        "checkout_session customer 127.0.0.1",
                        "checkout_session key akey_ 127.0.0.1",
                        "payment customer 127.0.0.1");
        sql.update("update checkout_session set expires_at = now() - interval '1 hour' where id = ?", lapsed);
        await(() -> sql.texts("select actor_type from event where aggregate_id = ? order by sequence", lapsed)
                .equals(List.of("key", "system")));
    }

    private static void await(BooleanSupplier done) {
        Instant end = Instant.now().plusSeconds(20);
        while (!done.getAsBoolean() && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        assertThat(done.getAsBoolean()).isTrue();
    }

    private JsonNode object(String type) {
        List<JsonNode> events = list("?type=" + type);
        assertThat(events).as(type).hasSize(1);
        return events.getFirst().path("data").path("object");
    }

    private List<JsonNode> list(String query) {
        return shop.bearer()
                .get(EVENTS + query)
                .expect(200)
                .data()
                .valueStream()
                .toList();
    }

    private static String data(Api.Reply reply) {
        String text = reply.expect(200).text();
        return text.substring(text.indexOf("\"data\":{\"object\""), text.indexOf(",\"metadata\":{\"idempotencyKey\""));
    }
}

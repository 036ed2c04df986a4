package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// One key, one effect, and the same bytes for whoever asks again.
class IdempotencyTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final String BODY = "{\"amount\":150000,\"currency\":\"IDR\"}";

    private final Shop shop = SERVER.newShop();

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void the_same_call_gets_the_same_bytes() {
        Api.Reply first = shop.hmac().post(SESSIONS, BODY, "order-1").expect(201);
        Api.Reply again = shop.hmac()
                .send("POST", SESSIONS, BODY, Map.of("Idempotency-Key", "order-1", "X-Request-Id", "second-try"))
                .expect(201);

        assertThat(first.header("Idempotency-Replayed")).isNull();
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("X-Request-Id")).isEqualTo("second-try");
        assertThat(again.header("Content-Type")).isEqualTo(first.header("Content-Type"));
        assertThat(shop.bearer().post(SESSIONS, BODY, "order-1").expect(201).bytes())
                .isEqualTo(first.bytes());
        assertThat(sessions()).isEqualTo(1);
        assertThat(SQL.texts(
                        "select idempotency_key from event where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly("order-1");
    }

    @Test
    void other_content_under_the_same_key_is_refused() {
        shop.hmac().post(SESSIONS, BODY, "order-1").expect(201);
        shop.hmac().post(SESSIONS, BODY + " ", "order-1").refused(409, "idempotency_mismatch");
        shop.hmac().post(SESSIONS + "?a=1", BODY, "order-1").refused(409, "idempotency_mismatch");
        shop.hmac().post(SESSIONS, "{}", "order-1").refused(409, "idempotency_mismatch");
        shop.hmac().post(SESSIONS, BODY, "order-1").expect(201);
        assertThat(sessions()).isEqualTo(1);
    }

    @Test
    void fifty_at_once_make_one_session() {
        List<Api.Reply> replies = Together.times(50, () -> shop.bearer().post(SESSIONS, BODY, "order-1"));

        var bodies = new ArrayList<String>();
        for (Api.Reply reply : replies) {
            if (reply.status() != 201) {
                reply.refused(409, "idempotency_in_progress");
                assertThat(reply.header("Retry-After")).isEqualTo("1");
            }
            bodies.add(reply.status() == 201 ? reply.text() : retried("order-1"));
        }
        assertThat(bodies).hasSize(50).containsOnly(bodies.getFirst());
        assertThat(sessions()).isEqualTo(1);
        assertThat(shop.bearer().get("/v1/events").data()).hasSize(1);
    }

    @Test
    void a_refused_charge_is_replayed_and_not_tried_again() {
        String session = shop.openSession();
        Api.Reply first = charge(session, "generic_decline", "try-1").refused(402, "card_declined");
        Api.Reply again = charge(session, "generic_decline", "try-1").refused(402, "card_declined");

        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
        charge(session, "success", "try-1").refused(409, "idempotency_mismatch");
        assertThat(attempts(session)).isEqualTo(1);
    }

    @Test
    void a_charge_with_a_key_is_one_attempt_however_often_it_is_sent() {
        String session = shop.openSession();
        Together.times(20, () -> charge(session, "success", "pay-1"));
        Api.Reply answer = charge(session, "success", "pay-1").expect(200);

        assertThat(answer.data("redirectUrl")).endsWith("/c/" + session + "/return");
        assertThat(answer.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(attempts(session)).isEqualTo(1);
        assertThat(SQL.number("select count(*) from payment where session_id = ?", session))
                .isEqualTo(1);
    }

    @Test
    void a_conflict_is_part_of_the_outcome() {
        String session = shop.openSession();
        String cancel = SESSIONS + "/" + session + "/cancel";
        Api.Reply done = shop.hmac().post(cancel, "{}", "c-1").expect(200);
        Api.Reply late = shop.hmac().post(cancel, "{}", "c-2").refused(409, "conflict");

        assertThat(shop.hmac().post(cancel, "{}", "c-1").expect(200).bytes()).isEqualTo(done.bytes());
        Api.Reply lateAgain = shop.hmac().post(cancel, "{}", "c-2").refused(409, "conflict");
        assertThat(lateAgain.bytes()).isEqualTo(late.bytes());
        assertThat(lateAgain.header("Idempotency-Replayed")).isEqualTo("true");

        Api.Reply charge = charge(session, "success", "p-1").refused(409, "conflict");
        Api.Reply chargeAgain = charge(session, "success", "p-1").refused(409, "conflict");
        assertThat(chargeAgain.bytes()).isEqualTo(charge.bytes());
        assertThat(chargeAgain.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void a_deletion_is_replayed_without_a_body() {
        String session = shop.openSession();
        for (int i = 0; i < 2; i++) {
            Api.Reply reply = shop.hmac()
                    .send("DELETE", SESSIONS + "/" + session, null, Map.of("Idempotency-Key", "d-1"))
                    .expect(204);
            assertThat(reply.bytes()).isEmpty();
            assertThat(reply.header("Idempotency-Replayed")).isEqualTo(i == 0 ? null : "true");
        }
        shop.hmac().delete(SESSIONS + "/" + session).refused(409, "conflict");
    }

    @Test
    void what_was_wrong_in_the_request_leaves_the_key_free() {
        shop.hmac().post(SESSIONS, "{\"amount\":0,\"currency\":\"IDR\"}", "k").refused(400, "validation_error");
        shop.hmac().post(SESSIONS, "nonsense", "k").refused(400, "invalid_request");
        shop.hmac()
                .post(SESSIONS, "{\"amount\":1,\"currency\":\"IDR\",\"methods\":[]}", "k")
                .refused(400, "no_methods");
        shop.live().post(SESSIONS + "/cs_unknown/cancel", "{}", "k").refused(404, "not_found");
        shop.hmac().post(SESSIONS, BODY, "k").expect(201);

        String session = shop.openSession();
        charge(session, "4111111111111111", "c").refused(400, "card_not_accepted");
        charge(session, "success", "c").expect(200);
    }

    @Test
    void a_key_counts_for_one_workspace_mode_method_and_route() {
        Shop other = SERVER.newShop();
        String mine = shop.hmac().post(SESSIONS, BODY, "k").expect(201).data("id");
        String theirs = other.hmac().post(SESSIONS, BODY, "k").expect(201).data("id");
        assertThat(theirs).isNotEqualTo(mine);

        String customer =
                shop.bearer().post("/v1/customers", "{}", "k").expect(201).data("id");
        String inLive = shop.live().post("/v1/customers", "{}", "k").expect(201).data("id");
        assertThat(inLive).isNotEqualTo(customer);
        shop.hmac().post(SESSIONS + "/" + mine + "/cancel", "{}", "k").expect(200);
        shop.hmac()
                .send("PATCH", "/v1/customers/" + customer, "{\"name\":\"A\"}", Map.of("Idempotency-Key", "k"))
                .expect(200);
        shop.hmac()
                .send("DELETE", "/v1/customers/" + customer, null, Map.of("Idempotency-Key", "k"))
                .expect(204);

        Api.Reply byOtherPrefix = shop.hmac().post("/api" + SESSIONS, BODY, "k").expect(201);
        assertThat(byOtherPrefix.data("id")).isEqualTo(mine);
        assertThat(byOtherPrefix.header("Idempotency-Replayed")).isEqualTo("true");
    }

    @Test
    void a_replay_needs_a_credential_that_is_good_now() {
        shop.bearer().post(SESSIONS, BODY, "k").expect(201);
        SQL.update(
                "update api_key set scopes = '{plugipay:checkout:read}' where workspace_id = ? and type = 'bearer'",
                shop.workspace().text());
        shop.bearer().post(SESSIONS, BODY, "k").refused(403, "insufficient_scope");
        SQL.update(
                "update api_key set revoked_at = now() where workspace_id = ? and type = 'bearer'",
                shop.workspace().text());
        shop.bearer().post(SESSIONS, BODY, "k").refused(401, "invalid_key");
    }

    @Test
    void after_a_day_the_key_is_new_again() {
        String first = shop.hmac().post(SESSIONS, BODY, "k").expect(201).data("id");
        SQL.update(
                "update idempotency set created_at = created_at - interval '24 hours 1 second' where workspace_id = ?",
                shop.workspace().text());
        Api.Reply later = shop.hmac().post(SESSIONS, BODY + " ", "k").expect(201);
        assertThat(later.data("id")).isNotEqualTo(first);
        assertThat(shop.hmac().post(SESSIONS, BODY + " ", "k").expect(201).bytes())
                .isEqualTo(later.bytes());
    }

    @Test
    void a_charge_whose_server_died_is_finished_by_the_next_one_after_a_minute() {
        String session = shop.openSession();
        charge(session, "success", "k").expect(200);
        String attempt = SQL.texts("select id from payment_attempt where session_id = ?", session)
                .getFirst();
        rewindToTheMomentOfDeath(session);

        charge(session, "success", "k").refused(409, "idempotency_in_progress");
        age(session);
        Api.Reply finished = charge(session, "success", "k").expect(200);

        assertThat(finished.header("Idempotency-Replayed")).isNull();
        assertThat(finished.data("attemptId")).isEqualTo(attempt);
        assertThat(charge(session, "success", "k").expect(200).bytes()).isEqualTo(finished.bytes());
        assertThat(attempts(session)).isEqualTo(1);
        Api.Reply read = shop.bearer().get(SESSIONS + "/" + session);
        assertThat(read.data("status")).isEqualTo("completed");
    }

    @Test
    void another_key_waits_for_the_attempt_of_a_dead_server_too() {
        String session = shop.openSession();
        charge(session, "success", "k").expect(200);
        rewindToTheMomentOfDeath(session);
        charge(session, "success", "other").refused(409, "conflict");
        age(session);
        charge(session, "success", "third").expect(200);
        assertThat(attempts(session)).isEqualTo(1);
        assertThat(charge(session, "success", "k").expect(200).data("attemptId"))
                .isEqualTo(SQL.texts("select id from payment_attempt where session_id = ?", session)
                        .getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with space", "tab\tinside"})
    void a_key_is_visible_ascii(String key) {
        shop.bearer()
                .send("POST", SESSIONS, BODY, Map.of("Idempotency-Key", key))
                .refused(400, "validation_error");
    }

    @Test
    void a_key_has_1_to_255_characters_and_is_ignored_on_reads() {
        shop.bearer().post(SESSIONS, BODY, "k".repeat(256)).refused(400, "validation_error");
        String longest = "~!" + UUID.randomUUID() + "k".repeat(217);
        assertThat(longest).hasSize(255);
        shop.hmac().post(SESSIONS, BODY, longest).expect(201);
        for (int i = 0; i < 2; i++) {
            Api.Reply read = shop.hmac()
                    .send("GET", SESSIONS + "?limit=" + (i + 1), null, Map.of("Idempotency-Key", "k".repeat(300)))
                    .expect(200);
            assertThat(read.header("Idempotency-Replayed")).isNull();
        }
    }

    /// As if the server had been killed between calling the provider and recording what it said.
    private void rewindToTheMomentOfDeath(String session) {
        SQL.update("alter table checkout_session disable trigger checkout_session_terminal");
        try {
            SQL.update(
                    "update checkout_session set status = 'open', payment_id = null, completed_at = null,"
                            + " payment_method = null, adapter = null, version = 1 where id = ?",
                    session);
        } finally {
            SQL.update("alter table checkout_session enable trigger checkout_session_terminal");
        }
        SQL.update(
                "delete from event where workspace_id = ? and (sequence > 1 or aggregate_type = 'payment')",
                shop.workspace().text());
        SQL.update("delete from ledger_entry where source_id = ?", session);
        SQL.update("delete from ledger_tx where source_id = ?", session);
        SQL.update("delete from payment where session_id = ?", session);
        SQL.update(
                "update payment_attempt set state = 'created', provider_reference = null, version = 1,"
                        + " next_check_at = created_at + interval '60 seconds' where session_id = ?",
                session);
        SQL.update(
                "update idempotency set status = null, body = null where workspace_id = ? and route like '%charge'",
                shop.workspace().text());
    }

    private void age(String session) {
        SQL.update(
                "update payment_attempt set created_at = created_at - interval '61 seconds',"
                        + " next_check_at = next_check_at - interval '61 seconds' where session_id = ?",
                session);
        SQL.update(
                "update idempotency set claimed_at = claimed_at - interval '61 seconds' where workspace_id = ?",
                shop.workspace().text());
    }

    private Api.Reply charge(String session, String card, String key) {
        return shop.anonymous()
                .post(
                        "/v1/public/checkout/sessions/" + session + "/charge",
                        "{\"method\":\"card\",\"testCard\":\"" + card + "\"}",
                        key);
    }

    private String retried(String key) {
        Api.Reply reply = shop.bearer().post(SESSIONS, BODY, key);
        while (reply.status() == 409) {
            reply.refused(409, "idempotency_in_progress");
            reply = shop.bearer().post(SESSIONS, BODY, key);
        }
        return reply.expect(201).text();
    }

    private long sessions() {
        return SQL.number(
                "select count(*) from checkout_session where workspace_id = ?",
                shop.workspace().text());
    }

    private static long attempts(String session) {
        return SQL.number("select count(*) from payment_attempt where session_id = ?", session);
    }
}

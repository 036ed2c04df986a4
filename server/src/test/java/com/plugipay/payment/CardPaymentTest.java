package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A customer pays by card over the public API.
class CardPaymentTest {
    private static final TestServer SERVER = TestServer.shared();

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

    @ParameterizedTest
    @ValueSource(strings = {"success", "4242424242424242", "4242 4242 4242 4242", " 4242 4242 42424242 "})
    void the_successful_card_pays(String card) {
        Api.Reply paid = shop.pay(session, card).expect(200);
        assertThat(paid.data("kind")).isEqualTo("redirect");
        assertThat(paid.data("redirectUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + session + "/return");
        assertThat(paid.data("attemptId")).startsWith("att_");

        JsonNode read = read();
        assertThat(read.path("status").asString()).isEqualTo("completed");
        assertThat(read.path("paymentMethod").asString()).isEqualTo("card");
        assertThat(read.path("adapter").asString()).isEqualTo("sandbox");
        JsonNode payment = shop.bearer()
                .get("/v1/payments/" + read.path("paymentId").asString())
                .expect(200)
                .data();
        assertThat(payment.path("status").asString()).isEqualTo("succeeded");
        assertThat(payment.path("amountDisplay").asString()).isEqualTo("Rp 150.000");
        assertThat(payment.path("amountRefunded").longValue()).isZero();
        assertThat(payment.path("amountRefundable").longValue()).isEqualTo(150_000);
        assertThat(payment.path("card").path("last4").asString()).isEqualTo("4242");
        assertThat(payment.path("card").path("brand").asString()).isEqualTo("visa");
        assertThat(payment.path("refunds").isArray()).isTrue();
        assertThat(payment.has("feeAmount")).isTrue();
        assertThat(payment.path("feeAmount").isNull()).isTrue();
        shop.pay(session, card).refused(409, "conflict");
    }

    @ParameterizedTest
    @CsvSource({
        "generic_decline,     card_declined",
        "4000000000000002,    card_declined",
        "4000 0000 0000 9995, insufficient_funds",
        "insufficient_funds,  insufficient_funds"
    })
    void a_declining_card_is_402_and_another_one_pays(String card, String code) {
        Api.Reply declined = shop.pay(session, card).refused(402, code);
        assertThat(declined.json().path("error").path("message").asString()).isNotBlank();
        assertThat(read().path("status").asString()).isEqualTo("open");

        shop.pay(session, "success").expect(200);
        List<JsonNode> attempts = read().path("attempts").valueStream().toList();
        assertThat(attempts).extracting(one -> one.path("state").asString()).containsExactly("failed", "succeeded");
        assertThat(attempts.getFirst().path("failureCode").asString()).isEqualTo(code);
        assertThat(attempts.getFirst().path("failureMessage").asString()).isNotBlank();
        List<JsonNode> failures = events("payment.failed");
        assertThat(failures).hasSize(1);
        JsonNode data = failures.getFirst().path("data");
        assertThat(data.path("checkoutSessionId").asString()).isEqualTo(session);
        assertThat(data.path("failureCode").asString()).isEqualTo(code);
        assertThat(data.path("object")).isEqualTo(attempts.getFirst());
        assertThat(data.path("aggregateId")).isEqualTo(attempts.getFirst().path("id"));
    }

    @Test
    void the_customer_reads_a_decline_in_their_language() {
        assertThat(message(charge("?lang=en", Map.of()))).isEqualTo("Your bank declined this card");
        assertThat(message(charge("?lang=id", Map.of("Accept-Language", "en")))).startsWith("Kartu ditolak");
        assertThat(message(charge("", Map.of("Accept-Language", "en-GB,en;q=0.9"))))
                .startsWith("Your bank");
        assertThat(message(charge("", Map.of()))).startsWith("Kartu ditolak");
    }

    @Test
    void the_language_of_the_session_comes_before_that_of_the_browser() {
        String english = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"locale\":\"en\"}")
                .data("id");
        String path = "/v1/public/checkout/sessions/" + english;
        String card = "{\"method\":\"card\",\"testCard\":\"generic_decline\"}";
        assertThat(message(shop.anonymous().send("POST", path + "/charge", card, Map.of("Accept-Language", "id"))))
                .startsWith("Your bank");
        shop.anonymous().post(path + "/cancel", "{}").expect(200);
        assertThat(message(shop.anonymous().post(path + "/charge", card).refused(409, "conflict")))
                .startsWith("This payment link has ended");
        assertThat(message(shop.anonymous().post(path + "/cancel", "{}").refused(409, "conflict")))
                .startsWith("This payment link has ended");
        assertThat(message(shop.anonymous().post(path + "/charge?lang=id", card).refused(409, "conflict")))
                .startsWith("Tautan pembayaran");
    }

    @Test
    void a_passed_challenge_pays() {
        String challenge = challenge();
        assertThat(challenge).startsWith(SERVER.baseUrl() + "/c/" + session + "/3ds/att_");
        answer(challenge, "complete");
        assertThat(read().path("status").asString()).isEqualTo("completed");
        answer(challenge, "fail");
        answer(challenge, "complete");
        assertThat(read().path("status").asString()).isEqualTo("completed");
        assertThat(events("payment.succeeded")).hasSize(1);
        assertThat(events("payment.failed")).isEmpty();
    }

    @Test
    void a_failed_challenge_leaves_the_session_open() {
        answer(challenge(), "fail");
        assertThat(read().path("status").asString()).isEqualTo("open");
        assertThat(read().path("attempts").path(0).path("failureCode").asString())
                .isEqualTo("authentication_failed");
        assertThat(events("payment.failed")
                        .getFirst()
                        .path("data")
                        .path("failureCode")
                        .asString())
                .isEqualTo("authentication_failed");
        shop.pay(session, "success").expect(200);
    }

    @Test
    void the_same_card_again_gets_the_same_challenge() {
        String challenge = challenge();
        assertThat(challenge()).isEqualTo(challenge);
        JsonNode attempts = read().path("attempts");
        assertThat(attempts).hasSize(1);
        JsonNode attempt = attempts.path(0);
        assertThat(attempt.path("state").asString()).isEqualTo("requires_action");
        assertThat(attempt.path("instrument").path("type").asString()).isEqualTo("redirect");
        assertThat(attempt.path("instrument").path("url").asString()).isEqualTo(challenge);
        JsonNode seen =
                shop.anonymous().get("/v1/public/checkout/sessions/" + session).data();
        assertThat(seen.path("attempt").path("id")).isEqualTo(attempt.path("id"));
    }

    @Test
    void an_abandoned_challenge_gives_way_to_another_card() {
        String abandoned = challenge();
        shop.pay(session, "success").expect(200);
        assertThat(read().path("attempts").valueStream())
                .extracting(one -> one.path("state").asString())
                .containsExactly("voided", "succeeded");
        answer(abandoned, "complete");
        assertThat(events("payment.succeeded")).hasSize(1);
    }

    @Test
    void a_canceled_session_voids_its_challenge() {
        String challenge = challenge();
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        answer(challenge, "complete");
        assertThat(read().path("status").asString()).isEqualTo("canceled");
        assertThat(read().path("attempts").path(0).path("state").asString()).isEqualTo("voided");
        assertThat(events("payment.succeeded")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4111111111111111",
                "5555 5555 5555 4444",
                "4242-4242-4242-4242",
                "42424242424242424",
                "SUCCESS",
                "٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢",
                "succeed"
            })
    void any_other_number_is_refused_and_forgotten(String card) {
        Api.Reply refused = shop.pay(session, card).refused(400, "card_not_accepted");
        assertThat(refused.text()).doesNotContain(card);
        assertThat(read().path("attempts")).isEmpty();
    }

    @Test
    void a_real_number_is_kept_nowhere() {
        String canary = "4929123456781234";
        var log = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        var both = new PrintStream(log, true, StandardCharsets.UTF_8);
        var replies = new ArrayList<Api.Reply>();
        System.setOut(both);
        System.setErr(both);
        try {
            replies.add(shop.pay(session, canary));
            replies.add(shop.pay(session, canary + "\",\"other\":\"x"));
            replies.add(shop.pay(session, canary + "0".repeat(40)));
            replies.add(shop.anonymous()
                    .post(
                            "/v1/public/checkout/sessions/" + session + "/charge",
                            "{\"method\":\"" + canary + "\",\"testCard\":" + canary + "}"));
            replies.add(shop.anonymous()
                    .post(
                            "/v1/public/checkout/sessions/" + session + "/charge",
                            "{\"method\":\"card\",\"testCard\":\"" + canary + "\"}",
                            "with-a-key"));
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        for (Api.Reply reply : replies) {
            assertThat(reply.status()).isEqualTo(400);
            assertThat(reply.text()).doesNotContain(canary);
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).doesNotContain(canary);
        Sql sql = Sql.of(SERVER);
        for (String table : sql.texts("select tablename from pg_tables where schemaname = 'public'")) {
            assertThat(sql.number("select count(*) from " + table + " t where t::text like '%" + canary + "%'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void only_what_the_session_offers_can_be_used() {
        String narrow = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\",\"methods\":[\"card\"]}")
                .expect(201)
                .data("id");
        for (String method : List.of("qris", "va_bni", "nonsense", "CARD")) {
            Api.Reply refused = shop.anonymous()
                    .post("/v1/public/checkout/sessions/" + narrow + "/charge", "{\"method\":\"" + method + "\"}")
                    .refused(400, "validation_error");
            assertThat(refused.errorParam()).isEqualTo("method");
        }
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + narrow + "/charge", "{}")
                .refused(400, "validation_error");
        Api.Reply form = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + narrow + "/charge", "{\"method\":\"card\"}")
                .expect(200);
        assertThat(form.data("redirectUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + narrow + "?method=card");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/cs_01ARZ3NDEKTSV4RRFFQ69G5FAV/charge", "{\"method\":\"card\"}")
                .refused(404, "not_found");
    }

    @Test
    void dollars_are_paid_by_card_too() {
        String dollars = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"USD\"}")
                .expect(201)
                .data("id");
        shop.pay(dollars, "success").expect(200);
        JsonNode payment =
                shop.bearer().get("/v1/payments/" + dollars).expect(200).data();
        assertThat(payment.path("amountDisplay").asString()).isEqualTo("$1,500.00");
        assertThat(payment.path("currency").asString()).isEqualTo("USD");
    }

    @Test
    void payments_are_found_by_every_filter() {
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"Budi\"}")
                .expect(201)
                .data("id");
        String theirs = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":1500,\"currency\":\"USD\",\"customerId\":\"" + customer
                                + "\",\"description\":\"Kopi Susu\"}")
                .expect(201)
                .data("id");
        shop.pay(session, "success").expect(200);
        shop.pay(theirs, "success").expect(200);
        String payment = shop.bearer().get("/v1/payments/" + theirs).data("id");

        assertThat(payments("")).hasSize(2).first().isEqualTo(payment);
        assertThat(payments("?order=asc")).hasSize(2).last().isEqualTo(payment);
        for (String one : List.of(
                "customerId=" + customer,
                "checkoutSessionId=" + theirs,
                "currency=USD",
                "q=kopi",
                "q=" + payment,
                "q=" + theirs,
                "currency=USD&status=succeeded&method=card&adapter=sandbox")) {
            assertThat(payments("?" + one)).as(one).containsExactly(payment);
        }
        for (String none : List.of(
                "status=refunded",
                "adapter=xendit",
                "method=qris",
                "customerId=cus_01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "invoiceId=inv_01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "q=kopi%25",
                "createdBefore=2026-01-01",
                "createdAfter=2999-01-01T00:00:00Z")) {
            assertThat(payments("?" + none)).as(none).isEmpty();
        }
        for (String wrong : List.of("status", "method", "adapter", "currency", "createdAfter", "createdBefore")) {
            assertThat(shop.bearer()
                            .get("/v1/payments?" + wrong + "=nonsense")
                            .refused(400, "validation_error")
                            .errorParam())
                    .isEqualTo(wrong);
        }
        shop.live().get("/v1/payments/" + payment).refused(404, "not_found");
        SERVER.newShop().bearer().get("/v1/payments/" + payment).refused(404, "not_found");
    }

    @Test
    void five_tries_in_ten_minutes_are_enough() {
        TestServer own = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "1"));
        try (AutoCloseable _ = own.running()) {
            Shop patient = own.newShop();
            String limited = patient.openSession();
            for (int i = 0; i < 5; i++) {
                patient.pay(limited, "generic_decline").refused(402, "card_declined");
            }
            Api.Reply refused = patient.pay(limited, "success").refused(429, "too_many_attempts");
            assertThat(Long.parseLong(String.valueOf(refused.header("Retry-After"))))
                    .isBetween(1L, 600L);
            own.advance(Duration.ofMinutes(10).plusSeconds(1));
            String waiting = patient.pay(limited, "three_d_secure").expect(200).data("attemptId");
            for (int i = 0; i < 3; i++) {
                assertThat(patient.pay(limited, "three_d_secure").expect(200).data("attemptId"))
                        .isEqualTo(waiting);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private JsonNode read() {
        return shop.bearer().get("/v1/checkout-sessions/" + session).expect(200).data();
    }

    private List<JsonNode> events(String type) {
        return shop.bearer()
                .get("/v1/events?type=" + type)
                .expect(200)
                .data()
                .valueStream()
                .toList();
    }

    private List<String> payments(String query) {
        return shop.bearer()
                .get("/v1/payments" + query)
                .expect(200)
                .data()
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private String challenge() {
        return shop.pay(session, "three_d_secure").expect(200).data("redirectUrl");
    }

    private void answer(String challenge, String result) {
        Api.Reply reply = shop.anonymous()
                .exchange(
                        "POST",
                        challenge.substring(SERVER.baseUrl().length()),
                        ("result=" + result).getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(reply.status()).isEqualTo(303);
    }

    private Api.Reply charge(String query, Map<String, String> headers) {
        return shop.anonymous()
                .send(
                        "POST",
                        "/v1/public/checkout/sessions/" + session + "/charge" + query,
                        "{\"method\":\"card\",\"testCard\":\"generic_decline\"}",
                        headers)
                .refused(402, "card_declined");
    }

    private static String message(Api.Reply reply) {
        return reply.json().path("error").path("message").asString();
    }
}

package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandboxproviders.wire.Callbacks;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What goes wrong on a bad day, shown at Xendit; the knobs are the same everywhere.
class KnobsTest {
    private static final String REQUESTS = "/v3/payment_requests";

    private final XenditServer xendit = XenditServer.start(0);
    private final Shop shop = new Shop();
    private final Client merchant =
            Client.basic(xendit.url(), XenditServer.LIVE_KEY, "").with("api-version", "2024-11-11");
    private final Client control = Client.of(xendit.url());

    @BeforeEach
    void callbacks_go_to_the_shop() {
        xendit.callbackUrl(shop.url());
    }

    @AfterEach
    void close() {
        xendit.close();
        shop.close();
    }

    @Test
    void a_failure_before_the_effect_leaves_nothing_and_after_it_leaves_the_charge() {
        turn("{\"fail\": \"before\", \"failStatus\": 502, \"times\": 1}");
        assertThat(create("a").status()).isEqualTo(502);
        assertThat(booked()).isZero();

        turn("{\"fail\": \"after\", \"failStatus\": 500, \"times\": 1}");
        assertThat(create("b").at("/error_code")).isEqualTo("SERVER_ERROR");
        assertThat(booked()).isEqualTo(1);
        assertThat(create("c").status()).isEqualTo(201);
    }

    @Test
    void hanging_up_gives_no_answer_but_maybe_a_charge() {
        turn("{\"close\": \"before\"}");
        assertThatThrownBy(() -> merchant.tried("POST", REQUESTS, body("a"))).isInstanceOf(IOException.class);
        assertThat(booked()).isZero();

        turn("{\"close\": \"after\"}");
        assertThatThrownBy(() -> merchant.tried("POST", REQUESTS, body("b"))).isInstanceOf(IOException.class);
        assertThat(booked()).isPositive();
    }

    @Test
    void faults_meet_only_the_calls_they_are_meant_for() {
        turn("{\"fail\": \"before\", \"on\": \"^GET /v3/payments/\"}");

        assertThat(create("a").status()).isEqualTo(201);
        assertThat(merchant.get("/v3/payments/py-1").status()).isEqualTo(503);
    }

    @Test
    void answers_can_be_slow_as_a_whole_or_byte_by_byte() {
        turn("{\"delayMs\": 300}");
        assertThat(tookMs(() -> create("a"))).isGreaterThanOrEqualTo(300);

        turn("{\"delayMs\": 0, \"dripMs\": 2}");
        Client.Reply[] reply = new Client.Reply[1];
        assertThat(tookMs(() -> reply[0] = create("b"))).isGreaterThanOrEqualTo(400);
        assertThat(reply[0].at("/reference_id")).isEqualTo("b");
    }

    @Test
    void callbacks_come_twice() throws InterruptedException {
        turn("{\"callbackCopies\": 2}");
        pay("a");
        assertThat(references()).containsExactly("a", "a");
    }

    @Test
    void callbacks_come_in_the_wrong_order() throws InterruptedException {
        turn("{\"callbackReorder\": true}");
        pay("a");
        pay("b");
        assertThat(references()).containsExactly("b", "a");
    }

    @Test
    void callbacks_get_lost_and_can_be_sent_again() throws InterruptedException {
        turn("{\"callbackDrop\": true}");
        pay("a");
        assertThat(references()).isEmpty();
        assertThat(control.get("/_control/callbacks").at("/0/outcome")).isEqualTo("dropped");

        turn("{\"callbackDrop\": false}");
        control.post("/_control/callbacks/1/again", "{}");
        xendit.callbacks().settle(Duration.ofSeconds(5));
        assertThat(references()).containsExactly("a");
    }

    @Test
    void callbacks_wait_until_they_are_let_go() throws InterruptedException {
        turn("{\"callbackHold\": true}");
        pay("a");
        assertThat(references()).isEmpty();
        assertThat(control.post("/_control/callbacks/release", "{}").at("/sent"))
                .isEqualTo("1");
        xendit.callbacks().settle(Duration.ofSeconds(5));
        assertThat(references()).containsExactly("a");
    }

    @Test
    void a_callback_that_is_not_taken_comes_again_until_it_is() throws InterruptedException {
        shop.answers = 500;
        turn("{\"callbackRetries\": 2}");
        pay("a");
        assertThat(references()).containsExactly("a", "a", "a");
        Callbacks.Sent sent = xendit.callbacks().all().getFirst();
        assertThat(sent.outcome()).isEqualTo("answered");
        assertThat(sent.status()).isEqualTo(500);
    }

    @Test
    void callbacks_never_leave_the_machine() throws InterruptedException {
        xendit.callbackUrl(URI.create("https://example.com/hook"));
        pay("a");
        assertThat(xendit.callbacks().all().getFirst().outcome()).isEqualTo("refused");
    }

    @Test
    void amount_and_currency_can_be_told_wrongly() throws InterruptedException {
        turn("{\"amountDelta\": -500, \"currency\": \"PHP\"}");
        pay("a");

        assertThat(shop.heard()
                        .getFirst()
                        .json()
                        .at("/data/captures/0/capture_amount")
                        .asString())
                .isEqualTo("9500");
        String payment = shop.heard().getFirst().json().at("/data/payment_id").asString();
        assertThat(merchant.get("/v3/payments/" + payment).at("/currency")).isEqualTo("PHP");
    }

    @Test
    void a_channel_can_be_missing_and_a_customer_can_be_declined() throws InterruptedException {
        turn("{\"inactive\": \"OVO|QRIS\"}");
        assertThat(create("a").at("/error_code")).isEqualTo("INVALID_MERCHANT_SETTINGS");

        turn("{\"inactive\": \"\", \"decline\": true}");
        pay("b");
        assertThat(shop.heard().getFirst().json().at("/event").asString()).isEqualTo("payment.failure");
    }

    @Test
    void an_unknown_knob_and_a_value_out_of_range_change_nothing() {
        assertThat(control.send("PATCH", "/_control/knobs", "{\"delay\": 3}").at("/error"))
                .contains("there is no knob delay");
        assertThat(control.send("PATCH", "/_control/knobs", "{\"failStatus\": 200}")
                        .status())
                .isEqualTo(400);
        assertThat(control.get("/_control/knobs").at("/failStatus")).isEqualTo("503");
    }

    @Test
    void control_pays_and_says_why_it_cannot() {
        String id = create("a").at("/payment_request_id");

        assertThat(control.post("/_control/charges/" + id + "/pay", "{}").status())
                .isEqualTo(200);
        assertThat(control.post("/_control/charges/" + id + "/pay", "{}").at("/error"))
                .contains("it is SUCCEEDED");
        assertThat(control.get("/_control/book").at("/payment_requests/0/payments/0/status"))
                .isEqualTo("SUCCEEDED");
        assertThat(control.get("/_control/requests").at("/0/headers/authorization"))
                .isEqualTo("…");
    }

    private void turn(String knobs) {
        assertThat(control.send("PATCH", "/_control/knobs", knobs).status()).isEqualTo(200);
    }

    private void pay(String reference) throws InterruptedException {
        create(reference);
        xendit.pay(reference);
        xendit.callbacks().settle(Duration.ofSeconds(10));
    }

    private Client.Reply create(String reference) {
        return merchant.post(REQUESTS, body(reference));
    }

    private int booked() {
        return control.get("/_control/book").json().path("payment_requests").size();
    }

    private List<String> references() {
        return shop.heard().stream()
                .map(heard -> heard.json().at("/data/reference_id").asString())
                .toList();
    }

    private static long tookMs(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static String body(String reference) {
        return """
            {"reference_id": "%s", "type": "PAY", "country": "ID", "currency": "IDR", "request_amount": 10000,
             "channel_code": "QRIS", "channel_properties": {}}""".formatted(reference);
    }
}

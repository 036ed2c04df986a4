package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.XenditServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XenditTest {
    private final XenditServer xendit = XenditServer.start(0);
    private final Shop shop = new Shop();
    private final Client merchant =
            Client.basic(xendit.url(), XenditServer.TEST_KEY, "").with("api-version", "2024-11-11");

    @BeforeEach
    void callbacks_go_to_the_shop() {
        xendit.callbackUrl(shop.url());
    }

    @AfterEach
    void close() {
        xendit.close();
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({
        "QRIS, QR_STRING, ^000201.*6304[0-9A-F]{4}$",
        "BCA_VIRTUAL_ACCOUNT, VIRTUAL_ACCOUNT_NUMBER, ^\\d{13}\\d*$",
        "BRI_VIRTUAL_ACCOUNT, VIRTUAL_ACCOUNT_NUMBER, ^\\d{13}\\d*$",
        "MANDIRI_VIRTUAL_ACCOUNT, VIRTUAL_ACCOUNT_NUMBER, ^\\d{13}\\d*$",
        "ALFAMART, PAYMENT_CODE, ^TEST\\d+$",
        "DANA, WEB_URL, ^http://127.0.0.1:.*$",
        "KREDIVO, WEB_URL, ^http://127.0.0.1:.*$",
    })
    void each_channel_gives_its_instrument(String channel, String descriptor, String looksLike) {
        Client.Reply made = create("order-1", channel, 25_000);

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.at("/payment_request_id")).matches("pr-.{36}");
        assertThat(made.at("/status")).isEqualTo("REQUIRES_ACTION");
        assertThat(made.at("/actions/0/descriptor")).isEqualTo(descriptor);
        assertThat(made.at("/actions/0/value")).matches(looksLike);
        assertThat(made.json().at("/request_amount").isNumber()).isTrue();
    }

    @Test
    void a_payment_is_told_and_can_be_asked_for() throws InterruptedException {
        String id = create("order-2", "BNI_VIRTUAL_ACCOUNT", 150_000).at("/payment_request_id");

        xendit.pay("order-2");
        xendit.callbacks().settle(Duration.ofSeconds(5));

        Client.Reply asked = merchant.get("/v3/payment_requests/" + id);
        assertThat(asked.at("/status")).isEqualTo("SUCCEEDED");
        Client.Reply payment = merchant.get("/v3/payments/" + asked.at("/latest_payment_id"));
        assertThat(payment.at("/captures/0/capture_amount")).isEqualTo("150000");
        Shop.Heard heard = shop.heard().getFirst();
        assertThat(heard.headers()).containsEntry("x-callback-token", XenditServer.CALLBACK_TOKEN);
        assertThat(heard.json().at("/event").asString()).isEqualTo("payment.capture");
        assertThat(heard.json().at("/data/reference_id").asString()).isEqualTo("order-2");
    }

    @Test
    void only_a_virtual_account_takes_another_amount_and_only_codes_are_paid_late() {
        create("va", "BRI_VIRTUAL_ACCOUNT", 50_000);
        create("qr", "QRIS", 50_000);
        create("wallet", "DANA", 50_000);

        xendit.pay("va", 49_000);
        assertThatThrownBy(() -> xendit.pay("qr", 49_000)).isInstanceOf(Till.Impossible.class);
        xendit.till().expire("qr");
        xendit.till().pay("qr", null, true);
        xendit.till().expire("wallet");
        assertThatThrownBy(() -> xendit.till().pay("wallet", null, true)).isInstanceOf(Till.Impossible.class);
    }

    @Test
    void the_same_key_answers_the_same_and_another_body_is_refused() {
        Client once = merchant.with("idempotency-key", "att_1");
        String body = body("order-3", "QRIS", 10_000, "{}");

        Client.Reply first = once.post("/v3/payment_requests", body);
        assertThat(once.post("/v3/payment_requests", body).text()).isEqualTo(first.text());
        assertThat(once.post("/v3/payment_requests", body("order-3", "QRIS", 10_001, "{}"))
                        .at("/error_code"))
                .isEqualTo("IDEMPOTENCY_ERROR");

        xendit.knobs().turn("idempotency", false);
        assertThat(once.post("/v3/payment_requests", body).at("/payment_request_id"))
                .isNotEqualTo(first.at("/payment_request_id"));
    }

    @Test
    void a_refund_goes_by_payment_never_beyond_it_and_is_found_again() throws InterruptedException {
        String payment = paid("order-4", "DANA", 40_000);

        Client.Reply half = refund("r-1", payment, "\"amount\": 15000,");
        assertThat(half.status()).isEqualTo(200);
        assertThat(merchant.get("/v3/refunds/" + half.at("/refund_id")).at("/status"))
                .isEqualTo("SUCCEEDED");
        assertThat(refund("r-1", payment, "\"amount\": 1,").at("/error_code")).isEqualTo("DUPLICATE_ERROR");
        assertThat(refund("r-2", payment, "\"amount\": 25001,").at("/error_code"))
                .isEqualTo("REFUND_AMOUNT_EXCEEDED");
        assertThat(refund("r-3", payment, "").at("/amount")).isEqualTo("25000");
        assertThat(merchant.get("/refunds/" + half.at("/refund_id")).status()).isEqualTo(404);
        xendit.callbacks().settle(Duration.ofSeconds(5));
        assertThat(events()).containsExactly("payment.capture", "refund.succeeded", "refund.succeeded");
    }

    @Test
    void all_money_of_a_reference_is_listed_page_by_page_and_nobody_elses() {
        create("twice", "BRI_VIRTUAL_ACCOUNT", 50_000);
        xendit.pay("twice", 20_000);
        xendit.clock().advance(Duration.ofSeconds(1));
        xendit.till().pay("twice", null, true);
        paid("other", "QRIS", 50_000);

        Client.Reply first = merchant.get("/transactions?types=PAYMENT&reference_id=twice&limit=1");
        assertThat(first.at("/data/0/amount")).isEqualTo("20000");
        assertThat(first.at("/has_more")).isEqualTo("true");
        Client.Reply second = merchant.get("/transactions?reference_id=twice&after_id=" + first.at("/data/0/id"));
        assertThat(second.at("/data/0/amount")).isEqualTo("50000");
        assertThat(second.at("/has_more")).isEqualTo("false");
        assertThat(merchant.get("/transactions").json().path("data")).hasSize(3);
        assertThat(merchant.get("/transactions?types=MAGIC").status()).isEqualTo(400);
        Client stranger = Client.basic(xendit.url(), XenditServer.LIVE_KEY, "");
        assertThat(stranger.get("/transactions").json().path("data")).isEmpty();
    }

    @Test
    void a_pending_refund_blocks_the_next_until_it_ends() {
        String payment = paid("order-5", "QRIS", 40_000);
        xendit.knobs().turn("refunds", "pending");

        assertThat(refund("r-1", payment, "\"amount\": 1000,").at("/status")).isEqualTo("PENDING");
        assertThat(refund("r-2", payment, "\"amount\": 1000,").at("/error_code"))
                .isEqualTo("REFUND_IN_PROGRESS");
        xendit.till().finishRefund("r-1", false);
        assertThat(refund("r-3", payment, "").at("/amount")).isEqualTo("40000");
    }

    @Test
    void virtual_accounts_and_shops_give_nothing_back() {
        String payment = paid("order-6", "BCA_VIRTUAL_ACCOUNT", 40_000);

        assertThat(refund("r-1", payment, "").at("/error_code")).isEqualTo("REFUND_NOT_SUPPORTED");
    }

    @Test
    void what_is_over_cannot_be_canceled() {
        String id = create("order-7", "QRIS", 10_000).at("/payment_request_id");

        assertThat(merchant.post("/v3/payment_requests/" + id + "/cancel", "").at("/status"))
                .isEqualTo("CANCELED");
        Client.Reply again = merchant.post("/v3/payment_requests/" + id + "/cancel", "");
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.at("/error_code")).isEqualTo("INACTIVE_PAYMENT_REQUEST");
    }

    @Test
    void time_ends_an_instrument_and_says_so() throws InterruptedException {
        String id = create("order-8", "OVO", 10_000).at("/payment_request_id");

        xendit.clock().advance(Duration.ofSeconds(56));

        assertThat(merchant.get("/v3/payment_requests/" + id).at("/status")).isEqualTo("EXPIRED");
        xendit.callbacks().settle(Duration.ofSeconds(5));
        assertThat(events()).containsExactly("payment_request.expiry");
    }

    @Test
    void a_customer_approves_or_declines_on_the_wallets_page() {
        Client browser = Client.of(xendit.url());
        String approved = create("order-9", "SHOPEEPAY", 10_000).at("/actions/0/value");
        String declined = create("order-10", "SHOPEEPAY", 10_000).at("/actions/0/value");

        assertThat(browser.get(approved).text()).contains("order-9", "IDR 10000");
        assertThat(browser.form(approved, "choice=approve").header("location")).isEqualTo("https://shop.example/good");
        assertThat(browser.form(declined, "choice=decline").header("location")).isEqualTo("https://shop.example/bad");
        assertThat(browser.form(declined, "choice=approve").status()).isEqualTo(410);
    }

    @Test
    void a_card_is_entered_on_xendits_page_and_never_sent() throws InterruptedException {
        Client.Reply session = merchant.post("/sessions", """
                {"reference_id": "order-11", "session_type": "PAY", "mode": "PAYMENT_LINK", "amount": 90000, "currency": "IDR",
                 "country": "ID", "allowed_payment_channels": ["CARDS"], "success_return_url": "https://shop.example/good"}""");
        assertThat(session.status()).isEqualTo(201);
        assertThat(session.at("/payment_session_id")).hasSize(27);

        Client.Reply sent = Client.of(xendit.url()).form(session.at("/payment_link_url"), "choice=approve");
        assertThat(sent.header("location")).isEqualTo("https://shop.example/good");

        Client.Reply asked = merchant.get("/sessions/" + session.at("/payment_session_id"));
        assertThat(asked.at("/status")).isEqualTo("COMPLETED");
        assertThat(merchant.get("/v3/payments/" + asked.at("/payment_id")).at("/status"))
                .isEqualTo("SUCCEEDED");
        xendit.callbacks().settle(Duration.ofSeconds(5));
        assertThat(events()).containsExactly("payment.capture", "payment_session.completed");
    }

    @Test
    void a_wrong_key_another_business_and_a_missing_version_get_nothing() {
        String id = create("order-12", "QRIS", 10_000).at("/payment_request_id");
        String path = "/v3/payment_requests/" + id;

        assertThat(Client.of(xendit.url()).get("/balance").at("/error_code")).isEqualTo("INVALID_API_KEY");
        assertThat(Client.basic(xendit.url(), "xnd_production_other", "")
                        .get("/balance")
                        .status())
                .isEqualTo(401);
        assertThat(merchant.get("/balance").json().at("/balance").isNumber()).isTrue();
        Client other = Client.basic(xendit.url(), XenditServer.LIVE_KEY, "").with("api-version", "2024-11-11");
        assertThat(other.get(path).at("/error_code")).isEqualTo("DATA_NOT_FOUND");
        assertThat(merchant.with("api-version", "2020-01-01").get(path).status())
                .isEqualTo(400);
    }

    @Test
    void a_platform_acts_for_its_sub_accounts_only() {
        Client.Reply made = merchant.post("/v2/accounts", "{\"email\": \"toko@example.com\", \"type\": \"MANAGED\"}");
        Client forSub = merchant.with("for-user-id", made.at("/id"));

        Client.Reply request = forSub.post("/v3/payment_requests", body("sub-1", "QRIS", 10_000, "{}"));
        assertThat(request.at("/business_id")).isEqualTo(made.at("/id"));
        String path = "/v3/payment_requests/" + request.at("/payment_request_id");
        assertThat(forSub.get(path).status()).isEqualTo(200);
        assertThat(merchant.get(path).status()).isEqualTo(404);
        assertThat(merchant.with("for-user-id", "5cafeb170a2b18519b1b8761")
                        .get(path)
                        .status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QRIS|10000001|{}|INVALID_VALUE_ERROR",
                "BCA_VIRTUAL_ACCOUNT|9999|{}|INVALID_VALUE_ERROR",
                "NO_SUCH|10000|{}|API_VALIDATION_ERROR",
                "DANA|10000|{}|API_VALIDATION_ERROR",
                "DANA|10000|{\"success_return_url\": \"http://shop.example/x\"}|API_VALIDATION_ERROR",
                "OVO|10000|{}|API_VALIDATION_ERROR",
            })
    void what_breaks_a_rule_is_refused(String channel, long amount, String properties, String code) {
        Client.Reply refused = merchant.post("/v3/payment_requests", body("bad", channel, amount, properties));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.at("/error_code")).isEqualTo(code);
    }

    private List<String> events() {
        return shop.heard().stream()
                .map(heard -> heard.json().at("/event").asString())
                .toList();
    }

    private String paid(String reference, String channel, long amount) {
        String id = create(reference, channel, amount).at("/payment_request_id");
        xendit.pay(id);
        return merchant.get("/v3/payment_requests/" + id).at("/latest_payment_id");
    }

    private Client.Reply refund(String reference, String payment, String amount) {
        return merchant.post(
                "/v3/refunds",
                "{\"reference_id\": \"" + reference + "\", \"payment_id\": \"" + payment + "\", " + amount
                        + " \"reason\": \"REQUESTED_BY_CUSTOMER\"}");
    }

    private Client.Reply create(String reference, String channel, long amount) {
        String properties = """
                {"success_return_url": "https://shop.example/good", "failure_return_url": "https://shop.example/bad",
                 "account_mobile_number": "+6281234567890"}""";
        return merchant.post("/v3/payment_requests", body(reference, channel, amount, properties));
    }

    private static String body(String reference, String channel, long amount, String properties) {
        return """
            {"reference_id": "%s", "type": "PAY", "country": "ID", "currency": "IDR", "request_amount": %d,
             "capture_method": "AUTOMATIC", "channel_code": "%s", "channel_properties": %s}""".formatted(reference, amount, channel, properties);
    }
}

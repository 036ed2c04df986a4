package com.plugipay.sandboxproviders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.sandboxproviders.wire.Till;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class MidtransTest {
    private final MidtransServer midtrans = MidtransServer.start(0);
    private final Shop shop = new Shop();
    private final Client merchant = Client.basic(midtrans.url(), MidtransServer.SERVER_KEY, "");

    @BeforeEach
    void notifications_go_to_the_shop() {
        midtrans.notificationUrl(shop.url());
    }

    @AfterEach
    void close() {
        midtrans.close();
        shop.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"payment_type\": \"qris\", \"qris\": {\"acquirer\": \"gopay\"}|/qr_string|^000201.*6304[0-9A-F]{4}$",
                "{\"payment_type\": \"gopay\"|/actions/1/name|^deeplink-redirect$",
                "{\"payment_type\": \"bank_transfer\", \"bank_transfer\": {\"bank\": \"bca\"}|/va_numbers/0/va_number|^\\d{11}$",
                "{\"payment_type\": \"bank_transfer\", \"bank_transfer\": {\"bank\": \"bri\"}|/va_numbers/0/va_number|^\\d{18}$",
                "{\"payment_type\": \"bank_transfer\", \"bank_transfer\": {\"bank\": \"permata\"}|/permata_va_number|^\\d{16}$",
                "{\"payment_type\": \"echannel\", \"echannel\": {\"bill_info1\": \"a\", \"bill_info2\": \"b\"}|/bill_key|^\\d{12}$",
                "{\"payment_type\": \"cstore\", \"cstore\": {\"store\": \"alfamart\"}|/payment_code|^\\d{16}$",
                "{\"payment_type\": \"dana\", \"dana\": {\"callback_url\": \"https://shop.example\"}|/actions/0/name|^deeplink-redirect$",
                "{\"payment_type\": \"kredivo\"|/redirect_url|^http://127.0.0.1:.*$",
            })
    void each_payment_type_gives_its_instrument(String begin, String at, String looksLike) {
        Client.Reply made = merchant.post("/v2/charge", charge(begin, "order-1", 25_000));

        assertThat(made.at("/status_code")).isEqualTo("201");
        assertThat(made.at("/transaction_status")).isEqualTo("pending");
        assertThat(made.at("/gross_amount")).isEqualTo("25000.00");
        assertThat(made.at(at)).matches(looksLike);
    }

    @Test
    void a_payment_is_told_with_a_signature_over_four_fields() throws Exception {
        qris("order-2", 150_000);
        midtrans.pay("order-2");
        midtrans.callbacks().settle(Duration.ofSeconds(5));

        List<Shop.Heard> heard = shop.heard();
        assertThat(heard.stream()
                        .map(one -> one.json().at("/transaction_status").asString()))
                .containsExactly("pending", "settlement");
        JsonNode told = heard.getLast().json();
        assertThat(told.at("/signature_key").asString())
                .isEqualTo(sha512("order-2" + "200" + "150000.00" + MidtransServer.SERVER_KEY));
        assertThat(merchant.get("/v2/order-2/status").at("/transaction_status")).isEqualTo("settlement");
    }

    @Test
    void an_order_id_is_used_once_but_is_free_again_after_cancel() {
        qris("order-3", 10_000);

        Client.Reply again = qris("order-3", 10_000);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.at("/status_code")).isEqualTo("406");
        assertThat(merchant.post("/v2/order-3/cancel", "").at("/transaction_status"))
                .isEqualTo("cancel");
        assertThat(qris("order-3", 10_000).at("/status_code")).isEqualTo("201");
    }

    @Test
    void the_same_key_answers_the_same_whatever_the_body_for_five_minutes() {
        Client once = merchant.with("Idempotency-Key", "att_1-charge");
        Client.Reply first = once.post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-4", 10_000));

        Client.Reply same = once.post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-5", 99_000));
        assertThat(same.text()).isEqualTo(first.text());
        midtrans.clock().advance(Duration.ofMinutes(6));
        assertThat(once.post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-4", 10_000))
                        .at("/status_code"))
                .isEqualTo("406");
        Client tooLong = merchant.with("Idempotency-Key", "k".repeat(47));
        tooLong.post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-6", 10_000));
        assertThat(tooLong.post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-6", 10_000))
                        .at("/status_code"))
                .isEqualTo("406");
    }

    @Test
    void a_refund_key_is_one_refund_and_only_settled_money_goes_back() throws InterruptedException {
        qris("order-7", 40_000);
        assertThat(refund("order-7", "r-1", 1_000).at("/status_code")).isEqualTo("412");
        midtrans.pay("order-7");

        assertThat(refund("order-7", "r-1", 15_000).at("/transaction_status")).isEqualTo("partial_refund");
        assertThat(refund("order-7", "r-1", 15_000).at("/refund_amount")).isEqualTo("15000.00");
        assertThat(refund("order-7", "r-1", 16_000).at("/status_code")).isEqualTo("406");
        assertThat(refund("order-7", "r-2", 25_001).at("/status_code")).isEqualTo("414");
        assertThat(refund("order-7", "r-3", 25_000).at("/transaction_status")).isEqualTo("refund");
        Client.Reply status = merchant.get("/v2/order-7/status");
        assertThat(status.json().at("/refunds")).hasSize(2);
        assertThat(status.at("/refunds/0/refund_key")).isEqualTo("r-1");
        midtrans.callbacks().settle(Duration.ofSeconds(5));
        assertThat(shop.heard()
                        .getLast()
                        .json()
                        .at("/refunds/1/bank_confirmed_at")
                        .asString())
                .isNotEmpty();
    }

    @Test
    void account_numbers_give_nothing_back_and_take_no_other_amount() {
        merchant.post(
                "/v2/charge",
                charge(
                        "{\"payment_type\": \"bank_transfer\", \"bank_transfer\": {\"bank\": \"bni\"}",
                        "order-8",
                        40_000));

        assertThatThrownBy(() -> midtrans.pay("order-8", 39_000)).isInstanceOf(Till.Impossible.class);
        midtrans.pay("order-8");
        assertThat(refund("order-8", "r-1", 1_000).at("/status_code")).isEqualTo("412");
    }

    @Test
    void ovo_lives_65_seconds_and_an_expired_order_says_407() {
        Client.Reply made = merchant.post(
                "/v2/charge",
                charge(
                        "{\"payment_type\": \"ovo\", \"ovo\": {\"payer_phone_number\": \"081111111111\"}",
                        "order-9",
                        15_000));
        assertThat(made.at("/payer_phone_number")).isEqualTo("081111111111");

        assertThat(Duration.between(time(made.at("/transaction_time")), time(made.at("/expiry_time"))))
                .isEqualTo(Duration.ofSeconds(65));

        // The clock goes on while we ask: far enough from the end on both sides.
        midtrans.clock().advance(Duration.ofSeconds(30));
        assertThat(merchant.get("/v2/order-9/status").at("/status_code")).isEqualTo("201");
        midtrans.clock().advance(Duration.ofSeconds(36));
        assertThat(merchant.get("/v2/order-9/status").at("/status_code")).isEqualTo("407");
    }

    private static LocalDateTime time(String text) {
        return LocalDateTime.parse(text.replace(' ', 'T'));
    }

    @Test
    void a_card_is_paid_on_the_snap_page_and_there_is_no_transaction_before() {
        Client.Reply snap = merchant.post("/snap/v1/transactions", """
                {"transaction_details": {"order_id": "order-10", "gross_amount": 90000}, "enabled_payments": ["credit_card"],
                 "callbacks": {"finish": "https://shop.example/back"}}""");
        assertThat(snap.status()).isEqualTo(201);
        assertThat(merchant.get("/v2/order-10/status").at("/status_code")).isEqualTo("404");

        Client browser = Client.of(midtrans.url());
        assertThat(browser.get(snap.at("/redirect_url")).text()).contains("order-10");
        assertThat(browser.form(snap.at("/redirect_url"), "choice=approve").header("location"))
                .startsWith("https://shop.example/back?order_id=order-10");
        assertThat(merchant.get("/v2/order-10/status").at("/transaction_status"))
                .isEqualTo("capture");
        assertThat(refund("order-10", "r-1", 1).at("/status_code")).isEqualTo("412");
        midtrans.settle("order-10");
        assertThat(refund("order-10", "r-1", 1_000).at("/status_code")).isEqualTo("200");
    }

    @Test
    void a_canceled_snap_page_takes_no_money() {
        Client.Reply snap = merchant.post(
                "/snap/v1/transactions",
                "{\"transaction_details\": {\"order_id\": \"order-11\", \"gross_amount\": 90000}}");
        String cancel = "/snap/v1/transactions/" + snap.at("/token") + "/cancel";

        assertThat(merchant.post(cancel, "").at("/canceled_at")).isNotEmpty();
        assertThat(merchant.post(cancel, "").at("/error_messages/0")).isEqualTo("token already canceled");
        assertThat(Client.of(midtrans.url())
                        .form(snap.at("/redirect_url"), "choice=approve")
                        .status())
                .isEqualTo(410);
    }

    @Test
    void a_wrong_key_is_401_and_a_right_one_finds_nothing_at_an_unknown_order() {
        Client wrong = Client.basic(midtrans.url(), "SB-Mid-server-other", "");

        assertThat(wrong.get("/v2/no-such-order/status").status()).isEqualTo(401);
        assertThat(wrong.post("/snap/v1/transactions", "{}").json().at("/error_messages"))
                .hasSize(2);
        assertThat(merchant.get("/v2/no-such-order/status").at("/status_code")).isEqualTo("404");
    }

    @Test
    void a_charge_may_choose_who_is_told() throws InterruptedException {
        try (Shop other = new Shop()) {
            merchant.with("X-Override-Notification", other.url().toString())
                    .post("/v2/charge", charge("{\"payment_type\": \"qris\"", "order-12", 10_000));
            midtrans.callbacks().settle(Duration.ofSeconds(5));
            assertThat(other.heard()).hasSize(1);
            assertThat(shop.heard()).isEmpty();
        }
    }

    @Test
    void the_qr_picture_is_a_picture() {
        String url = qris("order-13", 10_000).at("/actions/0/url");

        assertThat(Client.of(midtrans.url()).get(url).header("content-type")).isEqualTo("image/png");
    }

    private Client.Reply qris(String order, long amount) {
        return merchant.post("/v2/charge", charge("{\"payment_type\": \"qris\"", order, amount));
    }

    private Client.Reply refund(String order, String key, long amount) {
        return merchant.post(
                "/v2/" + order + "/refund",
                "{\"refund_key\": \"" + key + "\", \"amount\": " + amount + ", \"reason\": \"test\"}");
    }

    private static String charge(String begin, String order, long amount) {
        return begin + ", \"transaction_details\": {\"order_id\": \"" + order + "\", \"gross_amount\": " + amount
                + "}}";
    }

    private static String sha512(String text) throws GeneralSecurityException {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-512").digest(text.getBytes(StandardCharsets.UTF_8)));
    }
}

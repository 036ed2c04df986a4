package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The hosted page of ways to pay that are not cards, as a browser without scripts sees it.
class PayByHandTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final byte[] PICTURE = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final Shop shop = SERVER.newShop();
    private final Browser customer = new Browser(SERVER.baseUrl());

    @Test
    void a_transfer_is_told_of_with_a_picture_and_confirmed() {
        String path = "/c/" + byHand("{\"amount\":150000,\"currency\":\"IDR\"}");
        assertThat(customer.get(path).expect(200).html()).contains("Bank transfer", "tell us");

        Browser.Page held = customer.get(charge(path, "bank_transfer"));
        assertThat(held.expect(200).html())
                .contains("8830 1234", "Account name: Sari", "data-copy=\"150000\"", "Rp 150.000")
                .contains("Satu\nDua", "I have paid", "enctype=\"multipart/form-data\"", "name=\"proof\"")
                .doesNotContain("Simulate payment");
        assertThat(new Browser(SERVER.baseUrl()).get(path).html()).contains("8830 1234");

        Browser.Page sent = customer.upload(path + "/claim?lang=en", "proof", PICTURE);
        assertThat(sent.expect(303).location()).isEqualTo(path + "?lang=en");
        assertThat(customer.get(sent.location()).expect(200).html())
                .contains("to confirm", "<dt>Method</dt>", "Sent", "Send another picture", path + "/receipt")
                .doesNotContain("data-expires");
        assertThat(read(path).data("review.proofUrl")).contains("/api/v1/files/");

        shop.hmac().post("/v1/checkout-sessions/" + id(path) + "/confirm", "{}").expect(200);
        assertThat(customer.get(path).expect(200).html())
                .contains("Payment received", "Bank transfer", "/receipt?lang");
    }

    @Test
    void a_picture_can_come_later_and_three_are_enough() {
        String path = claimed();
        assertThat(customer.get(path).html()).contains("Add a picture of the transfer");
        for (int sent = 0; sent < 3; sent++) {
            customer.upload(path + "/claim?lang=en", "proof", PICTURE).expect(303);
        }
        Browser.Page refused = customer.upload(path + "/claim?lang=en", "proof", PICTURE);
        assertThat(refused.expect(429).html()).contains("Sent too many times", "to confirm");
        assertThat(read(path).data("review.proofUrl")).contains("/api/v1/files/");
    }

    @Test
    void a_rejection_is_told_with_its_reason_and_leaves_the_session_payable() {
        String path = claimed();
        shop.hmac()
                .post("/v1/checkout-sessions/" + id(path) + "/reject", "{\"reason\":\"<b>Belum</b> masuk\"}")
                .expect(200);
        assertThat(customer.get(path).expect(200).html())
                .contains(
                        "has not found your payment yet", "&lt;b&gt;Belum&lt;/b&gt; masuk", "8830 1234", "I have paid");
        customer.post(path + "/claim?lang=en", Map.of(), Map.of()).expect(303);
        assertThat(read(path).data("status")).isEqualTo("pending_review");
    }

    @Test
    void what_is_no_picture_or_too_much_of_one_is_said_at_its_place_and_loses_nothing() {
        String path = "/c/" + byHand("{\"amount\":150000,\"currency\":\"IDR\"}");
        charge(path, "bank_transfer");
        Browser.Page text =
                customer.upload(path + "/claim?lang=en", "proof", "<script>".getBytes(StandardCharsets.UTF_8));
        assertThat(text.expect(415).html()).contains("cannot be read as a picture", "8830 1234");
        Browser.Page large = customer.upload(path + "/claim?lang=en", "proof", Arrays.copyOf(PICTURE, (4 << 20) + 1));
        assertThat(large.expect(413).html()).contains("larger than 4 MB", "8830 1234");
        Browser.Page huge = customer.upload(path + "/claim?lang=en", "proof", Arrays.copyOf(PICTURE, 6 << 20));
        assertThat(huge.expect(413).html()).contains("larger than 4 MB", "8830 1234");
        assertThat(read(path).data("status")).isEqualTo("open");
    }

    @Test
    void eleven_claims_in_an_hour_are_too_many() {
        String path = claimed();
        for (int claims = 1; claims < 10; claims++) {
            reject(path);
            customer.post(path + "/claim", Map.of("lang", "en"), Map.of()).expect(303);
        }
        reject(path);
        assertThat(customer.post(path + "/claim", Map.of("lang", "en"), Map.of())
                        .expect(429)
                        .html())
                .contains("Sent too many times", "8830 1234");
    }

    @Test
    void cash_is_announced_at_the_cashier_without_a_picture() {
        String path = "/c/" + byHand("{\"amount\":150000,\"currency\":\"IDR\"}");
        charge(path, "cash");
        assertThat(customer.get(path).expect(200).html())
                .contains("Pay in cash at", "I have paid")
                .doesNotContain("name=\"proof\"", "Satu\nDua");
        customer.post(path + "/claim", Map.of("lang", "en"), Map.of()).expect(303);
        assertThat(customer.get(path).html()).contains("to confirm", "Cash").doesNotContain("Add a picture");
    }

    @Test
    void another_way_to_pay_leaves_the_one_before() {
        String path = "/c/" + byHand("{\"amount\":150000,\"currency\":\"IDR\"}");
        charge(path, "va_bca");
        assertThat(customer.get(path).expect(200).html())
                .contains("Transfer to this virtual account", "8127 8", "changes by itself", "Simulate payment")
                .doesNotContain("I have paid");
        charge(path, "bank_transfer");
        assertThat(customer.get(path).html()).contains("8830 1234").doesNotContain("8127 8");
        assertThat(read(path).data("attempts.0.state")).isEqualTo("voided");
    }

    @Test
    void a_virtual_account_is_paid_or_not_by_the_buttons_of_test_mode() {
        String path = "/c/" + shop.openSession();
        charge(path, "va_bca");
        Browser.Page failed = customer.post(path + "/simulate", Map.of("lang", "en", "outcome", "decline"), Map.of());
        assertThat(customer.get(failed.expect(303).location()).html())
                .contains("This payment did not go through")
                .doesNotContain("8127 8");
        charge(path, "va_bca");
        customer.post(path + "/simulate", Map.of("lang", "en", "outcome", "succeed"), Map.of())
                .expect(303);
        assertThat(customer.get(path).html()).contains("Payment received", "BCA");
        customer.post(path + "/simulate", Map.of("outcome", "succeed"), Map.of())
                .expect(303);
        customer.post(path + "/simulate", Map.of("outcome", "late"), Map.of()).expect(400);
    }

    @Test
    void live_mode_has_no_simulation() {
        connect(shop.live());
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        charge("/c/" + session, "bank_transfer");
        assertThat(customer.get("/c/" + session).html()).contains("I have paid").doesNotContain("/simulate");
        customer.post("/c/" + session + "/simulate", Map.of("outcome", "succeed"), Map.of())
                .expect(404);
    }

    @Test
    void a_claim_without_a_way_to_pay_by_hand_only_shows_the_page() {
        String path = "/c/" + shop.openSession();
        customer.upload(path + "/claim", "proof", PICTURE).expect(303);
        assertThat(read(path).data("status")).isEqualTo("open");
        customer.upload("/c/cs_nothing/claim", "proof", PICTURE).expect(404);
    }

    @Test
    void another_sessions_picture_proves_nothing() {
        String mine = claimed();
        customer.upload(mine + "/claim", "proof", PICTURE).expect(303);
        String proof = read(mine).data("review.proofUrl");
        String other = "/c/" + byHand("{\"amount\":1000,\"currency\":\"IDR\"}");
        charge(other, "bank_transfer");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + id(other) + "/buyer-claim", "{\"proofUrl\":\"" + proof + "\"}")
                .refused(400, "validation_error");
    }

    @Test
    void what_merchants_and_customers_write_stays_text() {
        connect(
                shop.hmac(),
                "<i>Bank</i>",
                "12\\\"><script>x()</script>",
                "<img src=x onerror=x()>",
                "<script>alert(1)</script>");
        String path = "/c/"
                + byHandConnected("{\"amount\":1000,\"currency\":\"IDR\",\"lineItems\":[{\"name\":\"<b>Kopi</b>\","
                        + "\"quantity\":1,\"unitAmount\":1000}]}");
        charge(path, "bank_transfer");
        assertThat(customer.get(path).expect(200).html())
                .contains("&lt;i&gt;Bank", "&lt;img src=x", "&lt;script&gt;alert(1)", "&lt;b&gt;Kopi")
                .doesNotContain("<i>", "<img src=x", "<script>alert", "<script>x()", "<b>Kopi");
        customer.post(path + "/claim", Map.of(), Map.of()).expect(303);
        assertThat(customer.get(path + "/receipt").expect(200).html())
                .contains("&lt;b&gt;Kopi")
                .doesNotContain("<b>Kopi");
    }

    @Test
    void after_the_end_nothing_is_taken() {
        String path = claimed();
        customer.post(path + "/cancel", Map.of(), Map.of()).expect(303);
        customer.upload(path + "/claim", "proof", PICTURE).expect(303);
        assertThat(customer.get(path).html()).contains("Payment canceled").doesNotContain("8830 1234");
    }

    private String claimed() {
        String path = "/c/" + byHand("{\"amount\":150000,\"currency\":\"IDR\"}");
        charge(path, "bank_transfer");
        customer.post(path + "/claim", Map.of("lang", "en"), Map.of()).expect(303);
        return path;
    }

    private String byHand(String session) {
        connect(shop.hmac());
        SQL.update(
                "update checkout_settings set enabled_methods = array_append(enabled_methods, 'cash')"
                        + " where workspace_id = ? and not 'cash' = any (enabled_methods)",
                shop.workspace().text());
        return byHandConnected(session);
    }

    private String byHandConnected(String session) {
        return shop.hmac().post("/v1/checkout-sessions", session).expect(201).data("id");
    }

    private static void connect(Api api) {
        connect(api, "BCA", "8830 1234", "Sari", "Satu\\nDua");
    }

    private static void connect(Api api, String bank, String number, String holder, String instructions) {
        api.send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"" + bank + "\",\"accountNumber\":\"" + number
                                + "\",\"accountHolder\":\"" + holder + "\"}],\"instructions\":\"" + instructions
                                + "\"}",
                        Map.of())
                .expect(200);
    }

    private String charge(String path, String method) {
        return customer.post(path + "/charge", Map.of("lang", "en", "method", method), Map.of())
                .expect(303)
                .location();
    }

    private void reject(String path) {
        shop.hmac().post("/v1/checkout-sessions/" + id(path) + "/reject", "{}").expect(200);
    }

    private Api.Reply read(String path) {
        return shop.bearer().get("/v1/checkout-sessions/" + id(path)).expect(200);
    }

    private static String id(String path) {
        return path.substring("/c/".length());
    }
}

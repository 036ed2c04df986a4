package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Paying by hand: the customer claims, a person or key looks and decides, once. M12.
class ManualClaimTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private String session = "";

    @BeforeEach
    void connect() {
        shop.hmac().send("PUT", "/v1/adapters/manual", """
                        {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"Toko Sari"}],
                         "instructions":"Tulis nama Anda di berita transfer."}""", java.util.Map.of()).expect(200);
        session = shop.openSession();
    }

    @Test
    void the_customer_gets_the_accounts_the_exact_amount_and_the_merchants_words() {
        Api.Reply instructions = charge("bank_transfer").expect(200);

        assertThat(instructions.data("kind")).isEqualTo("instructions");
        assertThat(instructions.data("instructions.amountDisplay")).isEqualTo("Rp 150.000");
        assertThat(instructions.data("instructions.bankAccounts.0.accountNumber"))
                .isEqualTo("1234567890");
        assertThat(instructions.data("instructions.note")).isEqualTo("Tulis nama Anda di berita transfer.");
        assertThat(charge("bank_transfer").expect(200).data("attemptId")).isEqualTo(instructions.data("attemptId"));
    }

    @Test
    void nothing_is_offered_by_hand_before_an_account_is_connected() {
        Shop fresh = SERVER.newShop();
        String open = fresh.openSession();
        fresh.anonymous()
                .post("/v1/public/checkout/sessions/" + open + "/charge", "{\"method\":\"bank_transfer\"}")
                .refused(400, "validation_error");
    }

    @Test
    void a_claim_that_is_confirmed_is_a_payment_like_any_other() {
        charge("bank_transfer").expect(200);
        Api.Reply claimed = claim("{}").expect(200);
        assertThat(claimed.data("status")).isEqualTo("pending_review");

        Api.Reply confirmed = confirm().expect(200);

        assertThat(confirmed.data("status")).isEqualTo("completed");
        assertThat(confirmed.data("adapter")).isEqualTo("manual");
        assertThat(confirmed.data("paymentMethod")).isEqualTo("bank_transfer");
        assertThat(confirmed.data("review.claimedAt")).isEqualTo(claimed.data("claimedAt"));
        assertThat(confirmed.data("review.confirmedAt")).isNotEmpty();
        assertThat(confirmed.data("review.confirmedBy")).startsWith("akey_");
        assertThat(shop.bearer().get("/v1/payments/" + session).data("adapter")).isEqualTo("manual");
        assertThat(SQL.texts(
                        "select code || ' ' || direction from ledger_entry where source_id = ? order by code", session))
                .containsExactly("cash debit", "revenue:checkout credit");
        assertThat(SQL.texts("select type from event where aggregate_id = ? order by sequence", session))
                .containsExactly(
                        "plugipay.checkout_session.created.v1",
                        "plugipay.checkout_session.pending_review.v1",
                        "plugipay.checkout_session.completed.v1");
        assertThat(SQL.texts("select action from audit_entry where target_id = ?", session))
                .containsExactly("checkout_session.confirmed");
    }

    @Test
    void the_deadline_waits_while_a_claim_is_looked_at() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);
        SERVER.advance(Duration.ofDays(3));
        assertThat(status()).isEqualTo("pending_review");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/expire", "{}").refused(409, "conflict");
        assertThat(confirm().expect(200).data("status")).isEqualTo("completed");
    }

    @Test
    void a_rejected_claim_can_be_made_again_and_past_the_deadline_it_ends_the_session() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);
        Api.Reply rejected = reject("{\"reason\":\"Belum ada transfer masuk\"}").expect(200);
        assertThat(rejected.data("status")).isEqualTo("open");
        assertThat(rejected.data("review.rejectReason")).isEqualTo("Belum ada transfer masuk");
        Api.Reply page = shop.anonymous().get("/v1/public/checkout/sessions/" + session);
        assertThat(page.data("review.rejectReason")).isEqualTo("Belum ada transfer masuk");

        claim("{}").expect(200);
        SERVER.advance(Duration.ofHours(25));
        assertThat(reject("{}").expect(200).data("status")).isEqualTo("expired");
        assertThat(SQL.texts("select type from event where aggregate_id = ? order by sequence", session))
                .endsWith("plugipay.checkout_session.pending_review.v1", "plugipay.checkout_session.expired.v1");
        reject("{}").refused(409, "conflict");
        confirm().refused(409, "conflict");
    }

    @Test
    void only_what_is_claimed_can_be_decided_and_only_what_is_paid_by_hand_claimed() {
        confirm().refused(409, "conflict");
        reject("{}").refused(409, "conflict");
        claim("{}").refused(409, "conflict");
        charge("va_bca").expect(200);
        claim("{}").refused(409, "conflict");
        charge("bank_transfer").expect(200);
        confirm().refused(409, "conflict");
        reject("{}").refused(409, "conflict");
        claim("{}").expect(200);
        claim("{}").refused(409, "conflict");
        charge("bank_transfer").refused(409, "conflict");
        assertThat(SQL.texts(
                        "select channel || ' ' || state from payment_attempt where session_id = ?"
                                + " order by created_at, id",
                        session))
                .containsExactly("va_bca voided", "bank_transfer requires_action");
    }

    @Test
    void many_people_who_confirm_at_once_make_one_payment() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);

        List<Integer> answers = Together.times(
                8,
                () -> shop.bearer()
                        .post("/v1/checkout-sessions/" + session + "/confirm", "{}")
                        .status());

        assertThat(answers).containsOnlyOnce(200);
        assertThat(answers.stream().filter(status -> status == 409)).hasSize(7);
        assertThat(SQL.number("select count(*) from payment where session_id = '" + session + "'"))
                .isEqualTo(1);
        assertThat(SQL.number("select count(*) from ledger_tx where source_id = '" + session + "'"))
                .isEqualTo(1);
    }

    @Test
    void a_claim_in_review_can_still_be_canceled_and_its_money_is_put_aside_then() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        confirm().refused(409, "conflict");
        Api.Reply late = shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"late\"}")
                .expect(200);
        assertThat(late.data("unappliedPayment.adapter")).isEqualTo("manual");
        assertThat(late.data("session.status")).isEqualTo("canceled");
    }

    @Test
    void what_is_simulated_does_not_take_the_claim_away() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);
        String simulate = "/v1/test/checkout-sessions/" + session + "/simulate";
        shop.hmac().post(simulate, "{\"outcome\":\"decline\"}").refused(409, "conflict");
        shop.hmac()
                .post(simulate, "{\"outcome\":\"short\",\"method\":\"card\"}")
                .refused(409, "conflict");
        shop.hmac().post(simulate, "{\"outcome\":\"short\"}").expect(200);
        assertThat(confirm().expect(200).data("status")).isEqualTo("completed");
    }

    @Test
    void a_picture_belongs_to_its_session() {
        charge("bank_transfer").expect(200);
        claim("{\"proofUrl\":\"/api/v1/files/" + "a".repeat(32) + ".png\"}").refused(400, "validation_error");
        claim("{\"proofUrl\":\"https://evil.example/x.png\"}").refused(400, "validation_error");
        assertThat(status()).isEqualTo("open");
    }

    @Test
    void nobody_else_decides() {
        charge("bank_transfer").expect(200);
        claim("{}").expect(200);
        Shop other = SERVER.newShop();
        other.hmac().post("/v1/checkout-sessions/" + session + "/confirm", "{}").refused(404, "not_found");
        shop.live().post("/v1/checkout-sessions/" + session + "/confirm", "{}").refused(404, "not_found");
        shop.anonymous()
                .post("/v1/checkout-sessions/" + session + "/confirm", "{}")
                .refused(401, "unauthorized");
        assertThat(status()).isEqualTo("pending_review");
    }

    private Api.Reply charge(String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    private Api.Reply claim(String body) {
        return shop.anonymous().post("/v1/public/checkout/sessions/" + session + "/buyer-claim", body);
    }

    private Api.Reply confirm() {
        return shop.hmac().post("/v1/checkout-sessions/" + session + "/confirm", "{}");
    }

    private Api.Reply reject(String body) {
        return shop.hmac().post("/v1/checkout-sessions/" + session + "/reject", body);
    }

    private String status() {
        return shop.bearer().get("/v1/checkout-sessions/" + session).data("status");
    }
}

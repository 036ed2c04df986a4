package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the hosted page says about money is true: it says "not charged" only when that is certain, and tells of
/// money that does not fit.
class MoneyWordsTest {
    private static final String NOT_CHARGED = "You have not been charged";
    private static final String NOT_CHARGED_ID = "tidak terpotong";
    private static final String NO_SECOND_TIME = "o not pay again";
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "100"));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session;
    private final Browser customer = new Browser(SERVER.baseUrl());

    MoneyWordsTest() {
        shop.hmac()
                .send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"8830 1234\","
                                + "\"accountHolder\":\"Sari\"}]}",
                        Map.of())
                .expect(200);
        shop.hmac()
                .send(
                        "PATCH",
                        "/v1/checkout/settings",
                        "{\"enabledMethods\":[\"card\",\"qris\",\"gopay\",\"va_bca\",\"cash\"],"
                                + "\"businessPhone\":\"+62 812-3456-7890\",\"businessEmail\":\"halo@kopisenja.id\"}",
                        Map.of())
                .expect(200);
        session = shop.openSession();
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @ParameterizedTest
    @CsvSource({
        "gopay, short, Rp 75.000",
        "gopay, over, Rp 151.000",
        "qris, short, Rp 75.000",
        "va_bca, short, Rp 75.000",
        "va_bca, over, Rp 151.000"
    })
    void money_that_does_not_fit_is_told_with_its_amount_and_asked_for_no_second_time(
            String method, String outcome, String came) {
        charge(method);
        simulate(outcome);
        assertThat(page())
                .contains(came + " arrived, Rp 150.000 was asked.", NO_SECOND_TIME, "tel:+6281234567890", "halo@kopis")
                .doesNotContain(NOT_CHARGED, "That did not work")
                .contains("<details class=\"other again\">")
                .doesNotContain("role=\"timer\"", "Pay before");
        assertThat(pageInIndonesian())
                .contains("Yang masuk " + came + ", yang diminta Rp 150.000.", "Jangan bayar lagi")
                .doesNotContain(NOT_CHARGED_ID, "Belum berhasil");
    }

    @ParameterizedTest
    @CsvSource({"gopay, short, Rp 75.000", "qris, over, Rp 151.000", "va_bca, short, Rp 75.000"})
    void money_that_was_sent_back_is_told_of_whatever_it_came_by(String method, String outcome, String came) {
        charge(method);
        simulate(outcome);
        String money = SQL.texts("select id from unapplied_payment where session_id = ?", session)
                .getFirst();
        shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/refund", "{\"via\":\"manual\"}")
                .expect(200);
        assertThat(page())
                .contains(came + " arrived, Rp 150.000 was asked. It has been sent back.", "before you pay again")
                .contains("<details class=\"other again\">")
                .doesNotContain(NOT_CHARGED, "Pay before", "That did not work");
    }

    @Test
    void who_chose_to_pay_again_after_such_money_finds_it_unfolded_under_the_warning() {
        charge("va_bca");
        simulate("short");
        assertThat(page()).contains("<details class=\"other again\">");
        charge("qris");
        assertThat(page()).contains("<details class=\"other again\" open>", "Rp 75.000 arrived", "Scan this QRIS");
    }

    @Test
    void late_money_is_told_of_on_the_page_that_has_expired() {
        simulate("late");
        assertThat(page())
                .contains("This link has expired", "Rp 150.000 arrived after", NO_SECOND_TIME)
                .doesNotContain(NOT_CHARGED);
        assertThat(pageInIndonesian()).contains("Rp 150.000 masuk setelah").doesNotContain(NOT_CHARGED_ID);
    }

    @Test
    void who_paid_twice_reads_so_and_is_not_sent_away_before() {
        String there = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"successUrl\":\"https://toko.example/thanks\"}")
                .expect(201)
                .data("id");
        shop.pay(there, "success").expect(200);
        assertThat(customer.get("/c/" + there).html()).contains("data-continue=\"\"", "http-equiv=\"refresh\"");
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + there + "/simulate", "{\"outcome\":\"duplicate\"}")
                .expect(200);
        assertThat(customer.get("/c/" + there).html())
                .contains("Rp 150.000 arrived once more", "Payment received", "https://toko.example/thanks")
                .doesNotContain("data-continue=\"\"", "http-equiv=\"refresh\"");
    }

    @Test
    void a_short_transfer_and_then_cancel_does_not_say_that_nothing_came() {
        charge("va_bca");
        simulate("short");
        cancel();
        look();
        assertThat(page()).contains("Payment canceled", "Rp 75.000 arrived").doesNotContain(NOT_CHARGED);
    }

    @Test
    void a_claim_and_then_cancel_does_not_say_that_nothing_came() {
        charge("cash");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
        cancel();
        assertThat(page())
                .contains("Payment canceled", "your money is not lost", "tel:+6281234567890")
                .doesNotContain(NOT_CHARGED);
        assertThat(pageInIndonesian()).contains("uang Anda tidak hilang").doesNotContain(NOT_CHARGED_ID);
    }

    @Test
    void who_held_the_shops_account_may_have_paid_by_hand() {
        charge("cash");
        cancel();
        assertThat(page()).contains("your money is not lost").doesNotContain(NOT_CHARGED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "expire"})
    void an_ended_session_says_not_charged_once_the_provider_has_said_so(String end) {
        charge("va_bca");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/" + end, "{}").expect(200);
        assertThat(page()).contains("your money is not lost").doesNotContain(NOT_CHARGED);
        look();
        assertThat(page()).contains(NOT_CHARGED);
        assertThat(pageInIndonesian()).contains(NOT_CHARGED_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "expire"})
    void a_session_that_nobody_tried_to_pay_says_not_charged(String end) {
        shop.hmac().post("/v1/checkout-sessions/" + session + "/" + end, "{}").expect(200);
        assertThat(page()).contains(NOT_CHARGED);
    }

    @Test
    void a_declined_card_is_not_charged_and_the_page_says_so_unless_something_else_may_have_come() {
        shop.pay(session, "generic_decline").refused(402, "card_declined");
        assertThat(page()).contains("Your bank declined this card", NOT_CHARGED);
        charge("cash");
        shop.pay(session, "generic_decline").refused(402, "card_declined");
        assertThat(page())
                .contains("Your bank declined this card", NO_SECOND_TIME)
                .doesNotContain(NOT_CHARGED);
    }

    @Test
    void a_code_whose_time_is_over_is_not_called_unpaid_before_the_provider_was_asked() {
        charge("qris");
        SQL.update("update payment_attempt set expires_at = created_at where session_id = ?", session);
        assertThat(page())
                .contains("The time for this way to pay is over", NO_SECOND_TIME)
                .doesNotContain(NOT_CHARGED);
        assertThat(pageInIndonesian()).contains("jangan bayar lagi").doesNotContain(NOT_CHARGED_ID);
        SQL.update("update payment_attempt set next_check_at = created_at where session_id = ?", session);
        look();
        assertThat(page()).contains("The time for this way to pay is over", NOT_CHARGED);
    }

    @Test
    void a_link_that_is_used_up_for_good_does_not_say_wait() {
        TestServer limited = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "100"));
        try (AutoCloseable _ = limited.running()) {
            Shop patient = limited.newShop();
            String link = patient.openSession();
            for (int tries = 0; tries < 20; tries++) {
                if (tries % 5 == 0 && tries > 0) {
                    limited.advance(Duration.ofMinutes(11));
                }
                patient.pay(link, "generic_decline").refused(402, "card_declined");
            }
            Browser there = new Browser(limited.baseUrl());
            Browser.Page answer = there.post(
                    "/c/" + link + "/charge?lang=en",
                    Map.of("method", "va_bca", "lang", "en"),
                    Map.of("Origin", "null"));
            assertThat(answer.expect(429).html())
                    .contains("This link takes no more tries", "for a new link", NOT_CHARGED)
                    .doesNotContain("name=\"method\"");
            assertThat(answer.headers("Retry-After")).isEmpty();
            assertThat(patient.pay(link, "success")
                            .refused(429, "too_many_attempts")
                            .header("Retry-After"))
                    .isNull();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_preview_of_a_link_that_has_ended_does_not_ask_to_pay() {
        assertThat(page()).contains("<meta property=\"og:title\" content=\"Pay Rp 150.000 to ", "See what it is for");
        cancel();
        assertThat(page())
                .contains("<meta property=\"og:title\" content=\"Payment of Rp 150.000 to ", "was canceled. Ask")
                .doesNotContain("See what it is for", "Pay Rp");
        shop.pay(shop.openSession(), "success").expect(200);
        String paid = shop.openSession();
        shop.pay(paid, "success").expect(200);
        assertThat(customer.get("/c/" + paid + "?lang=id").html())
                .contains("content=\"Pembayaran Rp 150.000 ke ", "content=\"Pembayaran ini sudah lunas.\"")
                .doesNotContain("lalu bayar di halaman ini");
    }

    private String page() {
        return customer.get("/c/" + session + "?lang=en").expect(200).html();
    }

    private String pageInIndonesian() {
        return customer.get("/c/" + session + "?lang=id").expect(200).html();
    }

    private void charge(String method) {
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
    }

    private void simulate(String outcome) {
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"" + outcome + "\"}")
                .expect(200);
    }

    private void cancel() {
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/cancel", "{}")
                .expect(200);
    }

    private static void look() {
        SERVER.running().sweep("look-at-attempts");
    }
}

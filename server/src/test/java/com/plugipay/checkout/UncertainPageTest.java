package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the hosted page says first, and what it lets its customer do, while money may be on its way and when nothing
/// can be tried for a while.
class UncertainPageTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "100"));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String HARMLESS = "Cancel the payment of Rp 150.000 to ";
    private static final String SENT = "Already paid or transferred? Then do not cancel.";
    private static final String SENT_ID = "Sudah bayar atau transfer? Jangan dibatalkan.";

    private final Shop shop = SERVER.newShop();
    private final Browser customer = new Browser(SERVER.baseUrl());
    private final String session;

    UncertainPageTest() {
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
                        "{\"enabledMethods\":[\"card\",\"qris\",\"ovo\",\"va_bca\",\"va_bni\",\"dana\",\"cash\"]}",
                        Map.of())
                .expect(200);
        session = shop.openSession();
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void an_open_page_waits_to_be_certain_and_does_not_begin_with_another_try() {
        charge("qris");
        assertThat(page("en")).doesNotContain("data-unsure");
        SQL.update("update payment_attempt set expires_at = created_at where session_id = ?", session);
        assertThat(page("en"))
                .contains("data-unsure")
                .containsPattern(inThisOrder("way to pay is over", "do not pay again", "Not paid? Try once more"))
                .contains("<noscript><p><a class=\"button button-wide\" href=\"/c/" + session + "?lang=en\">");
        assertThat(page("id"))
                .containsPattern(inThisOrder("sudah habis", "jangan bayar lagi", "Belum membayar? Coba sekali lagi"));

        SQL.update("update payment_attempt set next_check_at = created_at where session_id = ?", session);
        SERVER.running().sweep("look-at-attempts");
        assertThat(page("en")).doesNotContain("data-unsure").contains("You have not been charged. Try once more");
    }

    /// A page that is drawn anew would no longer tell of it.
    @Test
    void what_only_this_answer_tells_of_stays_until_its_reader_goes_on() {
        charge("cash");
        assertThat(press("gopay").expect(400).html())
                .contains("This way to pay is no longer available", "do not pay again")
                .doesNotContain("data-unsure");
    }

    @Test
    void who_has_begun_nothing_is_asked_plainly_before_canceling_and_has_a_way_back() {
        assertThat(page("en"))
                .contains(HARMLESS, wayBack("en", "Do not cancel"))
                .doesNotContain(SENT);
        assertThat(page("id"))
                .contains("Batalkan pembayaran Rp 150.000 ke ", wayBack("id", "Tidak jadi"))
                .doesNotContain(SENT_ID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qris", "va_bca", "cash", "dana"})
    void who_holds_something_to_pay_with_is_warned_before_canceling(String method) {
        charge(method);
        assertThat(page("en"))
                .contains(SENT, wayBack("en", "Do not cancel"))
                .doesNotContain(HARMLESS, "Money has already arrived");
        assertThat(page("id")).contains(SENT_ID, wayBack("id", "Tidak jadi"));
    }

    @Test
    void who_has_told_of_their_payment_is_warned_before_canceling() {
        charge("cash");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
        assertThat(page("en")).contains(SENT, wayBack("en", "Do not cancel")).doesNotContain(HARMLESS);
    }

    @Test
    void money_that_has_come_is_named_before_canceling() {
        charge("va_bca");
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"short\"}")
                .expect(200);
        assertThat(page("en"))
                .contains("Money has already arrived for this payment", "before you cancel")
                .doesNotContain(HARMLESS, SENT);
        assertThat(page("id")).contains("Sudah ada uang masuk untuk pembayaran ini", "sebelum membatalkan");
    }

    private static String wayBack(String language, String words) {
        return "?lang=" + language + "\" data-fold><span>" + words + "</span></a>";
    }

    @Test
    void after_too_many_tries_there_is_no_button_and_the_page_says_what_waits_and_that_nothing_was_charged() {
        for (int tries = 0; tries < 5; tries++) {
            shop.pay(session, "generic_decline").refused(402, "card_declined");
        }
        Browser.Page answer = press("va_bca");
        assertThat(answer.expect(429).html())
                .contains("Too many tries", "You have not been charged.", "every way to pay waits now")
                .containsPattern("in about (9|10) min")
                .containsPattern("<meta http-equiv=\"refresh\" content=\"(540|600); url=/c/" + session)
                .doesNotContain("name=\"method\"", "/charge\"", "do not pay again");
        assertThat(answer.headers("Retry-After")).hasSize(1);
        assertThat(press("va_bca", "id").expect(429).html())
                .contains("Uang Anda tidak terpotong.", "semua cara bayar kami jeda dulu")
                .doesNotContain("name=\"method\"", "/charge\"");
        // Looked at anew it is as open as before, so that who comes later can pay.
        SERVER.advance(Duration.ofMinutes(11));
        assertThat(page("en")).contains("/charge\"", "name=\"method\"");
    }

    @Test
    void what_was_begun_before_too_many_tries_goes_on() {
        for (int tries = 0; tries < 4; tries++) {
            shop.pay(session, "generic_decline").refused(402, "card_declined");
        }
        charge("va_bca");
        assertThat(press("va_bni").expect(429).html())
                .contains("no other way to pay can be begun", "goes on", "Transfer to this virtual account")
                .contains("do not pay again")
                .doesNotContain("name=\"method\"", "/charge\"", "You have not been charged", "http-equiv=\"refresh\"");
    }

    @ParameterizedTest
    @CsvSource({"va_bca, &amp;method=va_bca", "nothing_like_it, ''", "\"><b>, ''"})
    void the_other_language_has_the_same_method_chosen(String method, String kept) {
        assertThat(customer.get("/c/" + session + "?lang=en&method=" + method.replaceAll("[\"<>]", "%22"))
                        .expect(200)
                        .html())
                .contains("<a class=\"language\" href=\"/c/" + session + "?lang=id" + kept + "\"");
    }

    @Test
    void without_a_script_a_link_leads_the_keyboard_into_a_family() {
        assertThat(page("en"))
                .contains(
                        "<noscript><a class=\"way-in\" href=\"/c/" + session
                                + "?lang=en&amp;method=va_bca#method-va_bca\">Choose from Virtual account with the keyboard</a>");
        assertThat(customer.get("/c/" + session + "?lang=en&method=va_bca").html())
                .containsPattern("value=\"va_bca\" id=\"method-va_bca\" checked>")
                .doesNotContain("#method-va_bca");
    }

    private static Pattern inThisOrder(String... words) {
        return Pattern.compile(String.join("[\\s\\S]*", words).replace("?", "\\?"));
    }

    private Browser.Page press(String method) {
        return press(method, "en");
    }

    private Browser.Page press(String method, String language) {
        return customer.post(
                "/c/" + session + "/charge",
                Map.of("method", method, "lang", language),
                Map.of("Origin", SERVER.baseUrl()));
    }

    private String page(String language) {
        return customer.get("/c/" + session + "?lang=" + language).expect(200).html();
    }

    private void charge(String method) {
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
    }
}

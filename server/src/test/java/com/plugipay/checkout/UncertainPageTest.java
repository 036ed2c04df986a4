package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What the hosted page says first, and what it lets its customer do, while money may be on its way and when nothing
/// can be tried for a while.
class UncertainPageTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "100"));
    private static final Sql SQL = Sql.of(SERVER);

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

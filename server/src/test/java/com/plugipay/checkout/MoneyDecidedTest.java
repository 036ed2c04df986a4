package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Callbacks;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Book;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Once the shop has decided on money that did not fit, its customer reads what became of it, and is not plainly asked
/// to pay again.
class MoneyDecidedTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final Book BOOK = SANDBOX.book();
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final String FOLDED = "<details class=\"other again\">";
    private static final String SENT_BACK = "It has been sent back.";
    private static final String WAITS = "will clear it up with you";

    private final Shop shop = SERVER.newShop();
    private final String session;
    private final Browser customer = new Browser(SERVER.baseUrl());

    MoneyDecidedTest() {
        shop.hmac()
                .send(
                        "PATCH",
                        "/v1/checkout/settings",
                        "{\"brandName\":\"Kopi Senja\",\"enabledMethods\":[\"card\",\"qris\",\"gopay\",\"va_bca\"],"
                                + "\"businessPhone\":\"+62 812-3456-7890\"}",
                        Map.of())
                .expect(200);
        session = shop.openSession();
    }

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        SANDBOX.heal();
        Oracle.check(SERVER, shop);
    }

    @ParameterizedTest
    @CsvSource({
        "va_bca, 75000, Less money arrived than was asked for, Rp 75.000",
        "va_bca, 151000, More money arrived than was asked for, Rp 151.000"
    })
    void money_that_was_sent_back_is_told_of_and_the_full_amount_is_not_asked_plainly_again(
            String method, long amount, String title, String came) {
        charge(session, method);
        transfer(session, amount);
        assertThat(page())
                .contains(title, came + " arrived, Rp 150.000 was asked.", WAITS, FOLDED)
                .doesNotContain("class=\"deadline\"", SENT_BACK);
        byHand(money());
        assertThat(page())
                .contains("<p class=\"notice-title\">" + title, came + " arrived, Rp 150.000 was asked. " + SENT_BACK)
                .contains("Ask Kopi Senja before you pay again.", "tel:+6281234567890", FOLDED)
                .doesNotContain("class=\"deadline\"", WAITS, "You have not been charged");
        assertThat(customer.get("/c/" + session + "?lang=id").html())
                .contains("yang diminta Rp 150.000. Uang ini sudah dikirim kembali.", "Tanyakan dulu kepada Kopi Senja")
                .doesNotContain("Uang Anda tidak terpotong");
    }

    @Test
    void only_what_went_back_is_called_sent_back() {
        shop.pay(session, "success").expect(200);
        transfer(session, 150_000);
        String before = mark();
        SANDBOX.about(150_000, Fault.DECLINE);
        shop.hmac().post("/v1/unapplied-payments/" + money() + "/refund", "{}").refused(422, "account_closed");
        assertThat(page())
                .contains("You have paid more than once", "Rp 150.000 arrived once more", WAITS)
                .doesNotContain("sent back");
        assertThat(mark()).isEqualTo(before);
        SANDBOX.about(150_000, Fault.FAIL_BEFORE);
        refund(money(), "{}");
        assertThat(page())
                .contains("It is being sent back; that is not finished yet.", "If it has not reached you")
                .doesNotContain(SENT_BACK, WAITS);
        assertThat(mark()).isNotEqualTo(before);
        SANDBOX.heal();
        SERVER.advance(Duration.ofHours(1));
        SERVER.running().sweep("look-at-refunds");
        assertThat(page()).contains("although this is paid. " + SENT_BACK).doesNotContain(WAITS);
        assertThat(receipt()).contains("Rp 150.000 arrived once more, although this is paid. " + SENT_BACK);
    }

    @Test
    void late_money_that_was_sent_back_is_not_said_to_wait_for_ever() {
        charge(session, "va_bca");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/expire", "{}").expect(200);
        transfer(session, 150_000);
        assertThat(page()).contains("Your money arrived after this link had ended", WAITS);
        byHand(money());
        assertThat(page())
                .contains("This link has expired", "after this link had ended. " + SENT_BACK, "If it has not reached")
                .doesNotContain(WAITS, "You have not been charged", "your money is not lost");
    }

    @Test
    void money_that_paid_for_something_else_is_told_of_with_what_is_left_of_it() {
        charge(session, "va_bca");
        transfer(session, 75_000);
        String other = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":50000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        shop.hmac()
                .post("/v1/unapplied-payments/" + money() + "/apply", "{\"sessionId\":\"" + other + "\"}")
                .expect(200);
        assertThat(page())
                .contains("Rp 75.000 arrived, Rp 150.000 was asked. Rp 50.000 of it was used for another payment")
                .contains("Rp 25.000 more than needed arrived.", "does not fit this payment", WAITS, FOLDED)
                .doesNotContain(other);
    }

    @Test
    void money_that_paid_this_after_all_is_its_payment_and_only_the_rest_is_told_of() {
        charge(session, "va_bca");
        transfer(session, 151_000);
        shop.hmac()
                .post("/v1/unapplied-payments/" + money() + "/apply", "{\"sessionId\":\"" + session + "\"}")
                .expect(200);
        assertThat(page())
                .contains(
                        "More money arrived than was needed", "Rp 1.000 more than needed arrived.", "Payment received")
                .doesNotContain("Rp 151.000", "another payment");
        assertThat(receipt()).contains("Rp 1.000 more than needed arrived.").doesNotContain("Rp 151.000");
    }

    @Test
    void the_mark_of_such_money_reaches_pages_that_only_poll() {
        charge(session, "va_bca");
        assertThat(page()).contains("data-aside=\"\"");
        assertThat(status("aside")).isEmpty();
        transfer(session, 75_000);
        String came = mark();
        assertThat(came).matches("[0-9a-f]{16}");
        assertThat(page()).contains("data-aside=\"" + came + "\"");
        byHand(money());
        assertThat(mark()).isNotEqualTo(came);
        assertThat(page()).contains("data-aside=\"" + mark() + "\"");
    }

    @Test
    void an_ended_page_looks_again_until_it_is_certain_that_nothing_was_paid() {
        assertThat(page()).doesNotContain("data-unsure");
        charge(session, "va_bca");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        assertThat(page()).contains("data-unsure", "data-live=\"no\"");
        assertThat(status("notCharged")).isEqualTo("false");
        SERVER.running().sweep("look-at-attempts");
        assertThat(page()).contains("You have not been charged").doesNotContain("data-unsure");
        assertThat(status("notCharged")).isEqualTo("true");
    }

    private String page() {
        return customer.get("/c/" + session + "?lang=en").expect(200).html();
    }

    private String receipt() {
        return customer.get("/c/" + session + "/receipt?lang=en").expect(200).html();
    }

    private String mark() {
        return status("aside");
    }

    private String status(String field) {
        return shop.anonymous()
                .get("/v1/public/checkout/sessions/" + session + "/status")
                .expect(200)
                .data()
                .path(field)
                .asString();
    }

    private void charge(String link, String method) {
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + link + "/charge", "{\"method\":\"" + method + "\"}")
                .expect(200);
    }

    private void transfer(String link, long amount) {
        Callbacks.tell(SERVER, shop, BOOK.transfer(BOOK.keys(link).getFirst(), amount));
    }

    private String money() {
        return SQL.texts("select id from unapplied_payment where session_id = ? and status = 'open'", session)
                .getFirst();
    }

    private void byHand(String money) {
        refund(money, "{\"via\":\"manual\"}");
    }

    private void refund(String money, String body) {
        shop.hmac().post("/v1/unapplied-payments/" + money + "/refund", body).expect(200);
    }
}

package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.sandbox.Fault;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// The hosted page does not leave its customer alone while a provider says nothing.
class PageInDoubtTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofMillis(2_500));
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(1)));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();
    private final Browser customer = new Browser(SERVER.baseUrl());

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @Test
    void a_payment_in_doubt_says_after_a_minute_what_is_going_on_what_to_do_and_until_when() {
        SANDBOX.next("charge", Fault.FAIL_AFTER);
        shop.pay(session, "success").expect(200);
        assertThat(page("en"))
                .contains("Your payment is being processed")
                .containsPattern("<meta http-equiv=\"refresh\" content=\"6[0-2]\">")
                .doesNotContain("/charge\"");

        SQL.update(
                "update payment_attempt set created_at = created_at - interval '1 minute' where session_id = ?",
                session);
        assertThat(page("en"))
                .contains(
                        "It is not certain yet whether you have paid",
                        "If the money has gone out, do not pay again",
                        "We ask until <time",
                        "Pay before",
                        "Pay another way",
                        "you may pay twice",
                        "/charge\"",
                        "/cancel\"")
                .doesNotContain("You have not been charged", "a few seconds", "value=\"card\"");
        assertThat(page("id"))
                .contains("Belum pasti apakah Anda sudah membayar", "Kami menanyakannya sampai <time")
                .doesNotContain("tidak terpotong");

        SQL.update(
                "update payment_attempt set next_check_at = null, handed_over_at = now() where session_id = ?",
                session);
        assertThat(page("en")).contains("now clears it up").doesNotContain("We ask until");

        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/cancel", "{}")
                .expect(200);
        assertThat(page("en"))
                .contains("Payment canceled", "your money is not lost")
                .doesNotContain("You have not been charged");
    }

    private String page(String language) {
        return customer.get("/c/" + session + "?lang=" + language).expect(200).html();
    }
}

package com.plugipay.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// When more than 60 % of at least 20 tries to pay fail in an hour, the owners are warned and public limits halved.
class FailureAlarmTest {
    private static final TestServer SERVER = TestServer.quiet(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "100"));

    private final Shop shop = SERVER.newShop();
    private final Sql sql = Sql.of(SERVER);

    @AfterAll
    static void stop() {
        SERVER.running().close();
    }

    @Test
    void twelve_of_twenty_are_not_too_many_and_thirteen_are() {
        fail(12);
        pay(8);
        look();
        assertThat(isRaised(shop)).isFalse();
        fail(1);
        look();
        // 13 of 21 are more than 60 %.
        assertThat(isRaised(shop)).isTrue();
        assertThat(isRaised(SERVER.newShop())).isFalse();
    }

    @Test
    void nineteen_tell_nothing() {
        fail(19);
        look();
        assertThat(isRaised(shop)).isFalse();
        fail(1);
        look();
        assertThat(isRaised(shop)).isTrue();
    }

    @Test
    void owners_are_written_to_once_each_in_their_language() {
        Browser owner = TestPeople.owner(SERVER, shop, "rina-" + shop.slug() + "@shop.test");
        fail(20);
        look();
        look();
        fail(3);
        look();
        assertThat(mails("recipient")).containsExactly("rina-" + shop.slug() + "@shop.test");
        assertThat(mails("status")).containsExactly("kept");
        assertThat(mails("subject").getFirst()).contains("Toko Uji");
        assertThat(mails("text_body").getFirst())
                .contains("20", "/dashboard/" + shop.slug() + "/test/home")
                .doesNotContain("{0}");
        Browser.Page home =
                owner.get("/dashboard/" + shop.slug() + "/test/home?lang=en").expect(200);
        assertThat(home.html()).contains("notice-warning", "23 of 23 payments failed within the last hour");
        assertThat(owner.get("/dashboard/" + shop.slug() + "/live/home")
                        .expect(200)
                        .html())
                .doesNotContain("notice-warning");
    }

    @Test
    void while_it_lasts_a_link_takes_half_as_many_tries_and_others_as_many_as_ever() {
        fail(20);
        look();
        String session = shop.openSession();
        shop.pay(session, "generic_decline").refused(402, "card_declined");
        shop.pay(session, "generic_decline").refused(402, "card_declined");
        shop.pay(session, "success").refused(429, "too_many_attempts");
        shop.pay(shop.openSession(), "success").expect(200);

        Shop calm = SERVER.newShop();
        String theirs = calm.openSession();
        for (int i = 0; i < 4; i++) {
            calm.pay(theirs, "generic_decline").refused(402, "card_declined");
        }
        calm.pay(theirs, "success").expect(200);
    }

    @Test
    void a_link_that_has_half_of_all_its_tries_is_not_used_up_for_ever() {
        String session = shop.openSession();
        for (int i = 0; i < 10; i++) {
            if (i % 4 == 0) {
                advance(700);
            }
            shop.pay(session, "generic_decline").refused(402, "card_declined");
        }
        advance(700);
        fail(20);
        look();
        assertThat(shop.pay(session, "success")
                        .refused(429, "too_many_attempts")
                        .header("Retry-After"))
                .isEqualTo("600");
        Browser.Page paused = pressPay(session, "en").expect(429);
        assertThat(paused.html())
                .contains(
                        "This link takes no more tries for now",
                        "Ask Toko Uji for a new link",
                        "You have not been charged")
                .doesNotContain(" min.", "Waiting does not help");
        assertThat(pressPay(session, "id").expect(429).html())
                .contains("Tautan ini sedang dijeda", "Minta tautan baru")
                .doesNotContain(" menit ");
        advance(3_700);
        look();
        shop.pay(session, "success").expect(200);
    }

    private static Browser.Page pressPay(String session, String language) {
        return new Browser(SERVER.baseUrl())
                .post(
                        "/c/" + session + "/charge",
                        Map.of("method", "card", "testCard", "success", "lang", language),
                        Map.of());
    }

    @Test
    void an_hour_later_it_is_over_and_a_day_later_it_is_told_again() {
        TestPeople.owner(SERVER, shop);
        fail(20);
        look();
        assertThat(isRaised(shop)).isTrue();
        advance(3_700);
        look();
        assertThat(isRaised(shop)).isFalse();
        String session = shop.openSession();
        for (int i = 0; i < 3; i++) {
            shop.pay(session, "generic_decline").refused(402, "card_declined");
        }
        advance(86_400);
        fail(20);
        look();
        assertThat(isRaised(shop)).isTrue();
        assertThat(mails("id")).hasSize(2);
    }

    @Test
    void it_takes_more_than_a_few_good_payments_to_end_it_and_it_is_not_written_of_twice_the_same_day() {
        TestPeople.owner(SERVER, shop);
        fail(20);
        look();
        pay(14);
        look();
        // 20 of 34: no longer enough to raise it, far from enough to end it.
        assertThat(isRaised(shop)).isTrue();
        pay(16);
        look();
        assertThat(isRaised(shop)).isFalse();
        fail(30);
        look();
        assertThat(isRaised(shop)).isTrue();
        assertThat(mails("id")).hasSize(1);
    }

    @Test
    void what_failed_before_a_clock_was_moved_does_not_count_for_ever() {
        fail(19);
        advance(86_400);
        fail(5);
        look();
        assertThat(isRaised(shop)).isFalse();
        fail(15);
        look();
        assertThat(isRaised(shop)).isTrue();
    }

    @Test
    void what_a_provider_did_not_make_and_money_that_did_not_fit_are_no_failures_of_customers() {
        fail(30);
        for (String code : List.of("upstream_error", "amount_mismatch", "session_ended")) {
            sql.update(
                    "update payment_attempt set failure_code = ? where workspace_id = ?",
                    code,
                    shop.workspace().text());
            look();
            assertThat(isRaised(shop)).as(code).isFalse();
        }
    }

    @Test
    void two_nodes_looking_at_once_write_one_letter() throws InterruptedException {
        TestPeople.owner(SERVER, shop);
        fail(20);
        List<Thread> looks = List.of(
                Thread.ofVirtual().start(FailureAlarmTest::look),
                Thread.ofVirtual().start(FailureAlarmTest::look));
        for (Thread look : looks) {
            assertThat(look.join(Duration.ofSeconds(30))).isTrue();
        }
        assertThat(mails("id")).hasSize(1);
    }

    private void advance(int seconds) {
        shop.hmac()
                .post("/v1/test/clocks/advance", "{\"seconds\":" + seconds + "}")
                .expect(200);
    }

    private static void look() {
        SERVER.running().part(WatchFailures.class).lookOnce();
    }

    private void fail(int times) {
        String session = shop.openSession();
        for (int i = 0; i < times; i++) {
            if (i % 2 == 0) {
                session = shop.openSession();
            }
            shop.pay(session, "generic_decline").refused(402, "card_declined");
        }
    }

    private void pay(int times) {
        for (int i = 0; i < times; i++) {
            shop.pay(shop.openSession(), "success").expect(200);
        }
    }

    private static boolean isRaised(Shop shop) {
        var scope = new Scope(shop.workspace(), Mode.TEST);
        return SERVER.running()
                .part(Database.class)
                .read(scope, tx -> SERVER.running().part(FailureAlarms.class).isRaised(tx, scope));
    }

    private List<String> mails(String column) {
        return sql.texts(
                "select " + column + " from mail where kind = 'failures' and workspace_id = ? order by id",
                shop.workspace().text());
    }
}

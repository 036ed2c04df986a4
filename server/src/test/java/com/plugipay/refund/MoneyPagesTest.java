package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Payments, refunds and the money inbox in the dashboard, as a browser without scripts sees them.
class MoneyPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String test = "/dashboard/" + shop.slug() + "/test/";
    private final String live = "/dashboard/" + shop.slug() + "/live/";

    @Test
    void payments_are_listed_narrowed_and_searched() {
        assertThat(owner.get(test + "payments").expect(200).html()).contains("No payment yet");
        String first = paid("Meja <1>");
        String second = paid("Meja 2");
        refund(second, Map.of("amount", "50.000")).expect(303);
        String all = owner.get(test + "payments").expect(200).html();
        assertThat(all)
                .contains("Meja &lt;1&gt;", "Meja 2", first, "Partly refunded", "Rp 50.000 back")
                .doesNotContain("Meja <1>");
        assertThat(owner.get(test + "payments?status=partially_refunded")
                        .expect(200)
                        .html())
                .contains(second)
                .doesNotContain(first);
        assertThat(owner.get(test + "payments?q=meja+%3C1").expect(200).html())
                .contains(first)
                .doesNotContain(second);
        assertThat(owner.get(test + "payments?q=%00").expect(200).html()).contains("No payment looks like this.");
        assertThat(owner.get(test + "payments?status=x&older=pay_1&newer=cs_2")
                        .expect(200)
                        .html())
                .contains(first, second);
        assertThat(owner.get(live + "payments").expect(200).html()).doesNotContain("Meja 2");
    }

    @Test
    void the_list_goes_on_to_older_payments_and_back() {
        for (int i = 0; i < 21; i++) {
            shop.pay(shop.openSession(), "success").expect(200);
        }
        String page = owner.get(test + "payments").expect(200).html();
        assertThat(page.split("class=\"row-link\"", -1)).hasSize(21);
        assertThat(page).doesNotContain("rel=\"prev\"");
        String older = owner.get(link(page, "next")).expect(200).html();
        assertThat(older.split("class=\"row-link\"", -1)).hasSize(2);
        assertThat(owner.get(link(older, "prev")).expect(200).html().split("class=\"row-link\"", -1))
                .hasSize(21);
    }

    @Test
    void part_of_a_card_payment_goes_back_through_the_provider() {
        String payment = paid("Meja 7");
        String page = owner.get(test + "payments/" + payment).expect(200).html();
        assertThat(page).contains("value=\"150.000\"", "id=\"via-provider\" checked", "Payment succeeded", "Visa ••••");
        Browser.Page done = refund(payment, Map.of("amount", "50.000")).expect(303);
        assertThat(done.location()).isEqualTo(test + "payments/" + payment + "?notice=succeeded");
        assertThat(owner.get(done.location()).expect(200).html())
                .contains("Rp 50.000 is on its way back", "value=\"100.000\"", "Partly refunded")
                .contains("Refund done · in the dashboard · Rina", "Customer asked for it");
        refund(payment, Map.of("amount", "100.000")).expect(303);
        assertThat(owner.get(test + "payments/" + payment).expect(200).html())
                .contains("All of this payment has gone back")
                .doesNotContain("name=\"amount\"");
        assertThat(audited("refund.created")).isEqualTo(2);
    }

    @Test
    void one_form_refunds_once_however_often_and_by_however_many_it_is_sent() throws Exception {
        String payment = paid("Meja 7");
        String path = test + "payments/" + payment;
        Browser.Page form = owner.get(path).expect(200);
        var barrier = new CyclicBarrier(2);
        Callable<Integer> click = () -> {
            barrier.await();
            return owner.submit(form, path + "/refunds", filled(Map.of("amount", "50.000")))
                    .status();
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> both = threads.invokeAll(List.of(click, click));
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsOnly(303);
        }
        owner.submit(form, path + "/refunds", filled(Map.of("amount", "50.000")))
                .expect(303);
        assertThat(refunds(payment)).hasSize(1);
        Browser.Page again = owner.submit(form, path + "/refunds", filled(Map.of("amount", "60.000")))
                .expect(409);
        assertThat(again.html()).contains("already made a refund", "value=\"60.000\"");
        assertThat(refunds(payment)).hasSize(1);
        owner.submit(again, path + "/refunds", filled(Map.of("amount", "60.000")))
                .expect(303);
        assertThat(refunds(payment)).hasSize(2);
    }

    @Test
    void who_did_not_see_another_persons_refund_is_asked_again() {
        String payment = paid("Meja 7");
        String path = test + "payments/" + payment;
        Browser.Page hers = owner.get(path).expect(200);
        Browser.Page his = owner.get(path).expect(200);
        owner.submit(hers, path + "/refunds", filled(Map.of("amount", "50.000")))
                .expect(303);
        Browser.Page asked = owner.submit(his, path + "/refunds", filled(Map.of("amount", "50.000")))
                .expect(409);
        assertThat(asked.html()).contains("Meanwhile somebody else", "Rp 100.000");
        assertThat(refunds(payment)).hasSize(1);
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
        String payment = paid("Meja 7");
        for (String bad : List.of("0", "", "1,5", "-1", "150.00")) {
            assertThat(refund(payment, Map.of("amount", bad)).expect(400).html())
                    .contains("id=\"amount-error\"");
        }
        assertThat(refund(payment, Map.of("amount", "150.001", "reason", "duplicate"))
                        .expect(400)
                        .html())
                .contains("more than what is left", "value=\"150.001\"", "value=\"duplicate\" selected");
        assertThat(refund(payment, Map.of("amount", "1.000", "via", "manual", "bankName", "<b>BCA", "reference", "r"))
                        .expect(400)
                        .html())
                .contains("Enter the account number.", "value=\"&lt;b>BCA\"", "id=\"via-manual\" checked");
        assertThat(refunds(payment)).isEmpty();
    }

    @Test
    void by_hand_the_account_is_kept_sealed_and_shown_to_those_who_may_refund() {
        String payment = paid("Meja 7");
        Map<String, String> fields = Map.of(
                "amount",
                "20.000",
                "via",
                "manual",
                "bankName",
                "Bank Senja",
                "accountNumber",
                "9988776655",
                "accountHolder",
                "Budi Santoso",
                "reference",
                "TRX-77");
        refund(payment, fields).expect(303);
        assertThat(owner.get(test + "payments/" + payment).expect(200).html())
                .contains("Bank Senja •••• 6655", "9988776655", "Budi Santoso", "Reference TRX-77", "By hand");
        assertThat(refunds(payment).get(0).toString()).doesNotContain("9988776655");
        TestPeople.demote(server, shop, email);
        assertThat(owner.get(test + "payments/" + payment).expect(200).html())
                .contains("TRX-77", "Only owners and admins can refund.")
                .doesNotContain("9988776655", "6655", "name=\"amount\"");
    }

    @Test
    void a_member_cannot_refund_or_use_money() {
        String payment = paid("Meja 7");
        String money = aside("duplicate");
        Browser.Page form = owner.get(test + "payments/" + payment).expect(200);
        TestPeople.demote(server, shop, email);
        owner.submit(form, test + "payments/" + payment + "/refunds", filled(Map.of("amount", "1.000")))
                .expect(403);
        owner.submit(form, test + "unapplied-payments/" + money + "/refund", filled(Map.of()))
                .expect(403);
        owner.submit(form, test + "unapplied-payments/" + money + "/apply", Map.of("chosen", shop.openSession()))
                .expect(403);
        assertThat(owner.get(test + "unapplied-payments/" + money).expect(200).html())
                .contains("Only owners and admins")
                .doesNotContain("name=\"sessionId\"");
        assertThat(refunds(payment)).isEmpty();
    }

    @Test
    void money_of_others_and_of_the_other_mode_is_not_there() {
        String payment = paid("Meja 7");
        String money = aside("duplicate");
        Browser.Page form = owner.get(test + "payments/" + payment).expect(200);
        Shop other = server.newShop();
        Browser stranger = TestPeople.owner(server, other);
        Browser.Page theirs =
                stranger.get("/dashboard/" + other.slug() + "/test/payments").expect(200);
        for (String path : List.of("payments/" + payment, "unapplied-payments/" + money)) {
            owner.get(live + path).expect(404);
            stranger.get("/dashboard/" + other.slug() + "/test/" + path).expect(404);
            stranger.get(test + path).expect(404);
        }
        String place = "/dashboard/" + other.slug() + "/test/";
        stranger.submit(theirs, place + "payments/" + payment + "/refunds", filled(Map.of("amount", "1")))
                .expect(404);
        stranger.submit(theirs, place + "unapplied-payments/" + money + "/refund", filled(Map.of()))
                .expect(404);
        owner.submit(form, live + "payments/" + payment + "/refunds", filled(Map.of("amount", "1")))
                .expect(404);
        assertThat(refunds(payment)).isEmpty();
    }

    @Test
    void the_inbox_says_why_money_waits_and_a_session_uses_it() {
        assertThat(owner.get(test + "unapplied-payments").expect(200).html())
                .contains("Nothing waits here")
                .doesNotContain("nav-count");
        String over = aside("over");
        String target = shop.openSession();
        assertThat(owner.get(test + "unapplied-payments").expect(200).html())
                .contains("Rp 151.000", "It is more than was asked for.", "class=\"nav-count\">1<");
        String path = test + "unapplied-payments/" + over;
        Browser.Page form = owner.get(path).expect(200);
        assertThat(form.html()).contains("value=\"" + target + "\"");
        assertThat(owner.submit(form, path + "/apply", Map.of()).expect(400).html())
                .contains("Choose a session, or type its ID.");
        assertThat(owner.submit(form, path + "/apply", Map.of("sessionId", "cs_<x>"))
                        .expect(400)
                        .html())
                .contains("There is no session of this ID", "value=\"cs_&lt;x>\"");
        owner.submit(form, path + "/apply", Map.of("chosen", target)).expect(303);
        owner.submit(form, path + "/apply", Map.of("chosen", target)).expect(303);
        assertThat(owner.get(path + "?notice=applied").expect(200).html())
                .contains("The money has paid for the session.", target, "Money used for a session · in the dashboard");
        assertThat(owner.get(test + "checkout-sessions/" + target).html()).contains("badge-completed");
        assertThat(owner.get(test + "unapplied-payments").expect(200).html()).contains("Rp 1.000");
        assertThat(audited("unapplied_payment.applied")).isEqualTo(1);
    }

    @Test
    void money_that_came_twice_goes_back_once() {
        String money = aside("duplicate");
        String path = test + "unapplied-payments/" + money;
        Browser.Page form = owner.get(path).expect(200);
        owner.submit(form, path + "/refund", filled(Map.of("via", "manual", "reference", "TRX-1")))
                .expect(303);
        owner.submit(form, path + "/refund", filled(Map.of("via", "manual", "reference", "TRX-1")))
                .expect(303);
        owner.submit(form, path + "/apply", Map.of("chosen", shop.openSession()))
                .expect(409);
        assertThat(owner.get(path + "?notice=succeeded").expect(200).html())
                .contains("is on its way back", "Sent back", "TRX-1")
                .doesNotContain("name=\"sessionId\"");
        assertThat(audited("refund.created")).isEqualTo(1);
    }

    @Test
    void the_overview_says_what_waits() {
        assertThat(owner.get(test + "home").expect(200).html()).contains("Nothing waits for you");
        String money = aside("late");
        assertThat(owner.get(test + "home").expect(200).html()).contains("Money to decide on: 1", money);
        assertThat(owner.get(live + "home").expect(200).html()).doesNotContain(money);
    }

    @Test
    void it_speaks_indonesian() {
        String payment = paid("Meja 7");
        String money = aside("short");
        owner.get(test + "home?lang=id").expect(200);
        assertThat(owner.get(test + "payments").html()).contains("Pembayaran", "Diterima");
        assertThat(owner.get(test + "payments/" + payment).html()).contains("Kembalikan dana");
        assertThat(owner.get(test + "unapplied-payments/" + money).html()).contains("Jumlahnya kurang");
        assertThat(owner.get(test + "unapplied-payments").html()).contains("Kotak masuk uang");
    }

    private String paid(String description) {
        String session = shop.hmac()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"metadata\":{\"description\":\"" + description
                                + "\"}}")
                .expect(201)
                .data("id");
        shop.pay(session, "success").expect(200);
        return shop.bearer().get("/v1/payments/" + session).expect(200).data("id");
    }

    /// Money that fits nothing, as the API simulates it. Answers its id.
    private String aside(String outcome) {
        return shop.bearer()
                .post(
                        "/v1/test/checkout-sessions/" + shop.openSession() + "/simulate",
                        "{\"outcome\":\"" + outcome + "\"}")
                .expect(200)
                .data()
                .path("unappliedPayment")
                .path("id")
                .asString();
    }

    private Browser.Page refund(String payment, Map<String, String> fields) {
        String path = test + "payments/" + payment;
        return owner.submit(owner.get(path).expect(200), path + "/refunds", filled(fields));
    }

    private static Map<String, String> filled(Map<String, String> fields) {
        var all = new LinkedHashMap<String, String>();
        all.put("via", "provider");
        all.put("reason", "requested_by_customer");
        all.putAll(fields);
        return all;
    }

    private JsonNode refunds(String payment) {
        return shop.bearer()
                .get("/v1/payments/" + payment + "/refunds")
                .expect(200)
                .data();
    }

    private long audited(String action) {
        return Sql.of(server)
                .number(
                        "select count(*) from audit_entry where workspace_id = ? and action = ? and actor_type = 'person'",
                        shop.workspace().text(),
                        action);
    }

    private static String link(String page, String rel) {
        String after = page.substring(page.indexOf("rel=\"" + rel + "\" href=\"") + 13 + rel.length());
        return after.substring(0, after.indexOf('"')).replace("&amp;", "&");
    }
}

package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The dashboard's pages of checkout sessions, as a browser without scripts sees them.
class DashboardTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String test = "/dashboard/" + shop.slug() + "/test/checkout-sessions";
    private final String live = "/dashboard/" + shop.slug() + "/live/checkout-sessions";

    @Test
    void a_session_is_made_shown_and_paid() {
        Browser.Page made = send(Map.of("amount", "150.000", "description", "Meja 7"));
        assertThat(made.expect(303).location()).matches(test + "/cs_[0-9A-Z]{26}\\?notice=created");
        String page = owner.get(made.location()).expect(200).html();
        assertThat(page)
                .contains("Rp 150.000", "Meja 7", "The session is ready.", server.baseUrl() + "/c/" + id(made))
                .contains("Session created · in the dashboard · Rina");
        shop.pay(id(made), "insufficient_funds").expect(402);
        shop.pay(id(made), "success").expect(200);
        assertThat(owner.get(made.location()).expect(200).html())
                .contains("Visa •••• 9995", "There is not enough money on this card")
                .contains("badge-completed", "Payment succeeded · on the checkout page", "pay_")
                .doesNotContain("The session is ready.");
        assertThat(owner.get(test).expect(200).html()).contains("Meja 7", "badge-completed", "sandbox");
    }

    @Test
    void what_the_form_makes_the_api_shows_alike() {
        String id = id(send(Map.of("amount", "1500", "currency", "USD", "expiresInHours", "2"))
                .expect(303));
        JsonNode session =
                shop.bearer().get("/v1/checkout-sessions/" + id).expect(200).data();
        assertThat(session.path("amountDisplay").asString()).isEqualTo("$15.00");
        JsonNode event = shop.bearer()
                .get("/v1/events?aggregateId=" + id)
                .expect(200)
                .data()
                .get(0);
        assertThat(event.path("metadata").path("source").asString()).isEqualTo("dashboard");
    }

    @Test
    void one_opened_form_makes_one_session_however_often_it_is_sent() throws Exception {
        Browser.Page form = owner.get(test + "/new").expect(200);
        Map<String, String> fields = filled(Map.of("amount", "150000"));
        var barrier = new CyclicBarrier(2);
        Callable<String> click = () -> {
            barrier.await();
            return owner.submit(form, test + "/new", fields).expect(303).location();
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<String>> both = threads.invokeAll(List.of(click, click));
            assertThat(both.get(0).get()).isEqualTo(both.get(1).get());
            assertThat(owner.submit(form, test + "/new", fields).expect(303).location())
                    .isEqualTo(both.get(0).get());
        }
        assertThat(sessions()).isEqualTo(1);
    }

    @Test
    void a_used_form_with_other_content_asks_before_it_makes_another() {
        Browser.Page form = owner.get(test + "/new").expect(200);
        owner.submit(form, test + "/new", filled(Map.of("amount", "150000"))).expect(303);
        Browser.Page asked = owner.submit(form, test + "/new", filled(Map.of("amount", "200000")))
                .expect(409);
        assertThat(asked.html()).contains("idempotency_mismatch", "value=\"200000\"");
        assertThat(sessions()).isEqualTo(1);
        owner.submit(asked, test + "/new", filled(Map.of("amount", "200000"))).expect(303);
        assertThat(sessions()).isEqualTo(2);
    }

    @Test
    void mistakes_are_named_in_both_languages_and_nothing_typed_is_lost() {
        Map<String, String> wrong =
                Map.of("amount", "-5", "description", "Meja <7>", "expiresInHours", "721", "currency", "USD");
        assertThat(send(wrong).expect(400).html())
                .contains(
                        "Error code: validation_error",
                        "Write the amount in digits only.",
                        "Enter whole hours from 1 to 720.")
                .contains("value=\"-5\"", "value=\"Meja &lt;7>\"", "value=\"721\"")
                .containsPattern("id=\"currency-usd\" checked");
        owner.get(test + "?lang=id").expect(200);
        assertThat(send(wrong).expect(400).html())
                .contains("<html lang=\"id\">", "Kode kesalahan: validation_error", "Sesi belum dibuat")
                .contains("value=\"-5\"", "value=\"721\"");
        assertThat(sessions()).isZero();
    }

    @Test
    void amounts_are_never_guessed() {
        for (String bad : List.of("15.00", "1,500", "1 500", "1e3", "0", "", "٣", "9999999999999")) {
            send(Map.of("amount", bad, "currency", "USD")).expect(400);
        }
        for (String bad : List.of("150.00", "1.5000", "150,000", "150.000.00", "0", "-1", "9999999999999")) {
            send(Map.of("amount", bad)).expect(400);
        }
        assertThat(owner.get(send(Map.of("amount", "1.500.000")).expect(303).location())
                        .html())
                .contains("Rp 1.500.000");
        assertThat(owner.get(send(Map.of("amount", "150000", "currency", "USD"))
                                .expect(303)
                                .location())
                        .html())
                .contains("$1,500.00");
        assertThat(owner.get(send(Map.of("amount", "Rp 150.000")).expect(303).location())
                        .html())
                .contains("Rp 150.000");
        assertThat(sessions()).isEqualTo(3);
    }

    @Test
    void a_session_without_methods_is_refused() {
        Browser.Page form = owner.get(test + "/new").expect(200);
        assertThat(form.html()).contains("name=\"methods\" value=\"card\" checked");
        Browser.Page refused = owner.submit(form, test + "/new", Map.of("amount", "150000", "currency", "IDR"))
                .expect(400);
        assertThat(refused.html()).contains("no_methods", "Choose at least one payment method.", "value=\"150000\"");
        assertThat(owner.get(live + "/new").expect(200).html()).contains("No methods enabled");
    }

    @Test
    void a_customer_can_be_chosen_unless_gone() {
        String customer = shop.bearer()
                .post("/v1/customers", "{\"name\":\"Budi\",\"email\":\"budi@contoh.id\"}")
                .expect(201)
                .data("id");
        assertThat(owner.get(test + "/new").html()).contains("Budi · budi@contoh.id");
        Browser.Page made =
                send(Map.of("amount", "150000", "customerId", customer)).expect(303);
        assertThat(owner.get(made.location()).html()).contains("Budi", customer);
        assertThat(send(Map.of("amount", "150000", "customerId", "cus_" + "0".repeat(26)))
                        .expect(400)
                        .html())
                .contains("This customer no longer exists");
    }

    @Test
    void a_session_is_canceled_from_its_page_once() {
        Browser.Page made = send(Map.of("amount", "150000")).expect(303);
        String path = test + "/" + id(made);
        Browser.Page page = owner.get(path).expect(200);
        Browser.Page canceled = owner.submit(page, path + "/cancel", Map.of()).expect(303);
        assertThat(owner.get(canceled.location()).html())
                .contains("The session is canceled.", "badge-canceled", "Session canceled · in the dashboard");
        Browser.Page again = owner.submit(page, path + "/cancel", Map.of()).expect(303);
        assertThat(owner.get(again.location()).html()).contains("could not be canceled");
        shop.pay(id(made), "success").expect(409);
    }

    @Test
    void test_sessions_are_not_there_in_live_mode() {
        String id =
                id(send(Map.of("amount", "150000", "description", "Rahasia")).expect(303));
        owner.get(live + "/" + id).expect(404);
        assertThat(owner.get(live).expect(200).html()).doesNotContain("Rahasia").doesNotContain("test-band");
        assertThat(owner.get(test).expect(200).html()).contains("Rahasia", "test-band", "href=\"" + live + "\"");
        Browser.Page page = owner.get(test + "/" + id).expect(200);
        owner.submit(page, live + "/" + id + "/cancel", Map.of()).expect(404);
    }

    @Test
    void the_list_shows_the_twenty_newest() {
        for (int i = 1; i <= 21; i++) {
            shop.hmac()
                    .post("/v1/checkout-sessions", "{\"amount\":" + (1000 + i) + ",\"currency\":\"IDR\"}")
                    .expect(201);
        }
        String list = owner.get(test).expect(200).html();
        assertThat(list.split("class=\"row-link\"", -1)).hasSize(21);
        assertThat(list).contains("Rp 1.021").doesNotContain("Rp 1.001");
    }

    @Test
    void another_workspace_is_not_there() {
        Shop other = server.newShop();
        String theirs = other.openSession();
        String place = "/dashboard/" + other.slug() + "/test";
        for (String path :
                List.of("", "/checkout-sessions", "/checkout-sessions/new", "/checkout-sessions/" + theirs)) {
            assertThat(owner.get(place + path).expect(404).html()).contains("There is nothing here");
        }
        owner.get(test + "/" + theirs).expect(404);
        owner.get("/dashboard/no-such-shop/test/checkout-sessions").expect(404);
        owner.get("/dashboard/" + shop.slug() + "/prod/checkout-sessions").expect(404);
        Browser.Page form = owner.get(test + "/new").expect(200);
        owner.submit(form, place + "/checkout-sessions/new", filled(Map.of("amount", "1000")))
                .expect(404);
    }

    @Test
    void the_language_a_person_chooses_stays() {
        assertThat(owner.get(test).html()).contains("<html lang=\"en\">");
        assertThat(owner.get(test + "?lang=id").html()).contains("<html lang=\"id\">", "?lang=en");
        assertThat(owner.get(test + "/new").html()).contains("<html lang=\"id\">");
        assertThat(owner.get(live + "/cs_1").expect(404).html()).contains("<html lang=\"id\">");
    }

    @Test
    void a_signed_in_person_calls_the_api_with_their_token_and_our_origin() {
        Map<String, String> place =
                Map.of("X-Plugipay-Account", shop.workspace().text(), "X-Plugipay-Mode", "test");
        owner.send("GET", "/v1/checkout-sessions", null, place).expect(200);
        String csrf = owner.get(test).hidden("_csrf");
        create(place, Map.of("X-CSRF-Token", csrf, "Origin", server.baseUrl())).expect(201);
        create(place, Map.of("X-CSRF-Token", csrf)).expect(401);
        create(place, Map.of("Origin", server.baseUrl())).expect(401);
        create(place, Map.of("X-CSRF-Token", csrf, "Origin", "https://evil.example"))
                .expect(401);
        owner.send("GET", "/v1/checkout-sessions", null, Map.of()).expect(400);
        Shop other = server.newShop();
        owner.send(
                        "GET",
                        "/v1/checkout-sessions",
                        null,
                        Map.of("X-Plugipay-Account", other.workspace().text(), "X-Plugipay-Mode", "test"))
                .expect(404);
        var stranger = new Browser(server.baseUrl());
        assertThat(stranger.send("GET", "/v1/checkout-sessions", null, place)
                        .expect(401)
                        .html())
                .contains("\"unauthorized\"");
        assertThat(sessions()).isEqualTo(1);
    }

    @Test
    void a_member_may_sell_but_not_change_customers() {
        TestPeople.demote(server, shop, email);
        Map<String, String> headers = Map.of(
                "X-Plugipay-Account",
                shop.workspace().text(),
                "X-Plugipay-Mode",
                "test",
                "X-CSRF-Token",
                owner.get(test).hidden("_csrf"),
                "Origin",
                server.baseUrl(),
                "Content-Type",
                "application/json");
        send(Map.of("amount", "150000")).expect(303);
        Browser.Page customer = owner.send("POST", "/v1/customers", "{\"name\":\"Budi\"}", headers)
                .expect(201);
        String id = customer.html().replaceAll(".*\"id\":\"(cus_[0-9A-Z]{26})\".*", "$1");
        assertThat(owner.send("PATCH", "/v1/customers/" + id, "{\"name\":\"Rudi\"}", headers)
                        .expect(403)
                        .html())
                .contains("role_forbidden");
    }

    @Test
    void a_person_of_two_shops_works_in_both() {
        Shop second = server.newShop();
        TestPeople.join(server, second, email);
        owner.get("/dashboard/" + second.slug() + "/test/checkout-sessions").expect(200);
        assertThat(owner.get("/dashboard").location()).isEqualTo(test);
    }

    private Browser.Page create(Map<String, String> place, Map<String, String> more) {
        var headers = new java.util.HashMap<>(place);
        headers.putAll(more);
        headers.put("Content-Type", "application/json");
        return owner.send("POST", "/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}", headers);
    }

    private Browser.Page send(Map<String, String> fields) {
        Browser.Page form = owner.get(test + "/new").expect(200);
        return owner.submit(form, test + "/new", filled(fields));
    }

    private static Map<String, String> filled(Map<String, String> fields) {
        var all = new java.util.HashMap<String, String>();
        all.put("currency", "IDR");
        all.put("expiresInHours", "24");
        all.put("methods", "card");
        all.putAll(fields);
        return all;
    }

    private static String id(Browser.Page made) {
        return made.location().replaceAll(".*/(cs_[0-9A-Z]{26}).*", "$1");
    }

    private int sessions() {
        return shop.bearer()
                .get("/v1/checkout-sessions?limit=100")
                .expect(200)
                .data()
                .size();
    }
}

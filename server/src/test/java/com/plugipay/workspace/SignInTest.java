package com.plugipay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Who gets into the dashboard, and who does not.
class SignInTest {
    private static final String COOKIE = "plugipay_session";

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final Browser browser = new Browser(server.baseUrl());
    private final String list = "/dashboard/" + shop.slug() + "/test/checkout-sessions";

    @Test
    void the_right_password_leads_to_the_page_asked_for() {
        Browser.Page sent = browser.get(list).expect(303);
        assertThat(sent.location()).startsWith("/login?next=%2Fdashboard%2F");
        Browser.Page form = browser.get(sent.location()).expect(200);
        Browser.Page in = signIn(browser, form, email, TestPeople.PASSWORD).expect(303);
        assertThat(in.location()).isEqualTo(list);
        browser.get(list).expect(200);
    }

    @Test
    void the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        Browser.Page in = signIn(browser, browser.get("/login"), email, TestPeople.PASSWORD)
                .expect(303);
        assertThat(in.headers("Set-Cookie"))
                .anySatisfy(cookie -> assertThat(cookie)
                        .startsWith(COOKIE + "=")
                        .contains("Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=1209600")
                        .doesNotContain("Domain", "Secure"));
        String token = String.valueOf(browser.cookie(COOKIE));
        assertThat(token).hasSize(43);
        assertThat(sessionsKnownAs(token)).isEqualTo(1);
    }

    @Test
    void a_wrong_password_and_an_unknown_e_mail_look_the_same() {
        String wrong = signIn(browser, browser.get("/login"), email, "not the password")
                .expect(401)
                .html();
        String unknown = signIn(browser, browser.get("/login"), "nobody@shop.test", "not the password")
                .expect(401)
                .html();
        assertThat(wrong).contains("E-mail or password is not right").contains("value=\"" + email + "\"");
        assertThat(comparable(unknown).replace("nobody@shop.test", email)).isEqualTo(comparable(wrong));
    }

    @Test
    void signing_in_again_replaces_the_session() {
        String before = String.valueOf(owner.cookie(COOKIE));
        Browser.Page form = owner.get(list).expect(200);
        owner.post(
                        "/login",
                        Map.of("_csrf", form.hidden("_csrf"), "email", email, "password", TestPeople.PASSWORD),
                        Map.of("Origin", server.baseUrl()))
                .expect(303);
        assertThat(owner.cookie(COOKIE)).isNotEqualTo(before);
        assertThat(sessionsKnownAs(before)).isZero();
    }

    @Test
    void signing_out_ends_the_session_for_good() {
        String token = String.valueOf(owner.cookie(COOKIE));
        Browser.Page page = owner.get(list).expect(200);
        Browser.Page out = owner.submit(page, "/logout", Map.of()).expect(303);
        assertThat(out.location()).isEqualTo("/login?notice=signed_out");
        assertThat(owner.cookie(COOKIE)).isNull();
        var thief = browser.send("GET", list, null, Map.of("Cookie", COOKIE + "=" + token));
        assertThat(thief.expect(303).location()).startsWith("/login");
    }

    @Test
    void a_session_nobody_used_for_days_has_ended() {
        String token = String.valueOf(owner.cookie(COOKIE));
        age(token, "last_used_at = last_used_at - interval '73 hours'");
        Browser.Page sent = owner.get(list).expect(303);
        assertThat(sent.location()).contains("notice=ended");
        assertThat(owner.get(sent.location()).expect(200).html()).contains("You were away for a while");
    }

    @Test
    void no_session_outlives_its_fourteen_days() {
        age(String.valueOf(owner.cookie(COOKIE)), "expires_at = created_at");
        owner.get(list).expect(303);
    }

    @Test
    void a_form_without_its_token_or_from_another_site_is_refused() {
        String csrf = owner.get(list).expect(200).hidden("_csrf");
        Map<String, String> own = Map.of("Origin", server.baseUrl());
        assertThat(owner.post("/logout", Map.of(), own).expect(403).html()).contains("You may not open this page");
        owner.post("/logout", Map.of("_csrf", csrf + "x"), own).expect(403);
        owner.post("/logout", Map.of("_csrf", csrf), Map.of("Origin", "https://evil.example"))
                .expect(403);
        owner.post("/logout", Map.of("_csrf", csrf), Map.of("Origin", "null")).expect(403);
        String others = TestPeople.owner(server, server.newShop()).get("/login").hidden("_csrf");
        owner.post("/logout", Map.of("_csrf", others), own).expect(403);
        owner.get(list).expect(200);
        owner.post("/logout", Map.of("_csrf", csrf), own).expect(303);
    }

    @Test
    void signing_in_needs_the_token_of_its_own_form() {
        browser.post(
                        "/login",
                        Map.of("email", email, "password", TestPeople.PASSWORD),
                        Map.of("Origin", server.baseUrl()))
                .expect(403);
        assertThat(browser.cookie(COOKIE)).isNull();
    }

    @Test
    void next_leads_nowhere_but_into_our_dashboard() {
        for (String evil : new String[] {
            "https://evil.example/",
            "//evil.example",
            "/\\evil.example",
            "/dashboard/..//evil.example",
            "/dashboard//evil.example",
            "/dashboard/a\r\nLocation: https://evil.example",
            "javascript:alert(1)",
            "/c/cs_1"
        }) {
            var own = new Browser(server.baseUrl());
            Browser.Page form = own.get("/login").expect(200);
            Browser.Page in = own.submit(
                            form, "/login", Map.of("email", email, "password", TestPeople.PASSWORD, "next", evil))
                    .expect(303);
            assertThat(in.location()).as("%s", evil).isEqualTo("/dashboard");
        }
    }

    @Test
    void after_ten_failures_an_account_waits_at_that_address() {
        TestServer limited = TestServer.start(Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "1000"));
        try (var running = limited.running()) {
            String mail = TestPeople.newEmail();
            TestPeople.owner(limited, limited.newShop(), mail);
            var person = new Browser(limited.baseUrl());
            for (int i = 0; i < 10; i++) {
                signIn(person, person.get("/login"), mail, "wrong").expect(401);
            }
            Browser.Page waiting = signIn(person, person.get("/login"), mail, TestPeople.PASSWORD)
                    .expect(429);
            assertThat(waiting.html()).contains("Too many tries").contains("value=\"" + mail + "\"");
            signIn(person, person.get("/login"), "other@shop.test", "wrong").expect(401);
            running.part(Database.class)
                    .inTransactionAcrossWorkspaces(
                            tx -> tx.sql("update sign_in_failure set last_at = last_at - interval '61 seconds'")
                                    .update());
            signIn(person, person.get("/login"), mail, TestPeople.PASSWORD).expect(303);
        }
    }

    @Test
    void over_tls_the_cookies_are_bound_to_this_host() {
        TestServer secure = TestServer.start(
                Map.of("PLUGIPAY_PUBLIC_URL", "https://pay.shop.test", "PLUGIPAY_RATE_LIMIT_FACTOR", "0"));
        try (var running = secure.running()) {
            String port =
                    running.part(org.springframework.core.env.Environment.class).getRequiredProperty("server.port");
            var person = new Browser("http://localhost:" + port);
            Browser.Page form =
                    person.get(TestPeople.setupPath(secure, secure.newShop())).expect(200);
            assertThat(form.headers("Strict-Transport-Security")).isNotEmpty();
            String formCookie = cookie(form, "__Host-plugipay_form");
            Browser.Page in = person.post(
                            "/setup",
                            Map.of(
                                    "_csrf", form.hidden("_csrf"),
                                    "token", form.hidden("token"),
                                    "name", "Rina",
                                    "email", TestPeople.newEmail(),
                                    "password", TestPeople.PASSWORD),
                            Map.of("Cookie", formCookie, "Origin", "https://pay.shop.test"))
                    .expect(303);
            assertThat(in.headers("Set-Cookie"))
                    .anySatisfy(sent -> assertThat(sent)
                            .startsWith("__Host-plugipay_session=")
                            .contains("Secure", "Path=/", "HttpOnly", "SameSite=Lax"));
            person.post("/logout", Map.of(), Map.of("Origin", "http://localhost:" + port))
                    .expect(403);
        }
    }

    @Test
    void unknown_paths_are_our_own_page() {
        assertThat(browser.get("/no/such/page").expect(404).html()).contains("There is nothing here");
        assertThat(browser.get("/bad;path=1").html()).contains("<html");
    }

    private static String cookie(Browser.Page page, String name) {
        return page.headers("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .findFirst()
                .orElse("");
    }

    private Browser.Page signIn(Browser with, Browser.Page form, String mail, String password) {
        return with.submit(form, "/login?lang=en", Map.of("email", mail, "password", password));
    }

    private static String comparable(String html) {
        return html.replaceAll("(nonce|name=\"_csrf\" value)=\"[^\"]*\"", "");
    }

    private long sessionsKnownAs(String token) {
        return server.running()
                .part(Database.class)
                .readAcrossWorkspaces(tx -> tx.sql("select count(*) from browser_session where token_sha256 = :hash")
                        .param("hash", RandomTokens.hash(token))
                        .query(Long.class)
                        .single());
    }

    private void age(String token, String change) {
        server.running()
                .part(Database.class)
                .inTransactionAcrossWorkspaces(
                        tx -> tx.sql("update browser_session set " + change + " where token_sha256 = :hash")
                                .param("hash", RandomTokens.hash(token))
                                .update());
    }
}

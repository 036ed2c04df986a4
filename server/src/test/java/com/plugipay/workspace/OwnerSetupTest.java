package com.plugipay.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// The one-time link makes one owner.
class OwnerSetupTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String link = TestPeople.setupPath(server, shop);
    private final Browser browser = new Browser(server.baseUrl());

    @Test
    void the_link_makes_the_owner_and_signs_them_in() {
        Browser.Page form = browser.get(link).expect(200);
        Browser.Page done = send(browser, form, TestPeople.newEmail()).expect(303);
        assertThat(done.location()).isEqualTo("/dashboard");
        assertThat(browser.get("/dashboard").expect(303).location())
                .isEqualTo("/dashboard/" + shop.slug() + "/test/checkout-sessions");
        browser.get("/dashboard/" + shop.slug() + "/test/checkout-sessions").expect(200);
        assertThat(owners()).isEqualTo(1);
    }

    @Test
    void a_used_link_is_gone_and_an_unknown_one_not_there() {
        Browser.Page form = browser.get(link).expect(200);
        send(browser, form, TestPeople.newEmail()).expect(303);
        var other = new Browser(server.baseUrl());
        assertThat(other.get(link).expect(410).html()).contains("This link has been used");
        assertThat(other.get("/setup?token=nobodys").expect(404).html()).contains("There is nothing here");
        other.get("/setup").expect(404);
        assertThat(owners()).isEqualTo(1);
    }

    @Test
    void of_two_who_use_it_at_once_one_becomes_the_owner() throws Exception {
        var barrier = new CyclicBarrier(2);
        Callable<Integer> use = () -> {
            var own = new Browser(server.baseUrl());
            Browser.Page form = own.get(link).expect(200);
            barrier.await();
            return send(own, form, TestPeople.newEmail()).status();
        };
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Future<Integer>> both = threads.invokeAll(List.of(use, use));
            assertThat(List.of(both.get(0).get(), both.get(1).get())).containsExactlyInAnyOrder(303, 410);
        }
        assertThat(owners()).isEqualTo(1);
    }

    @Test
    void mistakes_are_named_and_the_input_kept_but_for_the_password() {
        Browser.Page form = browser.get(link).expect(200);
        Browser.Page again = browser.submit(
                        form, "/setup?lang=en", Map.of("name", "", "email", "rina@shop", "password", "elevenchars"))
                .expect(400);
        assertThat(again.html())
                .contains("Tell us your name.")
                .contains("This does not look like an e-mail address")
                .contains("The password needs at least 12 characters.")
                .contains("value=\"rina@shop\"")
                .doesNotContain("elevenchars");
        Browser.Page indonesian = browser.submit(
                        again, "/setup?lang=id", Map.of("name", "Rina", "email", "", "password", "x"))
                .expect(400);
        assertThat(indonesian.html()).contains("Isi alamat email Anda.").contains("value=\"Rina\"");
        send(browser, indonesian, TestPeople.newEmail()).expect(303);
    }

    @Test
    void an_e_mail_that_has_an_account_is_refused_and_the_link_stays_good() {
        String email = TestPeople.newEmail();
        TestPeople.owner(server, server.newShop(), email);
        Browser.Page form = browser.get(link).expect(200);
        assertThat(send(browser, form, email.toUpperCase(java.util.Locale.ROOT))
                        .expect(400)
                        .html())
                .contains("already has an account");
        send(browser, browser.get(link).expect(200), TestPeople.newEmail()).expect(303);
    }

    @Test
    void only_an_argon2id_hash_is_kept() {
        String email = TestPeople.newEmail();
        send(browser, browser.get(link).expect(200), email).expect(303);
        String kept = server.running()
                .part(Database.class)
                .readAcrossWorkspaces(tx -> tx.sql("select password_hash from person where email = :email")
                        .param("email", email)
                        .query(String.class)
                        .single());
        assertThat(kept).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    private static Browser.Page send(Browser browser, Browser.Page form, String email) {
        return browser.submit(
                form, "/setup?lang=en", Map.of("name", "Rina", "email", email, "password", TestPeople.PASSWORD));
    }

    private long owners() {
        return server.running()
                .part(Database.class)
                .readAcrossWorkspaces(tx -> tx.sql(
                                "select count(*) from membership where workspace_id = :workspace and role = 'owner'")
                        .param("workspace", shop.workspace().text())
                        .query(Long.class)
                        .single());
    }
}

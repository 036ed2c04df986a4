package com.plugipay.workspace;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.db.Database;
import com.plugipay.id.Ids;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// People of a test's shop: the owner by the real set-up link, others as they would have been invited.
public final class TestPeople {
    public static final String PASSWORD = "correct horse battery";
    private static final AtomicLong COUNT = new AtomicLong();

    private TestPeople() {}

    public static String newEmail() {
        return "person-" + COUNT.incrementAndGet() + "@shop.test";
    }

    public static String setupPath(TestServer server, Shop shop) {
        return "/setup?token=" + server.running().part(SeedFirstWorkspace.class).newSetupToken(shop.workspace());
    }

    /// A browser in which the shop's new owner is signed in.
    public static Browser owner(TestServer server, Shop shop) {
        return owner(server, shop, newEmail());
    }

    public static Browser owner(TestServer server, Shop shop, String email) {
        var browser = new Browser(server.baseUrl());
        Browser.Page form = browser.get(setupPath(server, shop)).expect(200);
        browser.submit(form, "/setup?lang=en", Map.of("name", "Rina", "email", email, "password", PASSWORD))
                .expect(303);
        return browser;
    }

    /// Makes the person of this e-mail a plain member of a shop.
    public static void demote(TestServer server, Shop shop, String email) {
        server.running()
                .part(Database.class)
                .inTransactionAcrossWorkspaces(tx -> tx.sql("""
                        update membership set role = 'member'
                         where workspace_id = :workspace
                           and person_id = (select id from person where lower(email) = lower(:email))
                        """)
                        .param("workspace", shop.workspace().text())
                        .param("email", email)
                        .update());
    }

    /// Adds the person of this e-mail to another shop.
    public static void join(TestServer server, Shop shop, String email) {
        var store = new PersonStore();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        server.running().part(Database.class).inTransactionAcrossWorkspaces(tx -> {
            PersonId person =
                    store.byEmailAcrossWorkspaces(tx, email).orElseThrow().id();
            String id = server.running().part(Ids.class).next("mbr");
            store.insertMembership(tx, id, shop.workspace(), person, Role.MEMBER, now);
            return true;
        });
    }
}

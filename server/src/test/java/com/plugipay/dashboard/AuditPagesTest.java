package com.plugipay.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.audit.AuditChecks;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.workspace.TestPeople;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The audit log and the last check in the dashboard, as a browser without scripts sees them.
class AuditPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String test = "/dashboard/" + shop.slug() + "/test";

    @Test
    void a_new_workspace_says_that_nobody_has_checked_and_the_owner_can() {
        Sql.of(server)
                .update(
                        "delete from audit_run where workspace_id = ?",
                        shop.workspace().text());
        assertThat(owner.get(test).expect(303).location()).isEqualTo(test + "/home");
        Browser.Page home = owner.get(test + "/home").expect(200);
        assertThat(home.html()).contains("Last check", "Not checked yet");
        assertThat(owner.submit(home, test + "/audit", Map.of()).expect(303).location())
                .isEqualTo(test + "/audit");
        assertThat(owner.get(test + "/audit").expect(200).html())
                .contains("notice-success", "Everything adds up", "16 checks");
        assertThat(owner.get(test + "/home?lang=id").expect(200).html()).contains("Semuanya cocok");
    }

    @Test
    void findings_are_red_and_listed() {
        String session = shop.openSession();
        Sql sql = Sql.of(server);
        sql.update("update checkout_session set version = 4 where id = ?", session);
        server.running().part(AuditChecks.class).runAndKeep(new Scope(shop.workspace(), Mode.TEST));
        sql.update("update checkout_session set version = 1 where id = ?", session);
        assertThat(owner.get(test + "/home").expect(200).html())
                .contains("notice-danger", "Found: 1", "href=\"" + test + "/audit\"");
        assertThat(owner.get(test + "/audit").expect(200).html())
                .contains("A08", "An event is missing", session, "version 4, newest event 1");
    }

    @Test
    void a_member_sees_the_last_check_and_cannot_run_one() {
        TestPeople.demote(server, shop, email);
        Browser.Page page = owner.get(test + "/audit").expect(200);
        assertThat(page.html()).doesNotContain("Check now");
        Browser.Page home = owner.get(test + "/checkout-sessions/new").expect(200);
        owner.post(test + "/audit", Map.of("_csrf", home.hidden("_csrf")), Map.of("Origin", server.baseUrl()))
                .expect(403);
    }

    @Test
    void the_log_tells_who_did_what_before_and_after_and_pages() {
        String session = shop.openSession();
        Browser.Page page = owner.get(test + "/checkout-sessions/" + session).expect(200);
        owner.submit(page, test + "/checkout-sessions/" + session + "/cancel", Map.of())
                .expect(303);
        String log = owner.get(test + "/audit-log").expect(200).html();
        assertThat(log)
                .contains("checkout_session.canceled", "Rina", session)
                .contains("{\"status\":\"open\"}", "Plugipay", "api_key.created")
                .doesNotContain("Older");
        for (int i = 0; i < 31; i++) {
            shop.hmac()
                    .post("/v1/checkout-sessions/" + shop.openSession() + "/cancel", "{}")
                    .expect(200);
        }
        String first = owner.get(test + "/audit-log").expect(200).html();
        assertThat(first).contains("Older", "Key “test”").doesNotContain("api_key.created");
        String older = first.replaceAll("(?s).*href=\"([^\"]*after=[^\"]*)\".*", "$1");
        assertThat(owner.get(older).expect(200).html()).contains("api_key.created", "Newest");
        owner.get(test + "/audit-log?after=nonsense").expect(404);
        assertThat(owner.get("/dashboard/" + shop.slug() + "/live/audit-log")
                        .expect(200)
                        .html())
                .doesNotContain(session);
    }
}

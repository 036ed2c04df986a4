package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.workspace.TestPeople;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/// Providers in the dashboard, as a browser without scripts sees them.
class ProvidersPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String path = "/dashboard/" + shop.slug() + "/test/settings/providers";

    @Test
    void an_owner_connects_a_provider_and_sees_the_end_of_its_key_only() {
        Browser.Page page = owner.get(path).expect(200);
        assertThat(page.html()).contains("Xendit", "Midtrans", "PayPal", "Not connected", "Managed account");
        Browser.Page saved =
                send("xendit", Map.of("secretKey", "xnd_secret_of_sari", "callbackToken", "token-of-sari"));
        assertThat(saved.expect(303).location()).isEqualTo(path + "?notice=active");
        assertThat(owner.get(saved.location()).expect(200).html())
                .contains("Connected.", "••••sari", "Fingerprint")
                .doesNotContain("xnd_secret", "token-of");
        assertThat(shop.hmac().get("/v1/adapters").data("xendit.status")).isEqualTo("active");
        assertThat(owner.submit(owner.get(path), path + "/xendit/check", Map.of())
                        .expect(303)
                        .location())
                .endsWith("notice=pretended");
    }

    @Test
    void live_shows_where_callbacks_go() {
        assertThat(owner.get(path.replace("/test/", "/live/")).expect(200).html())
                .contains(server.baseUrl() + "/v1/inbound-webhooks/xendit/"
                        + shop.workspace().text());
        assertThat(owner.get(path).html()).doesNotContain("inbound-webhooks");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_no_secret_is_drawn_again() {
        Browser.Page refused = send("midtrans", Map.of("serverKey", "kurz", "merchantId", "M-77"));
        assertThat(refused.expect(400).html())
                .contains("id=\"midtrans-serverKey-error\"", "id=\"midtrans-clientKey-error\">Enter this.")
                .contains("value=\"M-77\"")
                .doesNotContain("kurz");
    }

    @Test
    void who_signed_in_long_ago_gives_the_password_once_more() {
        Sql.of(server)
                .update(
                        "update browser_session set proved_at = now() - interval '16 minutes' where person_id ="
                                + " (select id from person where email = ?)",
                        email);
        assertThat(owner.get(path).expect(200).html()).contains("Your password");
        assertThat(send("paypal", Map.of("clientId", "c", "secret", "s", "password", "wrong"))
                        .expect(403)
                        .html())
                .contains("This is not your password.");
        assertThat(shop.hmac().get("/v1/adapters").data("paypal.status")).isEqualTo("unconfigured");
        send("paypal", Map.of("clientId", "c", "secret", "s", "password", TestPeople.PASSWORD))
                .expect(303);
        assertThat(shop.hmac().get("/v1/adapters").data("paypal.status")).isEqualTo("active");
        assertThat(owner.get(path).expect(200).html()).doesNotContain("Your password");
    }

    @Test
    void a_member_reads_and_changes_nothing() {
        Browser.Page form = owner.get(path).expect(200);
        TestPeople.demote(server, shop, email);
        assertThat(owner.get(path).expect(200).html())
                .contains("Only owners and admins")
                .doesNotContain("Save and check");
        owner.submit(form, path + "/xendit", Map.of("secretKey", "xnd_secret_of_sari"))
                .expect(403);
        owner.submit(form, path + "/xendit/check", Map.of()).expect(403);
        owner.submit(form, path + "/managed", Map.of("email", "a@b.id")).expect(403);
    }

    @Test
    void a_managed_account_is_asked_for_and_pretended() {
        Browser.Page page = owner.get(path);
        assertThat(owner.submit(page, path + "/managed", Map.of("email", "toko"))
                        .expect(400)
                        .html())
                .contains("id=\"managed-email-error\"");
        owner.submit(page, path + "/managed", Map.of("email", "toko@example.com"))
                .expect(303);
        Browser.Page asked = owner.get(path).expect(200);
        assertThat(asked.html()).contains("An invitation was sent", "Pretend that it was approved");
        owner.submit(asked, path + "/managed/simulate", Map.of()).expect(303);
        assertThat(owner.get(path).html()).contains("Approved").doesNotContain("Pretend");
    }

    @Test
    void two_clicks_ask_for_one_managed_account() {
        Browser.Page page = owner.get(path).expect(200);
        List<Integer> told = Together.times(
                6,
                () -> owner.submit(page, path + "/managed", Map.of("email", "toko@example.com"))
                        .status());
        assertThat(told).containsOnly(303);
        assertThat(Sql.of(server)
                        .number(
                                "select count(*) from audit_entry where workspace_id = ? and action = 'managed_account.updated'",
                                shop.workspace().text()))
                .isEqualTo(1);
    }

    @Test
    void everything_that_can_go_wrong_has_a_sentence_in_both_languages() throws IOException {
        for (String language : new String[] {"en", "id"}) {
            var texts = new Properties();
            try (Reader file = Files.newBufferedReader(
                    Path.of("src/main/resources/messages/adapter_" + language + ".properties"))) {
                texts.load(file);
            }
            for (CredentialCheck.Problem problem : CredentialCheck.Problem.values()) {
                assertThat(texts).containsKey("providers.problem." + problem.code());
            }
            assertThat(texts).containsKeys("providers.problem.unchecked", "providers.problem.managed_not_live");
        }
    }

    private Browser.Page send(String kind, Map<String, String> fields) {
        return owner.submit(owner.get(path).expect(200), path + "/" + kind, fields);
    }
}

package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.qris.PublishedCodes;
import com.plugipay.workspace.TestPeople;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Manual payments in the dashboard, as a browser without scripts sees them.
class ManualPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String path = "/dashboard/" + shop.slug() + "/test/settings/manual";

    @Test
    void an_owner_saves_accounts_and_words() {
        assertThat(owner.get(path).expect(200).html()).contains("Manual payments", "Account 2", "Add another account");
        Browser.Page saved =
                send("&bankName=BCA&accountNumber=+123+&accountHolder=Sari&bankName=&accountNumber=&accountHolder="
                        + "&instructions=Satu%0D%0ADua");
        assertThat(saved.expect(303).location()).isEqualTo(path + "?notice=saved");
        assertThat(owner.get(saved.location()).expect(200).html()).contains("Saved.", "value=\"BCA\"", "Satu\nDua");
        JsonNode config = config();
        assertThat(config.path("bankAccounts")).hasSize(1);
        assertThat(config.path("bankAccounts").path(0).path("accountNumber").asString())
                .isEqualTo("123");
        assertThat(config.path("instructions").asString()).isEqualTo("Satu\nDua");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
        Browser.Page refused =
                send("&bankName=BCA&accountNumber=&accountHolder=Sari%22%3E&instructions=" + "x".repeat(2001));
        assertThat(refused.expect(400).html())
                .contains("id=\"accountNumber-0-error\">Enter the account number.", "value=\"BCA\"")
                .contains("value=\"Sari&#34;>\"", "id=\"instructions-error\"");
        assertThat(config().isMissingNode() || config().isNull()).isTrue();
    }

    @Test
    void rows_come_and_go_without_a_script() {
        String rows = "&bankName=BCA&accountNumber=1&accountHolder=S&bankName=BNI&accountNumber=2&accountHolder=T";
        assertThat(send(rows + "&add=1").expect(200).html()).contains("value=\"BCA\"", "value=\"BNI\"", "Account 3");
        assertThat(send(rows + "&remove=0").expect(200).html())
                .contains("value=\"BNI\"")
                .doesNotContain("value=\"BCA\"");
        assertThat(send(rows.repeat(5) + "&add=1").expect(200).html())
                .contains("Account 10")
                .doesNotContain("Account 11", "Add another account");
    }

    @Test
    void the_form_keeps_what_it_does_not_show() {
        shop.hmac()
                .send("PUT", "/v1/adapters/manual", "{\"staticQrPayload\":\"" + PublishedCodes.STATIC + "\"}", Map.of())
                .expect(200);
        send("&bankName=BCA&accountNumber=1&accountHolder=S").expect(303);
        assertThat(config().path("staticQrPayload").asString()).isEqualTo(PublishedCodes.STATIC);
    }

    @Test
    void a_member_reads_and_does_not_save() {
        String form = owner.get(path).expect(200).hidden("_csrf");
        TestPeople.demote(server, shop, email);
        assertThat(owner.get(path).expect(200).html())
                .contains("Only owners and admins")
                .doesNotContain("name=\"add\"");
        owner.post(path, Map.of("_csrf", form, "bankName", "BCA"), Map.of("Origin", owner.baseUrl()))
                .expect(403);
        assertThat(config().isNull()).isTrue();
    }

    @Test
    void it_speaks_indonesian() {
        assertThat(owner.speaking("id").get(path + "?lang=id").expect(200).html())
                .contains("Pembayaran manual", "Nomor rekening");
    }

    private JsonNode config() {
        return shop.bearer()
                .get("/v1/adapters")
                .expect(200)
                .data()
                .path("manual")
                .path("publicConfig");
    }

    private Browser.Page send(String fields) {
        Browser.Page form = owner.get(path).expect(200);
        return owner.send(
                "POST",
                path,
                "_csrf=" + URLEncoder.encode(form.hidden("_csrf"), StandardCharsets.UTF_8) + "&formKey="
                        + form.hidden("formKey") + fields,
                Map.of("Origin", owner.baseUrl(), "Content-Type", "application/x-www-form-urlencoded"));
    }
}

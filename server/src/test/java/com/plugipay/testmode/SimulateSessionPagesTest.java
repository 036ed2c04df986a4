package com.plugipay.testmode;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.workspace.TestPeople;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each outcome at the press of a button, on a test session in the dashboard.
class SimulateSessionPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String session = shop.openSession();
    private final String path = "/dashboard/" + shop.slug() + "/test/checkout-sessions/" + session;

    @ParameterizedTest
    @CsvSource({
        "succeed, completed,",
        "decline, open,",
        "expire, expired,",
        "late, expired, late",
        "short, open, short",
        "over, open, over",
        "duplicate, completed, duplicate"
    })
    void each_outcome_happens_as_over_the_api(String outcome, String status, String aside) {
        Browser.Page page = owner.get(path).expect(200);
        assertThat(page.html()).contains("name=\"outcome\" value=\"" + outcome + "\"");
        assertThat(press(page, outcome)).endsWith("?notice=simulated");
        assertThat(shop.bearer().get("/v1/checkout-sessions/" + session).data("status"))
                .isEqualTo(status);
        assertThat(Sql.of(server).texts("select reason from unapplied_payment where session_id = ?", session))
                .isEqualTo(aside == null ? List.of() : List.of(aside));
        assertThat(owner.get(path + "?notice=simulated").expect(200).html()).contains("It happened, as in real life.");
    }

    @Test
    void a_double_click_makes_it_happen_once() {
        Browser.Page page = owner.get(path).expect(200);
        Together.times(3, () -> press(page, "over"));
        assertThat(Sql.of(server).number("select count(*) from unapplied_payment where session_id = ?", session))
                .isEqualTo(1);
    }

    @Test
    void only_what_can_still_happen_is_offered() {
        Browser.Page before = owner.get(path).expect(200);
        press(before, "succeed");
        assertThat(owner.get(path).expect(200).html())
                .contains("value=\"duplicate\"")
                .doesNotContain("value=\"decline\"", "value=\"expire\"");
        assertThat(press(before, "decline")).endsWith("?notice=not-simulated");
        owner.submit(before, path + "/simulate", Map.of("outcome", "miracle")).expect(400);
    }

    @Test
    void a_member_may_and_in_live_mode_nobody_can() {
        Browser.Page page = owner.get(path).expect(200);
        TestPeople.demote(server, shop, email);
        assertThat(press(page, "short")).endsWith("?notice=simulated");
        shop.live().send("PUT", "/v1/adapters/manual", """
                        {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"Toko"}]}""", Map.of()).expect(200);
        String real = shop.live()
                .post(
                        "/v1/checkout-sessions",
                        "{\"amount\":150000,\"currency\":\"IDR\",\"methods\":[\"bank_transfer\"]}")
                .expect(201)
                .data("id");
        String live = "/dashboard/" + shop.slug() + "/live/checkout-sessions/" + real;
        owner.submit(page, live + "/simulate", Map.of("outcome", "expire")).expect(404);
        assertThat(owner.get(live).expect(200).html()).contains("badge-open").doesNotContain("name=\"outcome\"");
    }

    private String press(Browser.Page page, String outcome) {
        return owner.submit(page, path + "/simulate", Map.of("outcome", outcome))
                .expect(303)
                .location();
    }
}

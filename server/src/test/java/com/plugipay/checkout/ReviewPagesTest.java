package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.workspace.TestPeople;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A claim to have paid by hand is decided on in the dashboard, as a browser without scripts sees it.
class ReviewPagesTest {
    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String list = "/dashboard/" + shop.slug() + "/test/checkout-sessions";
    private String path = "";

    @BeforeEach
    void claim() {
        shop.hmac().send("PUT", "/v1/adapters/manual", """
                        {"bankAccounts":[{"bankName":"BCA","accountNumber":"1234567890","accountHolder":"Toko <Sari>"}]}""", Map.of()).expect(200);
        String session = shop.openSession();
        path = list + "/" + session;
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"bank_transfer\"}")
                .expect(200);
        claimAgain();
    }

    @Test
    void money_that_is_there_is_confirmed_once_however_often_it_is_clicked() {
        assertThat(owner.get(list + "?status=pending_review").expect(200).html())
                .contains("Rp 150.000", "badge-pending_review");
        Browser.Page page = owner.get(path).expect(200);
        assertThat(page.html())
                .contains(
                        "Confirm payment of Rp 150.000 received",
                        "BCA 1234567890 · Toko &lt;Sari&gt;",
                        "No picture was sent")
                .contains("The customer reads this");
        List<String> places =
                Together.times(4, () -> decide(page, "confirm", "").expect(303).location());
        assertThat(places).filteredOn(place -> place.endsWith("=confirmed")).hasSize(1);
        assertThat(owner.get(path + "?notice=confirmed").expect(200).html())
                .contains("The payment is confirmed.", "Confirmed by Rina", "badge-completed", "/payments/pay_")
                .doesNotContain("Confirm payment of");
        assertThat(owner.get(list + "?status=pending_review").expect(200).html())
                .contains("No session is in this");
        assertThat(audited("checkout_session.confirmed")).isEqualTo(1);
    }

    @Test
    void money_that_is_not_there_is_rejected_with_a_reason_for_the_customer() {
        Browser.Page page = owner.get(path).expect(200);
        assertThat(decide(page, "reject", "<b>" + "x".repeat(500)).expect(400).html())
                .contains("At most 500 characters", "&lt;b&gt;xxx", "open>");
        decide(page, "reject", "Belum masuk.\r\nCek lagi <b>").expect(303);
        assertThat(owner.get(path + "?notice=rejected").expect(200).html())
                .contains("The claim is rejected.", "Belum masuk.\nCek lagi &lt;b&gt;", "badge-open")
                .contains("Claim rejected · in the dashboard · Rina", "Rejected by Rina");
        assertThat(shop.bearer()
                        .get("/v1/checkout-sessions/" + path.substring(list.length() + 1))
                        .data("review.rejectedBy"))
                .startsWith("usr_");
        assertThat(audited("checkout_session.rejected")).isEqualTo(1);
    }

    @Test
    void a_claim_that_was_not_seen_is_not_decided_on() {
        Browser.Page page = owner.get(path).expect(200);
        decide(page, "reject", "").expect(303);
        claimAgain();
        assertThat(decide(page, "confirm", "").expect(303).location()).endsWith("notice=decided");
        assertThat(owner.get(path).expect(200).html()).contains("badge-pending_review");
    }

    @Test
    void the_overview_leads_to_it_and_a_member_may_decide() {
        TestPeople.demote(server, shop, email);
        assertThat(owner.get("/dashboard/" + shop.slug() + "/test/home")
                        .expect(200)
                        .html())
                .contains("Payments to confirm: 1", path);
        decide(owner.get(path).expect(200), "confirm", "").expect(303);
        assertThat(owner.get(path).html()).contains("badge-completed");
    }

    @Test
    void nobody_else_decides() {
        Browser.Page page = owner.get(path).expect(200);
        String live = path.replace("/test/", "/live/");
        owner.submit(page, live + "/confirm", Map.of()).expect(404);
        Shop other = server.newShop();
        Browser stranger = TestPeople.owner(server, other);
        String place = "/dashboard/" + other.slug() + "/test/checkout-sessions";
        Browser.Page theirs = stranger.get(place + "/new").expect(200);
        stranger.submit(theirs, path + "/confirm", Map.of()).expect(404);
        stranger.submit(theirs, path.replace(list, place) + "/reject", Map.of()).expect(404);
        assertThat(owner.get(path).html()).contains("badge-pending_review");
    }

    @Test
    void money_that_does_not_fit_is_pointed_out() {
        shop.bearer()
                .post(
                        "/v1/test/checkout-sessions/" + path.substring(list.length() + 1) + "/simulate",
                        "{\"outcome\":\"short\"}")
                .expect(200);
        assertThat(owner.get(path).expect(200).html())
                .contains("Money arrived for this session that does not fit it.", "/unapplied-payments/upm_");
    }

    private void claimAgain() {
        String session = path.substring(list.length() + 1);
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
    }

    private Browser.Page decide(Browser.Page page, String how, String reason) {
        return owner.submit(page, path + "/" + how, how.equals("reject") ? Map.of("reason", reason) : Map.of());
    }

    private long audited(String action) {
        return Sql.of(server)
                .number(
                        "select count(*) from audit_entry where workspace_id = ? and action = ? and actor_type = 'person'",
                        shop.workspace().text(),
                        action);
    }
}

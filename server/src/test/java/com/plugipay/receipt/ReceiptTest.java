package com.plugipay.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a customer keeps of a payment: a page, and a mail when we know where to.
class ReceiptTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String LINES = ",\"lineItems\":[{\"name\":\"Kopi susu\",\"quantity\":2,\"unitAmount\":80000},"
            + "{\"name\":\"Diskon\",\"quantity\":1,\"unitAmount\":-10000}]";

    private final Shop shop = SERVER.newShop();
    private final Browser reader = new Browser(SERVER.baseUrl());

    @Test
    void a_receipt_says_what_was_paid_for_how_and_when() {
        String session = session(customer("Rina", "rina@contoh.id"), LINES);
        reader.get("/c/" + session + "/receipt").expect(404);
        shop.pay(session, "success").expect(200);

        Browser.Page page = reader.get("/c/" + session + "/receipt").expect(200);
        assertThat(page.html())
                .contains("<h1>Receipt</h1>", "Toko Uji", "Rp 150.000", "Kopi susu", "× 2", "−Rp 10.000")
                .contains("class=\"receipt-initial\" aria-hidden=\"true\">T</span>")
                .contains("Visa •••• 4242", paymentId(session), "WIB", "Rina", "r•••@contoh.id", "TEST")
                .doesNotContain("rina@contoh.id", "Refunded", "<script");
        assertThat(page.headers("X-Robots-Tag")).containsExactly("noindex");
        assertThat(page.headers("Content-Security-Policy").getFirst())
                .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'none'")
                .doesNotContain("script-src", "connect-src");
        assertThat(reader.get("/c/" + session + "/receipt?lang=id").html())
                .contains("Struk pembayaran", "Dibayar pada");
        assertThat(reader.get("/c/" + session).html()).contains("/c/" + session + "/receipt?lang=en");
    }

    @Test
    void refunds_are_read_live() {
        String session = session("", "");
        shop.pay(session, "success").expect(200);
        shop.hmac()
                .post("/v1/payments/" + paymentId(session) + "/refunds", "{\"amount\":35000}")
                .expect(201);
        assertThat(reader.get("/c/" + session + "/receipt").html()).contains("Refunded so far", "Rp 35.000");
    }

    @Test
    void it_says_where_the_business_is_found_once_the_settings_do() {
        String session = session("", "");
        shop.pay(session, "success").expect(200);
        assertThat(reader.get("/c/" + session + "/receipt").html()).doesNotContain("<address");
        shop.hmac()
                .patch(
                        "/v1/checkout/settings",
                        "{\"businessPhone\":\"022 123\",\"businessEmail\":\"halo@toko.id\",\"businessAddress\":"
                                + "\"Jl. <Braga> 1\\nBandung\",\"businessTaxId\":\"01.234\",\"brandAccentColor\":\"#0B3D91\"}")
                .expect(200);
        assertThat(reader.get("/c/" + session + "/receipt").html())
                .contains(
                        "022 123", "halo@toko.id", "Jl. &lt;Braga&gt; 1\nBandung", "Tax id 01.234", "--accent:#0b3d91");
    }

    @Test
    void an_open_or_unknown_session_has_none() {
        reader.get("/c/" + session("", "") + "/receipt").expect(404);
        reader.get("/c/cs_nothing/receipt").expect(404);
    }

    @Test
    void a_payment_is_mailed_once_in_the_sessions_language() {
        String session = session(customer("Rina <b>&", "rina@contoh.id"), LINES + ",\"locale\":\"en\"");
        shop.pay(session, "success").expect(200);
        shop.pay(session, "success");

        String payment = paymentId(session);
        assertThat(mails("recipient", payment)).containsExactly("rina@contoh.id");
        assertThat(mails("status", payment)).containsExactly("kept");
        assertThat(mails("subject", payment)).containsExactly("Receipt: Rp 150.000 to Toko Uji");
        assertThat(mails("text_body", payment).getFirst())
                .contains(
                        "Hello Rina <b>&,",
                        "- Kopi susu × 2: Rp 160.000",
                        "Visa •••• 4242",
                        "/c/" + session + "/receipt");
        assertThat(mails("html_body", payment).getFirst())
                .contains("Rina &lt;b&gt;&amp;", "/c/" + session + "/receipt")
                .doesNotContain("<b>");
    }

    @Test
    void a_guest_and_a_customer_without_an_address_get_no_mail() {
        for (String customer : List.of(
                "",
                ",\"customerId\":\""
                        + shop.hmac()
                                .post("/v1/customers", "{\"name\":\"Budi\",\"phone\":\"+628123456789\"}")
                                .expect(201)
                                .data("id")
                        + "\"")) {
            String session = session(customer, "");
            shop.pay(session, "success").expect(200);
            assertThat(mails("id", paymentId(session))).isEmpty();
        }
    }

    @Test
    void a_refused_card_mails_nothing() {
        String session = session(customer("Rina", "rina@contoh.id"), "");
        shop.pay(session, "generic_decline").expect(402);
        assertThat(SQL.number(
                        "select count(*) from mail where workspace_id = ?",
                        shop.workspace().text()))
                .isZero();
    }

    @Test
    void money_that_was_put_aside_and_then_applied_is_mailed_too() {
        String session = session(customer("Rina", "rina@contoh.id"), "");
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"over\"}")
                .expect(200);
        String money =
                shop.hmac().get("/v1/unapplied-payments").expect(200).ids().getFirst();
        shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/apply", "{\"sessionId\":\"" + session + "\"}")
                .expect(200);
        assertThat(mails("subject", paymentId(session))).containsExactly("Struk pembayaran Rp 150.000 ke Toko Uji");
        assertThat(reader.get("/c/" + session + "/receipt").expect(200).html()).contains(paymentId(session));
    }

    @Test
    void a_claim_has_a_notice_that_proves_nothing_yet() {
        shop.hmac()
                .send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"1\",\"accountHolder\":\"S\"}]}",
                        Map.of())
                .expect(200);
        String session = session(customer("Rina", "rina@contoh.id"), "");
        reader.post("/c/" + session + "/charge", Map.of("method", "bank_transfer"), Map.of())
                .expect(303);
        reader.post("/c/" + session + "/claim", Map.of(), Map.of()).expect(303);
        assertThat(reader.get("/c/" + session + "/receipt").expect(200).html())
                .contains("Payment notice", "Awaiting confirmation", "Bank transfer", "Reported at")
                .doesNotContain("<h1>Receipt</h1>");
        assertThat(reader.get("/c/" + session + "/receipt?lang=id").html()).contains("Menunggu konfirmasi");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/confirm", "{}").expect(200);
        assertThat(reader.get("/c/" + session + "/receipt").expect(200).html())
                .contains("<h1>Receipt</h1>", "Bank transfer");
        assertThat(mails("recipient", paymentId(session))).containsExactly("rina@contoh.id");
    }

    private String customer(String name, String email) {
        return ",\"customerId\":\""
                + shop.hmac()
                        .post("/v1/customers", "{\"name\":\"" + name + "\",\"email\":\"" + email + "\"}")
                        .expect(201)
                        .data("id")
                + "\"";
    }

    private String session(String customer, String more) {
        return shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"" + customer + more + "}")
                .expect(201)
                .data("id");
    }

    private String paymentId(String session) {
        return shop.bearer().get("/v1/checkout-sessions/" + session).expect(200).data("paymentId");
    }

    @Test
    void a_receipt_is_downloaded_as_a_file_that_stands_alone() {
        String session = shop.openSession();
        shop.anonymous().get("/c/" + session + "/receipt/download").expect(404);
        shop.pay(session, "success").expect(200);
        assertThat(shop.anonymous().get("/c/" + session + "?lang=en").text())
                .contains("href=\"/c/" + session + "/receipt/download?lang=en\" download>Download (HTML)</a>");
        Api.Reply file = shop.anonymous().get("/c/" + session + "/receipt/download?lang=id");
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"struk-" + paymentId(session) + ".html\"");
        assertThat(file.text())
                .contains("<base href=\"" + SERVER.baseUrl() + "/\">", "Rp 150.000", ".receipt")
                .doesNotContain("<script", "<link rel=\"stylesheet\"", "/receipt/download");
    }

    private static List<String> mails(String column, String payment) {
        return SQL.texts("select " + column + " from mail where kind = 'receipt' and object_id = ?", payment);
    }
}

package com.plugipay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Payment methods, brand and business in the dashboard, as a browser without scripts sees them.
class MethodsPagesTest {
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final TestServer server = TestServer.shared();
    private final Shop shop = server.newShop();
    private final String email = TestPeople.newEmail();
    private final Browser owner = TestPeople.owner(server, shop, email);
    private final String path = "/dashboard/" + shop.slug() + "/test/settings/payment-methods";

    @Test
    void methods_stand_in_their_families_with_who_takes_them_and_why_some_are_hidden() {
        String html = owner.get(path).expect(200).html();
        assertThat(html)
                .containsSubsequence(
                        "<legend>QR</legend>",
                        "<legend>E-wallet</legend>",
                        "<legend>Virtual account</legend>",
                        "BCA Virtual Account",
                        "Handled by Sandbox · Rp 10.000 to Rp 50.000.000",
                        "<legend>Card</legend>",
                        "Visa, Mastercard, JCB, American Express",
                        "<legend>Over-the-counter</legend>",
                        "<legend>PayPal</legend>",
                        "<legend>Direct debit</legend>",
                        "<legend>Pay later</legend>",
                        "<legend>Directly to the shop</legend>",
                        "Hidden: add a bank account under Manual payments first.")
                .contains("id=\"enabled-card\" checked")
                .doesNotContain("id=\"enabled-cash\" checked", "Customers see no method");
    }

    @Test
    void live_mode_explains_what_has_to_be_connected() {
        assertThat(owner.get(path.replace("/test/", "/live/")).expect(200).html())
                .contains(
                        "Customers see no method at the moment",
                        "Hidden: no connected provider takes it. Midtrans can.",
                        "Hidden: no connected provider takes it. PayPal can.");
    }

    @Test
    void an_owner_saves_methods_brand_and_business_and_open_pages_show_them() {
        String session = shop.openSession();
        Browser.Page saved = send("&enabled=card&enabled=va_bca&brandName=Kopi+Sari&brandTagline=Enak"
                + "&brandAccentColor=%230F766E&businessPhone=022&businessEmail=a%40b.id&businessAddress=Satu%0D%0ADua"
                + "&businessTaxId=01&manualUniqueAmount=1");
        assertThat(saved.expect(303).location()).isEqualTo(path + "?notice=saved");
        assertThat(owner.get(saved.location()).expect(200).html())
                .contains("Saved.", "value=\"Kopi Sari\"", "value=\"#0F766E\"", "Satu\nDua")
                .contains("id=\"enabled-card\" checked")
                .doesNotContain("id=\"enabled-ovo\" checked");
        JsonNode settings = settings();
        assertThat(texts(settings.path("enabledMethods"))).containsExactlyInAnyOrder("card", "va_bca");
        assertThat(settings.path("businessAddress").asString()).isEqualTo("Satu\nDua");
        assertThat(settings.path("manualUniqueAmount").booleanValue()).isTrue();
        assertThat(shop.anonymous().get("/c/" + session + "?lang=en").text()).contains("Kopi Sari", "Enak");
        assertThat(shop.bearer()
                        .get("/v1/audit-log?action=checkout_settings.updated")
                        .data("0.actor.type"))
                .isEqualTo("person");
    }

    @Test
    void methods_are_moved_within_their_family_without_a_script_and_kept_when_saved() {
        Browser.Page form = owner.get(path).expect(200);
        Browser.Page moved = send(form, "&enabled=card&brandName=Belum&move=gopay%3Aup");
        assertThat(moved.expect(200).html())
                .contains("Moved. Save to keep the new order.", "value=\"Belum\"")
                .containsSubsequence("id=\"enabled-dana\"", "id=\"enabled-gopay\"", "id=\"enabled-shopeepay\"");
        assertThat(settings().path("methodOrder")).isEmpty();
        // The first stays where it is.
        Browser.Page still = send(moved, "&enabled=card&move=ovo%3Aup");
        assertThat(order(still)).isEqualTo(order(moved));
        send(still, "&enabled=card").expect(303);
        assertThat(texts(settings().path("methodOrder")))
                .containsSubsequence("ovo", "dana", "gopay", "shopeepay", "linkaja");
        assertThat(send(form, "&move=nobody%3Aup").expect(200).html()).contains("id=\"enabled-ovo\"");
    }

    @Test
    void what_is_wrong_is_said_at_its_field_and_what_was_typed_stays() {
        Browser.Page refused = send("&enabled=card&brandName=" + "n".repeat(81)
                + "&brandAccentColor=merah&businessEmail=toko&adapter-gopay=xendit&businessPhone=%22%3E");
        assertThat(refused.expect(400).html())
                .contains("id=\"brandName-error\">This text is too long.")
                .contains("id=\"brandAccentColor-error\">Write the colour", "value=\"merah\"")
                .contains("id=\"businessEmail-error\">This is not an e-mail address.", "value=\"toko\"")
                .contains("id=\"adapter-gopay-error\">This provider does not take this method.")
                .contains("value=\"&#34;>\"");
        assertThat(settings().path("brandName").isNull()).isTrue();
    }

    @Test
    void sites_that_may_show_the_checkout_are_kept_as_browsers_write_them() {
        send("&enabled=card&embedOrigins=https%3A%2F%2FToko.id%3A443%2F%0D%0A%0D%0Ahttps%3A%2F%2Fkopi.example%3A8443")
                .expect(303);
        assertThat(texts(settings().path("embedOrigins")))
                .containsExactly("https://toko.id", "https://kopi.example:8443");
        assertThat(owner.get(path).expect(200).html())
                .contains("https://toko.id\nhttps://kopi.example:8443</textarea>");
        Browser.Page refused = send("&enabled=card&embedOrigins=https%3A%2F%2Ftoko.id%2Fbayar%0D%0Aftp%3A%2F%2Fx");
        assertThat(refused.expect(400).html())
                .contains("id=\"embedOrigins-error\">Write each site as https://", "https://toko.id/bayar\nftp://x");
        Browser.Page many = send("&enabled=card&embedOrigins="
                + IntStream.range(0, 21)
                        .mapToObj(i -> "https%3A%2F%2Ft" + i + ".id%0A")
                        .collect(Collectors.joining()));
        assertThat(many.expect(400).html()).contains("These are more than 20 sites.");
        assertThat(texts(settings().path("embedOrigins"))).hasSize(2);
        send("&enabled=card&embedOrigins=").expect(303);
        assertThat(settings().path("embedOrigins")).isEmpty();
    }

    @Test
    void who_takes_a_method_can_be_chosen_among_the_connected() {
        assertThat(owner.get(path).expect(200).html()).doesNotContain("name=\"adapter-card\"");
        for (String kind : List.of("xendit", "midtrans")) {
            Sql.of(server)
                    .update(
                            "insert into adapter_config (workspace_id, mode, kind, status, public_config,"
                                    + " configured_at) values (?, 'test', ?, 'active', '{}', now())",
                            shop.workspace().text(),
                            kind);
        }
        assertThat(owner.get(path).expect(200).html())
                .contains("name=\"adapter-card\"", "Provider for Card", "Handled by Xendit");
        send("&enabled=card&adapter-card=midtrans").expect(303);
        assertThat(settings().path("methodAdapter").toString()).isEqualTo("{\"card\":\"midtrans\"}");
        assertThat(owner.get(path).expect(200).html())
                .contains("Handled by Midtrans", "<option value=\"midtrans\" selected>Midtrans</option>");
        Sql.of(server)
                .update("update adapter_config set status = 'error' where kind = 'midtrans' and workspace_id = '"
                        + shop.workspace().text() + "'");
        assertThat(owner.get(path).expect(200).html()).contains("Midtrans (not connected)");
        send("&enabled=card&adapter-card=").expect(303);
        assertThat(settings().path("methodAdapter").isEmpty()).isTrue();
    }

    @Test
    void the_form_keeps_what_it_does_not_show() {
        shop.hmac()
                .patch(
                        "/v1/checkout/settings",
                        "{\"embedOrigins\":[\"https://toko.id\"],\"receiptTemplate\":{\"showTax\":true}}")
                .expect(200);
        send("&enabled=card").expect(303);
        assertThat(texts(settings().path("embedOrigins"))).containsExactly("https://toko.id");
        assertThat(settings().path("receiptTemplate").path("showTax").booleanValue())
                .isTrue();
    }

    @Test
    void a_form_that_was_saved_and_comes_back_changed_is_saved_by_the_next_sending() {
        Browser.Page form = owner.get(path).expect(200);
        send(form, "&enabled=card").expect(303);
        Browser.Page again = send(form, "&enabled=card&brandName=Lagi");
        assertThat(again.expect(409).html()).contains("This form was saved already", "value=\"Lagi\"");
        send(again, "&enabled=card&brandName=Lagi").expect(303);
        assertThat(settings().path("brandName").asString()).isEqualTo("Lagi");
    }

    @Test
    void a_logo_is_sent_with_a_form_of_its_own_and_taken_away_again() throws Exception {
        assertThat(upload(PNG).statusCode()).isEqualTo(303);
        String url = settings().path("brandLogoUrl").asString();
        assertThat(url).startsWith(server.baseUrl() + "/api/v1/files/");
        String below = url.substring(server.baseUrl().length());
        assertThat(owner.get(path).expect(200).html()).contains("src=\"" + below + "\"");
        assertThat(shop.anonymous().get("/c/" + shop.openSession()).text()).contains(below);
        HttpResponse<String> refused = upload("no picture".getBytes(StandardCharsets.UTF_8));
        assertThat(refused.statusCode()).isEqualTo(415);
        assertThat(refused.body()).contains("id=\"logo-error\">This file cannot be read as a picture.");
        assertThat(upload(new byte[0]).body()).contains("Choose a picture first.");
        Browser.Page form = owner.get(path).expect(200);
        owner.post(
                        path + "/logo",
                        Map.of("_csrf", form.hidden("_csrf"), "remove", "1"),
                        Map.of("Origin", owner.baseUrl()))
                .expect(303);
        assertThat(settings().path("brandLogoUrl").isNull()).isTrue();
    }

    @Test
    void a_member_reads_and_does_not_save() {
        String csrf = owner.get(path).expect(200).hidden("_csrf");
        TestPeople.demote(server, shop, email);
        assertThat(owner.get(path).expect(200).html())
                .contains("Only owners and admins")
                .doesNotContain("name=\"move\"", ">Save<", "type=\"file\"");
        for (String where : List.of(path, path + "/logo")) {
            owner.post(where, Map.of("_csrf", csrf, "brandName", "X"), Map.of("Origin", owner.baseUrl()))
                    .expect(403);
        }
        assertThat(settings().path("brandName").isNull()).isTrue();
    }

    @Test
    void strangers_find_nothing_and_it_speaks_indonesian() {
        Shop other = server.newShop();
        owner.get(path.replace(shop.slug(), other.slug())).expect(404);
        assertThat(owner.speaking("id").get(path + "?lang=id").expect(200).html())
                .contains("Metode pembayaran", "Disembunyikan: tambahkan dulu rekening bank", "Diproses oleh Simulasi");
    }

    private HttpResponse<String> upload(byte[] file) throws Exception {
        Browser.Page form = owner.get(path).expect(200);
        var body = new ByteArrayOutputStream();
        body.writeBytes(("--edge\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + form.hidden("_csrf")
                        + "\r\n--edge\r\nContent-Disposition: form-data; name=\"logo\"; filename=\"l.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + path + "/logo"))
                            .header("Content-Type", "multipart/form-data; boundary=edge")
                            .header("Origin", server.baseUrl())
                            .header("Cookie", "plugipay_session=" + owner.cookie("plugipay_session"))
                            .header("Accept-Language", "en")
                            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private JsonNode settings() {
        return shop.bearer().get("/v1/checkout/settings").expect(200).data();
    }

    private Browser.Page send(String fields) {
        return send(owner.get(path).expect(200), fields);
    }

    /// As a browser sends the form that it was shown, with these fields filled in.
    private Browser.Page send(Browser.Page form, String fields) {
        String order = order(form).stream().map(id -> "&order=" + id).collect(Collectors.joining());
        return owner.send(
                "POST",
                path,
                "_csrf=" + URLEncoder.encode(form.hidden("_csrf"), StandardCharsets.UTF_8) + "&formKey="
                        + form.hidden("formKey") + order + fields,
                Map.of("Origin", owner.baseUrl(), "Content-Type", "application/x-www-form-urlencoded"));
    }

    private static List<String> order(Browser.Page form) {
        var order = new ArrayList<String>();
        var field = Pattern.compile("name=\"order\" value=\"([a-z_]+)\"").matcher(form.html());
        while (field.find()) {
            order.add(field.group(1));
        }
        return order;
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}

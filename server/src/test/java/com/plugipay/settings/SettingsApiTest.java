package com.plugipay.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.workspace.TestPeople;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The checkout's settings as a merchant's program reads and changes them.
class SettingsApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String PATH = "/v1/checkout/settings";
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private final Shop shop = SERVER.newShop();

    @Test
    void a_new_workspace_has_everything_but_cash_and_the_card_machine_and_no_words_of_its_own() {
        JsonNode settings = get();
        assertThat(settings.propertyNames())
                .containsExactlyInAnyOrder(
                        "enabledMethods",
                        "methodOrder",
                        "methodAdapter",
                        "brandName",
                        "brandLogoUrl",
                        "brandAccentColor",
                        "brandTagline",
                        "businessPhone",
                        "businessEmail",
                        "businessAddress",
                        "businessTaxId",
                        "receiptTemplate",
                        "embedOrigins",
                        "manualUniqueAmount",
                        "availableMethods",
                        "methodSupport",
                        "catalog");
        assertThat(texts(settings.path("enabledMethods"))).isEqualTo(MethodCatalogue.enabledAtFirst());
        assertThat(settings.path("methodOrder")).isEmpty();
        assertThat(settings.path("methodAdapter").isEmpty()).isTrue();
        assertThat(settings.path("brandName").isNull()).isTrue();
        assertThat(settings.path("receiptTemplate").isNull()).isTrue();
        assertThat(settings.path("manualUniqueAmount").booleanValue()).isFalse();
    }

    @Test
    void the_catalogue_is_whole_and_says_each_ones_currencies() {
        JsonNode catalog = get().path("catalog");
        assertThat(catalog.valueStream().map(entry -> entry.path("id").asString()))
                .containsExactlyElementsOf(
                        MethodCatalogue.all().stream().map(PaymentMethod::id).toList());
        assertThat(catalog.path(17).toString())
                .isEqualTo("{\"id\":\"card\",\"label\":\"Card\",\"group\":\"card\",\"currency\":\"IDR\","
                        + "\"currencies\":[\"IDR\",\"USD\"]}");
        assertThat(texts(shop.live().get(PATH).data().path("catalog").path(17).path("currencies")))
                .containsExactly("IDR");
    }

    @Test
    void everything_that_is_set_comes_back_as_it_was_sent() {
        String body = """
                {"enabledMethods":["card","va_bca","bank_transfer"],"methodOrder":["va_bri","va_bca"],
                 "methodAdapter":{"qris":"midtrans","va_bca":"managed"},"brandName":"Toko “Sari” ☕",
                 "brandAccentColor":"#0F766e","brandTagline":"Kopi & roti","businessPhone":"+62 22 123",
                 "businessEmail":"halo@toko.id","businessAddress":"Jl. Braga 1\\nBandung","businessTaxId":"01.234",
                 "receiptTemplate":{"footerText":"Sampai jumpa","showTax":true,"taxRate":0.12},
                 "embedOrigins":["https://toko.id","http://localhost:3000"],"manualUniqueAmount":true}""";
        JsonNode set = patch(body).expect(200).data();
        assertThat(texts(set.path("enabledMethods"))).containsExactly("card", "va_bca", "bank_transfer");
        assertThat(texts(set.path("methodOrder"))).containsExactly("va_bri", "va_bca");
        assertThat(set.path("methodAdapter").path("qris").asString()).isEqualTo("midtrans");
        assertThat(set.path("methodAdapter").path("va_bca").asString()).isEqualTo("managed");
        assertThat(set.path("brandName").asString()).isEqualTo("Toko “Sari” ☕");
        assertThat(set.path("brandAccentColor").asString()).isEqualTo("#0F766e");
        assertThat(set.path("businessAddress").asString()).isEqualTo("Jl. Braga 1\nBandung");
        assertThat(set.path("receiptTemplate").toString())
                .isEqualTo("{\"footerText\":\"Sampai jumpa\",\"thankYouText\":\"Terima kasih - Thank you\","
                        + "\"showTax\":true,\"taxLabel\":\"PPN\",\"taxRate\":0.12,\"cashierLabel\":null,"
                        + "\"showMerchantAddress\":true,\"merchantAddress\":null,\"merchantTaxId\":null}");
        assertThat(texts(set.path("embedOrigins"))).containsExactly("https://toko.id", "http://localhost:3000");
        assertThat(set.path("manualUniqueAmount").booleanValue()).isTrue();
        assertThat(get()).isEqualTo(set);
        assertThat(shop.bearer().get("/api/v1/checkout/settings").data()).isEqualTo(set);
    }

    @Test
    void what_a_call_does_not_name_stays_and_null_clears() {
        patch("{\"brandName\":\"A\",\"brandTagline\":\"B\",\"receiptTemplate\":{\"taxLabel\":\"PB1\"}}")
                .expect(200);
        JsonNode one = patch("{\"brandName\":null,\"receiptTemplate\":{\"cashierLabel\":\"Kasir\"}}")
                .expect(200)
                .data();
        assertThat(one.path("brandName").isNull()).isTrue();
        assertThat(one.path("brandTagline").asString()).isEqualTo("B");
        assertThat(one.path("receiptTemplate").path("taxLabel").asString()).isEqualTo("PB1");
        assertThat(one.path("receiptTemplate").path("cashierLabel").asString()).isEqualTo("Kasir");
        assertThat(patch("{\"receiptTemplate\":null}")
                        .expect(200)
                        .data()
                        .path("receiptTemplate")
                        .isNull())
                .isTrue();
        patch("{\"methodAdapter\":{\"card\":\"xendit\",\"qris\":\"xendit\"}}").expect(200);
        assertThat(patch("{\"methodAdapter\":{\"card\":\"midtrans\",\"qris\":null}}")
                        .expect(200)
                        .data()
                        .path("methodAdapter")
                        .toString())
                .isEqualTo("{\"card\":\"midtrans\"}");
        JsonNode before = get();
        assertThat(patch("{}").expect(200).data()).isEqualTo(before);
        assertThat(shop.hmac().send("PATCH", PATH, null, Map.of()).expect(200).data())
                .isEqualTo(before);
    }

    @Test
    void families_and_the_alias_stand_for_their_methods_each_once() {
        JsonNode set = patch("{\"enabledMethods\":[\"retail\",\"alfamart\",\"bank_transfer_manual\",\"card\"]}")
                .expect(200)
                .data();
        assertThat(texts(set.path("enabledMethods"))).containsExactly("alfamart", "indomaret", "bank_transfer", "card");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            enabledMethods         | {'enabledMethods':['bitcoin']}
            enabledMethods         | {'enabledMethods':'card'}
            enabledMethods         | {'enabledMethods':null}
            methodOrder            | {'methodOrder':[1]}
            methodAdapter          | {'methodAdapter':[]}
            methodAdapter          | {'methodAdapter':null}
            methodAdapter.gopay    | {'methodAdapter':{'gopay':'xendit'}}
            methodAdapter.card     | {'methodAdapter':{'card':'sandbox'}}
            methodAdapter.card     | {'methodAdapter':{'card':7}}
            methodAdapter.bitcoin  | {'methodAdapter':{'bitcoin':'xendit'}}
            brandName              | {'brandName':7}
            brandName              | {'brandName':'a\\u0000b'}
            brandLogoUrl           | {'brandLogoUrl':'https://pictures.example.com/logo.png'}
            brandLogoUrl           | {'brandLogoUrl':'/api/v1/files/../secret.key'}
            brandLogoUrl           | {'brandLogoUrl':'/api/v1/files/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.png'}
            brandAccentColor       | {'brandAccentColor':'red'}
            brandAccentColor       | {'brandAccentColor':'#12345'}
            brandAccentColor       | {'brandAccentColor':'#123456;}'}
            brandTagline           | {'brandTagline':'a\\nb'}
            businessEmail          | {'businessEmail':'toko'}
            businessEmail          | {'businessEmail':'a@b.id\\r\\nBcc: c@d.id'}
            receiptTemplate        | {'receiptTemplate':[]}
            receiptTemplate.taxRate | {'receiptTemplate':{'taxRate':1.5}}
            receiptTemplate.taxRate | {'receiptTemplate':{'taxRate':'0.11'}}
            receiptTemplate.colour | {'receiptTemplate':{'colour':'red'}}
            embedOrigins           | {'embedOrigins':['https://toko.id/pay']}
            embedOrigins           | {'embedOrigins':['http://toko.id']}
            embedOrigins           | {'embedOrigins':['https://*.toko.id']}
            embedOrigins           | {'embedOrigins':['https://toko.id; script-src *']}
            embedOrigins           | {'embedOrigins':['null']}
            manualUniqueAmount     | {'manualUniqueAmount':'yes'}
            availableMethods       | {'availableMethods':[]}
            """)
    void a_wrong_field_is_named_and_nothing_changes(String param, String body) {
        JsonNode before = get();
        assertThat(patch(body.replace('\'', '"'))
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(param);
        assertThat(get()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"0e-20000, 0", "0.110000000, 0.11", "1e0, 1", "10e-1, 1", "0.000001, 0.000001"})
    void a_rate_is_kept_as_the_number_it_is(String sent, BigDecimal kept) {
        patch("{\"receiptTemplate\":{\"taxRate\":" + sent + "}}").expect(200);
        assertThat(get().path("receiptTemplate").path("taxRate").decimalValue()).isEqualByComparingTo(kept);
    }

    @Test
    void lengths_are_exact_and_every_wrong_field_is_named_at_once() {
        patch("{\"brandName\":\"" + "n".repeat(80) + "\",\"brandTagline\":\"" + "t".repeat(140)
                        + "\",\"businessAddress\":\"" + "a".repeat(500) + "\"}")
                .expect(200);
        JsonNode details = patch("{\"brandName\":\"" + "n".repeat(81) + "\",\"brandTagline\":\"" + "t".repeat(141)
                        + "\",\"businessPhone\":\"" + "1".repeat(65) + "\"}")
                .refused(400, "validation_error")
                .json()
                .path("error")
                .path("details");
        assertThat(details.valueStream().map(one -> one.path("param").asString()))
                .containsExactly("brandName", "brandTagline", "businessPhone");
    }

    @Test
    void a_logo_is_a_picture_uploaded_here_and_comes_back_as_an_address() {
        String url = upload(shop);
        JsonNode set = patch("{\"brandLogoUrl\":\"" + url + "\"}").expect(200).data();
        assertThat(set.path("brandLogoUrl").asString()).isEqualTo(SERVER.baseUrl() + url);
        // What is answered can be sent again, from the other mode, too.
        String whole = "{\"brandLogoUrl\":\"" + set.path("brandLogoUrl").asString() + "\"}";
        shop.live().patch(PATH, whole).expect(200);
        assertThat(publicSession(shop.openSession()).data("branding.brandLogoUrl"))
                .isEqualTo(SERVER.baseUrl() + url);
        assertThat(SERVER.newShop()
                        .hmac()
                        .patch(PATH, whole)
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("brandLogoUrl");
        assertThat(patch("{\"brandLogoUrl\":null}").data().path("brandLogoUrl").isNull())
                .isTrue();
    }

    @Test
    void both_modes_share_what_is_set_and_other_workspaces_do_not() {
        Shop other = SERVER.newShop();
        patch("{\"brandName\":\"Punya kami\",\"enabledMethods\":[\"card\"]}").expect(200);
        assertThat(shop.live().get(PATH).data("brandName")).isEqualTo("Punya kami");
        assertThat(other.hmac().get(PATH).data().path("brandName").isNull()).isTrue();
        assertThat(texts(other.hmac().get(PATH).data().path("enabledMethods"))).hasSizeGreaterThan(20);
    }

    @Test
    void what_is_available_depends_on_what_is_connected_in_the_mode() {
        assertThat(texts(get().path("availableMethods")))
                .contains("card", "va_bca")
                .doesNotContain("bank_transfer", "cash");
        assertThat(shop.live().get(PATH).data().path("availableMethods")).isEmpty();
        connect("xendit");
        connect("midtrans");
        JsonNode support = get().path("methodSupport");
        assertThat(texts(support.path("card"))).containsExactly("xendit", "midtrans", "sandbox");
        assertThat(support.propertyNames()).hasSize(MethodCatalogue.all().size());
        shop.live()
                .send("PUT", "/v1/adapters/manual", "{\"instructions\":\"Hubungi kami\"}", Map.of())
                .expect(200);
        JsonNode live = shop.live().get(PATH).data();
        assertThat(texts(live.path("methodSupport").path("bank_transfer"))).containsExactly("manual");
        assertThat(texts(live.path("methodSupport").path("card"))).isEmpty();
        // Without an account there is nothing to transfer to.
        assertThat(texts(live.path("availableMethods"))).contains("cash").doesNotContain("bank_transfer");
    }

    @Test
    void an_open_session_shows_a_change_at_once() {
        String session = shop.openSession();
        assertThat(texts(publicSession(session).data().path("methods"))).contains("va_bca", "card");
        patch("""
                {"enabledMethods":["card"],"brandName":"Baru","brandAccentColor":"#FF0000","brandTagline":"Halo",
                 "businessPhone":"022","businessEmail":"a@b.id","businessAddress":"Bandung"}""").expect(200);
        Api.Reply after = publicSession(session);
        assertThat(texts(after.data().path("methods"))).containsExactly("card");
        assertThat(after.data("branding.brandName")).isEqualTo("Baru");
        assertThat(after.data("branding.brandAccentColor")).isEqualTo("#FF0000");
        assertThat(after.data("branding.brandTagline")).isEqualTo("Halo");
        assertThat(after.data("checkoutTemplate.businessPhone")).isEqualTo("022");
        assertThat(after.data("checkoutTemplate.businessAddress")).isEqualTo("Bandung");
        charge(session, "va_bca").refused(400, "validation_error");
        patch("{\"enabledMethods\":[]}").expect(200);
        assertThat(publicSession(session).data().path("methods")).isEmpty();
        shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .refused(400, "no_methods");
        patch("{\"enabledMethods\":[\"va_bca\"]}").expect(200);
        charge(session, "va_bca").expect(200);
    }

    @Test
    void a_change_is_in_the_log_as_it_was_and_became_and_no_change_is_not() {
        patch("{\"brandName\":\"Satu\",\"methodOrder\":[\"va_bca\"]}").expect(200);
        patch("{\"brandName\":\"Dua\"}").expect(200);
        patch("{\"brandName\":\"Dua\"}").expect(200);
        JsonNode log = shop.bearer()
                .get("/v1/audit-log?action=checkout_settings.updated")
                .expect(200)
                .data();
        assertThat(log).hasSize(2);
        JsonNode last = log.path(0);
        assertThat(last.path("targetId").asString()).isEqualTo(shop.workspace().text());
        assertThat(last.path("before").toString()).isEqualTo("{\"brandName\":\"Satu\"}");
        assertThat(last.path("after").toString()).isEqualTo("{\"brandName\":\"Dua\"}");
        assertThat(log.path(1).path("after").propertyNames()).containsExactlyInAnyOrder("methodOrder", "brandName");
    }

    @Test
    void the_same_key_changes_once() {
        Api.Reply first = once("{\"brandName\":\"Sekali\"}").expect(200);
        patch("{\"brandName\":\"Lain\"}").expect(200);
        assertThat(once("{\"brandName\":\"Sekali\"}").expect(200).bytes()).isEqualTo(first.bytes());
        assertThat(get().path("brandName").asString()).isEqualTo("Lain");
        once("{\"brandName\":\"Tiga\"}").refused(409, "idempotency_mismatch");
    }

    @Test
    void a_key_needs_the_scope() {
        SQL.update(
                "update api_key set scopes = '{plugipay:settings:read}' where workspace_id = ? and type = 'bearer'"
                        + " and mode = 'test'",
                shop.workspace().text());
        shop.bearer().get(PATH).expect(200);
        shop.bearer().patch(PATH, "{\"brandName\":\"X\"}").refused(403, "insufficient_scope");
        shop.anonymous().get(PATH).refused(401, "unauthorized");
    }

    @Test
    void a_member_reads_and_does_not_change() {
        String email = TestPeople.newEmail();
        var person = TestPeople.owner(SERVER, shop, email);
        String csrf = person.get("/dashboard/" + shop.slug() + "/test/settings/payment-methods")
                .expect(200)
                .hidden("_csrf");
        TestPeople.demote(SERVER, shop, email);
        Map<String, String> headers = Map.of(
                "X-CSRF-Token",
                csrf,
                "X-Plugipay-Account",
                shop.workspace().text(),
                "X-Plugipay-Mode",
                "test",
                "Origin",
                SERVER.baseUrl(),
                "Content-Type",
                "application/json");
        assertThat(person.send("GET", PATH, null, headers).status()).isEqualTo(200);
        assertThat(person.send("PATCH", PATH, "{\"brandName\":\"X\"}", headers).status())
                .isEqualTo(403);
        assertThat(get().path("brandName").isNull()).isTrue();
    }

    private void connect(String kind) {
        SQL.update(
                "insert into adapter_config (workspace_id, mode, kind, status, public_config, configured_at)"
                        + " values (?, 'test', ?, 'active', '{}', now())",
                shop.workspace().text(),
                kind);
    }

    private static String upload(Shop shop) {
        var body = new ByteArrayOutputStream();
        body.writeBytes("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.png\"\r\n\r\n"
                .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(PNG);
        body.writeBytes("\r\n--edge--\r\n".getBytes(StandardCharsets.UTF_8));
        return shop.bearer()
                .sendBytes(
                        "POST",
                        "/v1/uploads/image",
                        body.toByteArray(),
                        Map.of("Content-Type", "multipart/form-data; boundary=edge"))
                .expect(201)
                .data("url");
    }

    private Api.Reply charge(String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    private Api.Reply publicSession(String session) {
        return shop.anonymous().get("/v1/public/checkout/sessions/" + session).expect(200);
    }

    private Api.Reply once(String body) {
        return shop.hmac().send("PATCH", PATH, body, Map.of("Idempotency-Key", "change-1"));
    }

    private Api.Reply patch(String body) {
        return shop.hmac().patch(PATH, body);
    }

    private JsonNode get() {
        return shop.hmac().get(PATH).expect(200).data();
    }

    private static List<String> texts(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }
}

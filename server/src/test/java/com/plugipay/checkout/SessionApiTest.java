package com.plugipay.checkout;

import static com.plugipay.checkout.MerchantSessions.FIELDS;
import static com.plugipay.checkout.MerchantSessions.SESSIONS;
import static com.plugipay.checkout.MerchantSessions.ids;
import static com.plugipay.checkout.MerchantSessions.time;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Checkout sessions as a merchant's program makes and reads them.
class SessionApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final MerchantSessions sessions = new MerchantSessions(shop);

    @Test
    void a_session_answers_every_documented_field() {
        Api.Reply made = sessions.create("").expect(201);
        JsonNode session = made.data();
        assertThat(session.propertyNames()).containsExactlyInAnyOrderElementsOf(FIELDS);
        String id = made.data("id");
        assertThat(id).matches("cs_[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(made.data("arn"))
                .isEqualTo("forjio:plugipay:sgp1:" + shop.workspace().text() + ":checkout-session/" + id);
        assertThat(made.data("accountId")).isEqualTo(shop.workspace().text());
        assertThat(made.data("mode")).isEqualTo("test");
        assertThat(made.data("status")).isEqualTo("open");
        assertThat(made.data("amountDisplay")).isEqualTo("Rp 150.000");
        assertThat(made.data("workspaceName")).isEqualTo("Toko Uji");
        assertThat(made.data("hostedUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + id);
        assertThat(made.data("successUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + id + "/success");
        assertThat(made.data("cancelUrl")).isEqualTo(SERVER.baseUrl() + "/c/" + id + "/canceled");
        assertThat(time(session, "expiresAt"))
                .isEqualTo(time(session, "createdAt").plusSeconds(86_400));
        assertThat(made.data("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        for (String absent : List.of(
                "customerId",
                "customer",
                "paymentMethod",
                "adapter",
                "completedAt",
                "expiredAt",
                "canceledAt",
                "paymentId",
                "invoiceId",
                "templateId",
                "locale",
                "review",
                "metadata")) {
            assertThat(session.path(absent).isNull()).as(absent).isTrue();
        }
        assertThat(session.path("methods").valueStream().map(JsonNode::asString))
                .contains("card", "qris", "va_bca", "bank_transfer")
                .doesNotContain("cash", "edc_card");
        assertThat(session.path("lineItems").isArray()).isTrue();

        JsonNode read = shop.bearer().get(SESSIONS + "/" + id).expect(200).data();
        var whole = new ArrayList<>(FIELDS);
        whole.add("attempts");
        assertThat(read.propertyNames()).containsExactlyInAnyOrderElementsOf(whole);
        for (String field : FIELDS) {
            assertThat(read.path(field)).as(field).isEqualTo(session.path(field));
        }
        JsonNode meta = made.json().path("meta");
        assertThat(meta.path("requestId").asString()).isEqualTo(made.header("X-Request-Id"));
        assertThat(meta.has("timestamp")).isTrue();
        assertThat(made.json().path("error").isNull()).isTrue();
    }

    @Test
    void everything_that_was_asked_comes_back() {
        String customer = shop.hmac()
                .post("/v1/customers", "{\"name\":\"Ibu Sari\",\"email\":\"sari@example.com\",\"externalId\":\"A-1\"}")
                .expect(201)
                .data("id");
        JsonNode made = sessions.create("""
                        ,"methods":["card","ewallet"],"customerId":"%s","description":"Kopi ☕",
                        "lineItems":[{"name":"Kopi","quantity":2,"unitAmount":100000},
                                     {"name":"Diskon","quantity":1,"unitAmount":-50000}],
                        "successUrl":"https://toko.example/ok?s={CHECKOUT_SESSION_ID}","cancel_url":"http://toko.example/x",
                        "expiresInSec":3600,"locale":"id","amountAssert":"Rp 150.000","savePaymentToken":false,
                        "templateId":null,"invoiceId":null,
                        "metadata":{"order":"A-1","count":3,"gift":true,"nothing":null,"rate":1.10}
                        """.formatted(customer)).expect(201).data();
        assertThat(made.path("methods").valueStream().map(JsonNode::asString)).containsExactly("card", "ewallet");
        assertThat(made.path("customerId").asString()).isEqualTo(customer);
        assertThat(made.path("customer").propertyNames())
                .containsExactlyInAnyOrder("id", "name", "email", "phone", "externalId");
        assertThat(made.path("customer").path("name").asString()).isEqualTo("Ibu Sari");
        assertThat(made.path("lineItems")).hasSize(2);
        assertThat(made.path("lineItems").path(1).path("unitAmount").longValue())
                .isEqualTo(-50_000);
        assertThat(made.path("successUrl").asString()).isEqualTo("https://toko.example/ok?s={CHECKOUT_SESSION_ID}");
        assertThat(made.path("cancelUrl").asString()).isEqualTo("http://toko.example/x");
        assertThat(time(made, "expiresAt")).isEqualTo(time(made, "createdAt").plusSeconds(3600));
        assertThat(made.path("locale").asString()).isEqualTo("id");
        JsonNode metadata = made.path("metadata");
        assertThat(metadata.propertyNames()).containsExactlyInAnyOrder("order", "count", "gift", "rate", "description");
        assertThat(metadata.path("count").stringValue()).isEqualTo("3");
        assertThat(metadata.path("gift").stringValue()).isEqualTo("true");
        assertThat(metadata.path("rate").stringValue()).isEqualTo("1.10");
        assertThat(metadata.path("description").stringValue()).isEqualTo("Kopi ☕");
        JsonNode read = sessions.read(made.path("id").asString());
        for (String field : FIELDS) {
            assertThat(read.path(field)).as(field).isEqualTo(made.path(field));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "amount | {'currency':'IDR'}",
                "amount | {'currency':'IDR','amount':null}",
                "amount | {'currency':'IDR','amount':0}",
                "amount | {'currency':'IDR','amount':-1}",
                "amount | {'currency':'IDR','amount':1000000000000}",
                "amount | {'currency':'IDR','amount':99999999999999999999999}",
                "amount | {'currency':'IDR','amount':1.0}",
                "amount | {'currency':'IDR','amount':1e2}",
                "amount | {'currency':'IDR','amount':'150'}",
                "amount | {'currency':'IDR','amount':'١٥٠'}",
                "amount | {'currency':'IDR','amount':true}",
                "amount | {'currency':'IDR','amount':[1]}",
                "currency | {'amount':1}",
                "currency | {'amount':1,'currency':'idr'}",
                "currency | {'amount':1,'currency':'EUR'}",
                "currency | {'amount':1,'currency':1}",
                "Amount | {'amount':1,'currency':'IDR','Amount':1}",
                "feePassedOn | {'amount':1,'currency':'IDR','feePassedOn':true}",
                "methods | {'amount':1,'currency':'IDR','methods':['bitcoin']}",
                "methods | {'amount':1,'currency':'IDR','methods':['card',1]}",
                "methods | {'amount':1,'currency':'IDR','methods':'card'}",
                "customerId | {'amount':1,'currency':'IDR','customerId':'x'}",
                "customerId | {'amount':1,'currency':'IDR','customerId':'cus_01ARZ3NDEKTSV4RRFFQ69G5FAV'}",
                "lineItems | {'amount':1,'currency':'IDR','lineItems':{}}",
                "lineItems | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':1,'unitAmount':2}]}",
                "lineItems[0].name | {'amount':1,'currency':'IDR','lineItems':[{'quantity':1,'unitAmount':1}]}",
                "lineItems[0].name | {'amount':1,'currency':'IDR','lineItems':[{'name':null,'quantity':1,'unitAmount':1}]}",
                "lineItems[0].name | {'amount':1,'currency':'IDR','lineItems':[{'name':'','quantity':1,'unitAmount':1}]}",
                "lineItems[0].quantity | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':0,'unitAmount':1}]}",
                "lineItems[0].quantity | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':100001,'unitAmount':1}]}",
                "lineItems[0].unitAmount | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':1,'unitAmount':1.5}]}",
                "lineItems[0].price | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':1,'unitAmount':1,'price':1}]}",
                "lineItems[1] | {'amount':1,'currency':'IDR','lineItems':[{'name':'A','quantity':1,'unitAmount':1},7]}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'javascript:alert(1)'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'data:text/html,x'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'/relative'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'//host/x'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://u:p@host/'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://host\\\\@evil/'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://host/\\u0007'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://host/\\ud800'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://'}",
                "success_url | {'amount':1,'currency':'IDR','success_url':'ftp://host/'}",
                "successUrl | {'amount':1,'currency':'IDR','successUrl':'https://a/','success_url':'https://b/'}",
                "cancelUrl | {'amount':1,'currency':'IDR','cancelUrl':'vbscript:x'}",
                "cancelUrl | {'amount':1,'currency':'IDR','cancelUrl':'https://a/','cancel_url':'https://b/'}",
                "expiresInSec | {'amount':1,'currency':'IDR','expiresInSec':59}",
                "expiresInSec | {'amount':1,'currency':'IDR','expiresInSec':2592001}",
                "expiresInSec | {'amount':1,'currency':'IDR','expiresInSec':'60'}",
                "templateId | {'amount':1,'currency':'IDR','templateId':'tpl_01ARZ3NDEKTSV4RRFFQ69G5FAV'}",
                "invoiceId | {'amount':1,'currency':'IDR','invoiceId':'inv_01ARZ3NDEKTSV4RRFFQ69G5FAV'}",
                "savePaymentToken | {'amount':1,'currency':'IDR','savePaymentToken':'true'}",
                "savePaymentToken | {'amount':1,'currency':'IDR','savePaymentToken':true}",
                "locale | {'amount':1,'currency':'IDR','locale':'fr'}",
                "amountAssert | {'amount':150000,'currency':'IDR','amountAssert':'Rp 1.500'}",
                "amountAssert | {'amount':150000,'currency':'USD','amountAssert':'Rp 150.000'}",
                "metadata | {'amount':1,'currency':'IDR','metadata':[]}",
                "metadata | {'amount':1,'currency':'IDR','metadata':{'':'x'}}",
                "metadata.a | {'amount':1,'currency':'IDR','metadata':{'a':{}}}",
                "metadata.a | {'amount':1,'currency':'IDR','metadata':{'a':'\\u0000'}}",
                "description | {'amount':1,'currency':'IDR','description':'\\u0000'}",
                "description | {'amount':1,'currency':'IDR','description':'\\ud83d'}",
                "description | {'amount':1,'currency':'IDR','description':'\\u001b[31m'}",
                "lineItems[0].name | {'amount':1,'currency':'IDR','lineItems':[{'name':'a\\nb','quantity':1,'unitAmount':1}]}"
            })
    void a_wrong_field_is_named(String param, String body) {
        Api.Reply refused = shop.hmac().post(SESSIONS, body.replace('\'', '"')).refused(400, "validation_error");
        assertThat(refused.errorParam()).isEqualTo(param);
        assertThat(refused.json().path("error").path("message").asString()).isNotBlank();
        assertThat(refused.json().path("data").isNull()).isTrue();
    }

    @Test
    void limits_of_length_and_number_are_exact() {
        sessions.create(",\"description\":\"" + "é".repeat(500) + "\"").expect(201);
        wrong("description", ",\"description\":\"" + "é".repeat(501) + "\"");
        String url = "https://toko.example/" + "x".repeat(2048 - 21);
        sessions.create(",\"successUrl\":\"" + url + "\"").expect(201);
        wrong("successUrl", ",\"successUrl\":\"" + url + "x\"");
        sessions.create(",\"expiresInSec\":60").expect(201);
        sessions.create(",\"expiresInSec\":2592000").expect(201);
        sessions.create(",\"metadata\":{" + keys(50) + "}").expect(201);
        wrong("metadata", ",\"metadata\":{" + keys(51) + "}");
        wrong("metadata", ",\"description\":\"fills one\",\"metadata\":{" + keys(50) + "}");
        sessions.create(",\"metadata\":{\"" + "k".repeat(64) + "\":\"" + "v".repeat(500) + "\"}")
                .expect(201);
        wrong("metadata", ",\"metadata\":{\"" + "k".repeat(65) + "\":\"v\"}");
        wrong("metadata.k", ",\"metadata\":{\"k\":\"" + "v".repeat(501) + "\"}");
        sessions.create(",\"lineItems\":[" + lines(100) + "]").expect(201);
        wrong("lineItems", ",\"lineItems\":[" + lines(101) + "]");
        sessions.create(",\"lineItems\":[]").expect(201);
        for (String amount : List.of("1", "999999999999")) {
            shop.hmac()
                    .post(SESSIONS, "{\"amount\":" + amount + ",\"currency\":\"USD\"}")
                    .expect(201);
        }
    }

    @Test
    void several_wrong_fields_are_named_together() {
        Api.Reply refused = shop.hmac()
                .post(SESSIONS, "{\"amount\":0,\"locale\":\"fr\",\"nonsense\":1,\"lineItems\":[{\"quantity\":0}]}")
                .refused(400, "validation_error");
        JsonNode details = refused.json().path("error").path("details");
        assertThat(details.valueStream().map(detail -> detail.path("param").asString()))
                .containsExactlyInAnyOrder(
                        "amount",
                        "currency",
                        "locale",
                        "nonsense",
                        "lineItems[0].name",
                        "lineItems[0].quantity",
                        "lineItems[0].unitAmount");
        assertThat(refused.errorParam()).isEqualTo(details.path(0).path("param").asString());
        assertThat(details.path(0).path("code").asString()).isEqualTo("validation_error");
        assertThat(shop.hmac()
                        .post(SESSIONS, "{}")
                        .refused(400, "validation_error")
                        .json()
                        .path("error")
                        .path("details"))
                .hasSize(2);
    }

    @Test
    void without_a_method_there_is_no_session() {
        sessions.create(",\"methods\":[]").refused(400, "no_methods");
        sessions.create(",\"methods\":[\"bank_transfer\"]").refused(400, "no_methods");
        sessions.create(",\"methods\":[\"cash\"]").refused(400, "no_methods");
        sessions.create(",\"methods\":[\"qris\",\"card\"]").expect(201);
        shop.live().post(SESSIONS, "{\"amount\":150000,\"currency\":\"IDR\"}").refused(400, "no_methods");
        SQL.update(
                "update checkout_settings set enabled_methods = '{bank_transfer}' where workspace_id = ?",
                shop.workspace().text());
        sessions.create("").refused(400, "no_methods");
        sessions.create(",\"methods\":[\"card\"]").refused(400, "no_methods");
        assertThat(shop.bearer().get("/v1/events").data()).hasSize(1);
    }

    @Test
    void both_spellings_of_a_url_are_one_field() {
        assertThat(sessions.create(",\"success_url\":\"https://a.example/\",\"successUrl\":\"https://a.example/\"")
                        .expect(201)
                        .data("successUrl"))
                .isEqualTo("https://a.example/");
        assertThat(sessions.create(",\"success_url\":\"https://a.example/\"")
                        .expect(201)
                        .data("successUrl"))
                .isEqualTo("https://a.example/");
    }

    @Test
    void what_is_not_yours_does_not_exist() {
        String session = shop.openSession();
        Shop other = SERVER.newShop();
        String unknown = "cs_01ARZ3NDEKTSV4RRFFQ69G5FAV";
        var ids = List.of(session.toLowerCase(java.util.Locale.ROOT), unknown, "nonsense", "cs_", "%20");
        var bodies = new LinkedHashSet<String>();
        bodies.add(error(other.bearer().get(SESSIONS + "/" + session)));
        bodies.add(error(shop.live().get(SESSIONS + "/" + session)));
        bodies.add(error(other.hmac().post(SESSIONS + "/" + session + "/cancel", "{}")));
        bodies.add(error(other.hmac().post(SESSIONS + "/" + session + "/expire", "{}")));
        bodies.add(error(other.hmac().delete(SESSIONS + "/" + session)));
        for (String id : ids) {
            bodies.add(error(shop.bearer().get(SESSIONS + "/" + id)));
            bodies.add(error(shop.anonymous().get("/v1/public/checkout/sessions/" + id)));
        }
        assertThat(bodies).hasSize(1);
        assertThat(sessions.read(session).path("status").asString()).isEqualTo("open");
    }

    private void wrong(String param, String more) {
        assertThat(sessions.create(more).refused(400, "validation_error").errorParam())
                .isEqualTo(param);
    }

    private static String error(Api.Reply reply) {
        return reply.refused(404, "not_found").json().path("error").toString();
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(","));
    }

    private static String lines(int count) {
        return "{\"name\":\"A\",\"quantity\":1,\"unitAmount\":" + (150_000 - count + 1) + "}"
                + ",{\"name\":\"B\",\"quantity\":1,\"unitAmount\":1}".repeat(count - 1);
    }
}

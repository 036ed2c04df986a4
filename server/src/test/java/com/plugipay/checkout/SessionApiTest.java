package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Checkout sessions as a merchant's program makes, finds and ends them.
class SessionApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);
    private static final String SESSIONS = "/v1/checkout-sessions";
    private static final List<String> FIELDS = List.of(
            "id",
            "arn",
            "accountId",
            "mode",
            "status",
            "amount",
            "amountDisplay",
            "currency",
            "workspaceName",
            "customerId",
            "customer",
            "methods",
            "paymentMethod",
            "adapter",
            "lineItems",
            "successUrl",
            "cancelUrl",
            "hostedUrl",
            "expiresAt",
            "completedAt",
            "expiredAt",
            "canceledAt",
            "paymentId",
            "invoiceId",
            "templateId",
            "locale",
            "savePaymentToken",
            "review",
            "metadata",
            "createdAt",
            "updatedAt");

    private final Shop shop = SERVER.newShop();

    @Test
    void a_session_answers_every_documented_field() {
        Api.Reply made = create("").expect(201);
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
        JsonNode made = create("""
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
        JsonNode read = read(made.path("id").asString());
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
        create(",\"description\":\"" + "é".repeat(500) + "\"").expect(201);
        wrong("description", ",\"description\":\"" + "é".repeat(501) + "\"");
        String url = "https://toko.example/" + "x".repeat(2048 - 21);
        create(",\"successUrl\":\"" + url + "\"").expect(201);
        wrong("successUrl", ",\"successUrl\":\"" + url + "x\"");
        create(",\"expiresInSec\":60").expect(201);
        create(",\"expiresInSec\":2592000").expect(201);
        create(",\"metadata\":{" + keys(50) + "}").expect(201);
        wrong("metadata", ",\"metadata\":{" + keys(51) + "}");
        wrong("metadata", ",\"description\":\"fills one\",\"metadata\":{" + keys(50) + "}");
        create(",\"metadata\":{\"" + "k".repeat(64) + "\":\"" + "v".repeat(500) + "\"}")
                .expect(201);
        wrong("metadata", ",\"metadata\":{\"" + "k".repeat(65) + "\":\"v\"}");
        wrong("metadata.k", ",\"metadata\":{\"k\":\"" + "v".repeat(501) + "\"}");
        create(",\"lineItems\":[" + lines(100) + "]").expect(201);
        wrong("lineItems", ",\"lineItems\":[" + lines(101) + "]");
        create(",\"lineItems\":[]").expect(201);
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
        create(",\"methods\":[]").refused(400, "no_methods");
        create(",\"methods\":[\"bank_transfer\"]").refused(400, "no_methods");
        create(",\"methods\":[\"cash\"]").refused(400, "no_methods");
        create(",\"methods\":[\"qris\",\"card\"]").expect(201);
        shop.live().post(SESSIONS, "{\"amount\":150000,\"currency\":\"IDR\"}").refused(400, "no_methods");
        SQL.update(
                "update checkout_settings set enabled_methods = '{bank_transfer}' where workspace_id = ?",
                shop.workspace().text());
        create("").refused(400, "no_methods");
        create(",\"methods\":[\"card\"]").refused(400, "no_methods");
        assertThat(shop.bearer().get("/v1/events").data()).hasSize(1);
    }

    @Test
    void both_spellings_of_a_url_are_one_field() {
        assertThat(create(",\"success_url\":\"https://a.example/\",\"successUrl\":\"https://a.example/\"")
                        .expect(201)
                        .data("successUrl"))
                .isEqualTo("https://a.example/");
        assertThat(create(",\"success_url\":\"https://a.example/\"").expect(201).data("successUrl"))
                .isEqualTo("https://a.example/");
    }

    @Test
    void lists_go_through_every_session_once_even_within_one_millisecond() {
        List<String> ids = Together.times(23, shop::openSession);
        SQL.update(
                "update checkout_session set created_at = '2026-05-01T00:00:00Z' where workspace_id = ?",
                shop.workspace().text());
        var newest = ids.stream().sorted(java.util.Comparator.reverseOrder()).toList();
        assertThat(pages("?limit=5")).containsExactlyElementsOf(newest);
        assertThat(pages("?limit=5&order=asc")).containsExactlyElementsOf(newest.reversed());
        assertThat(pages("?limit=23")).hasSize(23);
        assertThat(pages("?limit=7&status=open&currency=IDR")).containsExactlyElementsOf(newest);
    }

    /// The driver prepares what it has sent a few times, and then sends it in another way.
    @Test
    void a_list_answers_the_same_however_often_it_is_asked() {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        for (int i = 0; i < 40; i++) {
            assertThat(list("status=completed&q=" + session)).containsExactly(session);
            assertThat(events(session)).hasSize(2);
            assertThat(shop.bearer().get("/v1/payments?currency=IDR").data()).hasSize(1);
        }
    }

    @Test
    void a_cursor_works_only_where_it_was_made() {
        for (int i = 0; i < 3; i++) {
            shop.openSession();
        }
        String cursor = cursor(shop.bearer().get(SESSIONS + "?limit=1&order=asc"));
        assertThat(cursor).startsWith("cur_");
        shop.bearer().get(SESSIONS + "?limit=2&order=asc&cursor=" + cursor).expect(200);
        Shop other = SERVER.newShop();
        other.openSession();
        char last = cursor.charAt(cursor.length() - 1);
        var wrong = List.of(
                shop.bearer().get(SESSIONS + "?order=desc&cursor=" + cursor),
                shop.bearer().get(SESSIONS + "?order=asc&status=open&cursor=" + cursor),
                shop.bearer().get("/v1/payments?order=asc&cursor=" + cursor),
                shop.live().get(SESSIONS + "?order=asc&cursor=" + cursor),
                other.bearer().get(SESSIONS + "?order=asc&cursor=" + cursor),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=" + cursor.substring(0, 20)),
                shop.bearer()
                        .get(SESSIONS + "?order=asc&cursor=" + cursor.substring(0, cursor.length() - 3)
                                + (last == 'A' ? "BBB" : "AAA")),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=cur_"),
                shop.bearer().get(SESSIONS + "?order=asc&cursor="),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=" + "x".repeat(600)),
                shop.bearer().get(SESSIONS + "?order=asc&cursor=%00"));
        for (Api.Reply reply : wrong) {
            assertThat(reply.refused(400, "validation_error").errorParam()).isEqualTo("cursor");
        }
    }

    @Test
    void every_filter_narrows_the_list() {
        String customer = shop.hmac()
                .post(
                        "/v1/customers",
                        "{\"name\":\"Budi Santoso\",\"email\":\"budi@x.example\",\"externalId\":\"E-77\"}")
                .data("id");
        String plain = shop.openSession();
        String theirs = shop.hmac()
                .post(
                        SESSIONS,
                        "{\"amount\":1500,\"currency\":\"USD\",\"methods\":[\"card\"],\"customerId\":\"" + customer
                                + "\",\"description\":\"Order 100% Kopi\"}")
                .expect(201)
                .data("id");
        String canceled = create(",\"methods\":[\"card\",\"qris\"]").data("id");
        shop.hmac().post(SESSIONS + "/" + canceled + "/cancel", "{}").expect(200);
        shop.pay(theirs, "success").expect(200);

        assertThat(list("status=open")).containsExactly(plain);
        assertThat(list("status=canceled")).containsExactly(canceled);
        assertThat(list("status=completed")).containsExactly(theirs);
        assertThat(list("status=pending_review")).isEmpty();
        assertThat(list("customerId=" + customer)).containsExactly(theirs);
        assertThat(list("customerId=cus_01ARZ3NDEKTSV4RRFFQ69G5FAV")).isEmpty();
        assertThat(list("customerId=nonsense")).isEmpty();
        assertThat(list("currency=USD")).containsExactly(theirs);
        assertThat(list("method=qris")).containsExactlyInAnyOrder(plain, canceled);
        for (String q : List.of(theirs, "100%25", "kopi", "SANTOSO", "budi@x", "e-77", customer)) {
            assertThat(list("q=" + q)).as(q).containsExactly(theirs);
        }
        assertThat(list("q=cs_")).isEmpty();
        assertThat(list("q=_")).isEmpty();
        String at = read(theirs).path("createdAt").asString();
        SQL.update("update checkout_session set created_at = created_at - interval '1 hour' where id = ?", plain);
        SQL.update("update checkout_session set created_at = created_at + interval '1 hour' where id = ?", canceled);
        assertThat(list("createdAfter=" + at)).containsExactly(canceled, theirs);
        assertThat(list("createdBefore=" + at)).containsExactly(plain);
        assertThat(list("createdAfter=" + at + "&createdBefore=" + at)).isEmpty();
        assertThat(list("createdAfter=2026-01-01&createdBefore=2999-12-31T23:59:59%2B07:00"))
                .hasSize(3);
        assertThat(SERVER.newShop().bearer().get(SESSIONS).data()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=paid",
                "method=nonsense",
                "currency=idr",
                "createdAfter=yesterday",
                "createdBefore=2026-13-01",
                "createdAfter=2026-05-01T00:00:00",
                "order=up",
                "limit=many",
                "limit=1.5",
                "limit=%D9%A1",
                "limit=",
                "page=2",
                "Status=open"
            })
    void a_wrong_query_parameter_is_named(String query) {
        assertThat(shop.bearer()
                        .get(SESSIONS + "?" + query)
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(query.substring(0, query.indexOf('=')));
    }

    @Test
    void a_limit_is_clamped() {
        Together.times(3, shop::openSession);
        for (String low : List.of("0", "1", "-5", "-99999999999999999999999")) {
            Api.Reply page = shop.bearer().get(SESSIONS + "?limit=" + low).expect(200);
            assertThat(page.data()).hasSize(1);
            assertThat(page.json().path("meta").path("hasMore").booleanValue()).isTrue();
        }
        for (String high : List.of("101", "100", "99999999999999999999999")) {
            Api.Reply page = shop.bearer().get(SESSIONS + "?limit=" + high).expect(200);
            assertThat(page.data()).hasSize(3);
            assertThat(page.json().path("meta").path("hasMore").booleanValue()).isFalse();
            assertThat(page.json().path("meta").path("cursor").isNull()).isTrue();
        }
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
        assertThat(read(session).path("status").asString()).isEqualTo("open");
    }

    @Test
    void a_session_is_canceled_by_either_call() {
        String posted = shop.openSession();
        Api.Reply reply = shop.hmac()
                .send("POST", SESSIONS + "/" + posted + "/cancel", null, java.util.Map.of())
                .expect(200);
        assertThat(reply.data("status")).isEqualTo("canceled");
        assertThat(reply.data().path("canceledAt").isNull()).isFalse();
        assertThat(reply.data().propertyNames()).containsExactlyInAnyOrderElementsOf(FIELDS);
        String deleted = shop.openSession();
        assertThat(shop.hmac().delete(SESSIONS + "/" + deleted).expect(204).bytes())
                .isEmpty();
        assertThat(read(deleted).path("status").asString()).isEqualTo("canceled");
        for (String id : List.of(posted, deleted)) {
            refusesEverything(id);
            assertThat(events(id))
                    .containsExactly("plugipay.checkout_session.created.v1", "plugipay.checkout_session.canceled.v1");
        }
        shop.hmac().post(SESSIONS + "/" + posted + "/cancel", "{\"why\":1}").refused(400, "validation_error");
    }

    @Test
    void an_ended_session_refuses_every_command() {
        String expired = shop.openSession();
        Api.Reply reply =
                shop.hmac().post(SESSIONS + "/" + expired + "/expire", "").expect(200);
        assertThat(reply.data("status")).isEqualTo("expired");
        assertThat(reply.data("expiredAt")).isEqualTo(reply.data("updatedAt"));
        assertThat(time(reply.data(), "expiresAt")).isAfter(time(reply.data(), "expiredAt"));
        refusesEverything(expired);
        String completed = shop.openSession();
        shop.pay(completed, "success").expect(200);
        refusesEverything(completed);
        String byCustomer = shop.openSession();
        Api.Reply canceled = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + byCustomer + "/cancel", "{}")
                .expect(200);
        assertThat(canceled.data("status")).isEqualTo("canceled");
        refusesEverything(byCustomer);
    }

    @Test
    void past_its_deadline_a_session_is_expired_and_says_so_once() {
        String session = create(",\"expiresInSec\":60").data("id");
        String deadline = read(session).path("expiresAt").asString();
        SERVER.advance(Duration.ofSeconds(61));

        JsonNode read = read(session);
        assertThat(read.path("status").asString()).isEqualTo("expired");
        assertThat(read.path("expiredAt").asString()).isEqualTo(deadline);
        assertThat(list("status=expired")).containsExactly(session);
        assertThat(list("status=open")).isEmpty();
        assertThat(shop.anonymous()
                        .get("/v1/public/checkout/sessions/" + session + "/status")
                        .expect(200)
                        .data("status"))
                .isEqualTo("expired");
        refusesEverything(session);

        waitForEvent(session);
        String another = create(",\"expiresInSec\":60").data("id");
        SERVER.advance(Duration.ofSeconds(61));
        waitForEvent(another);
        assertThat(events(session))
                .containsExactly("plugipay.checkout_session.created.v1", "plugipay.checkout_session.expired.v1");
        assertThat(read(session).path("expiredAt").asString()).isEqualTo(deadline);
        JsonNode event = shop.bearer()
                .get("/v1/events?type=plugipay.checkout_session.expired.v1&aggregateId=" + session)
                .data()
                .path(0);
        assertThat(event.path("data").path("object").path("expiredAt").asString())
                .isEqualTo(deadline);
        assertThat(event.path("metadata").path("source").asString()).isEqualTo("system");
        refusesEverything(session);
    }

    private void waitForEvent(String session) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (events(session).size() < 2 && System.nanoTime() < end) {
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
        assertThat(events(session)).hasSize(2);
    }

    private void refusesEverything(String session) {
        JsonNode before = read(session);
        for (String how : List.of("cancel", "expire")) {
            shop.hmac().post(SESSIONS + "/" + session + "/" + how, "{}").refused(409, "conflict");
        }
        shop.hmac().delete(SESSIONS + "/" + session).refused(409, "conflict");
        shop.pay(session, "success").refused(409, "conflict");
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/cancel", "{}")
                .refused(409, "conflict");
        JsonNode after = read(session);
        assertThat(after.path("status")).isEqualTo(before.path("status"));
        assertThat(after.path("attempts")).isEqualTo(before.path("attempts"));
    }

    private Api.Reply create(String more) {
        return shop.hmac().post(SESSIONS, "{\"amount\":150000,\"currency\":\"IDR\"" + more + "}");
    }

    private void wrong(String param, String more) {
        assertThat(create(more).refused(400, "validation_error").errorParam()).isEqualTo(param);
    }

    private JsonNode read(String session) {
        return shop.bearer().get(SESSIONS + "/" + session).expect(200).data();
    }

    private List<String> list(String query) {
        return ids(shop.bearer().get(SESSIONS + "?" + query).expect(200));
    }

    private List<String> pages(String query) {
        var all = new ArrayList<String>();
        @Nullable String cursor = null;
        do {
            Api.Reply page = shop.bearer()
                    .get(SESSIONS + query + (cursor == null ? "" : "&cursor=" + cursor))
                    .expect(200);
            all.addAll(ids(page));
            assertThat(page.json().path("meta").path("hasMore").booleanValue())
                    .isEqualTo(!page.json().path("meta").path("cursor").isNull());
            cursor = page.json().path("meta").path("hasMore").booleanValue() ? cursor(page) : null;
        } while (cursor != null);
        return all;
    }

    private List<String> events(String session) {
        return shop.bearer()
                .get("/v1/events?order=asc&aggregateId=" + session)
                .expect(200)
                .data()
                .valueStream()
                .map(event -> event.path("type").asString())
                .toList();
    }

    private static String cursor(Api.Reply page) {
        return page.json().path("meta").path("cursor").asString();
    }

    private static List<String> ids(Api.Reply page) {
        return page.data().valueStream().map(one -> one.path("id").asString()).toList();
    }

    private static String error(Api.Reply reply) {
        return reply.refused(404, "not_found").json().path("error").toString();
    }

    private static Instant time(JsonNode object, String field) {
        return Instant.parse(object.path(field).asString());
    }

    private static String keys(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"k" + i + "\":\"v\"").collect(Collectors.joining(","));
    }

    private static String lines(int count) {
        return "{\"name\":\"A\",\"quantity\":1,\"unitAmount\":" + (150_000 - count + 1) + "}"
                + ",{\"name\":\"B\",\"quantity\":1,\"unitAmount\":1}".repeat(count - 1);
    }
}

package com.plugipay.customer;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Customers as a merchant's program keeps them.
class CustomerApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String CUSTOMERS = "/v1/customers";

    private final Shop shop = SERVER.newShop();

    @Test
    void a_customer_answers_every_documented_field() {
        Api.Reply made = shop.hmac().post(CUSTOMERS, "{}").expect(201);
        assertThat(made.data().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "arn",
                        "accountId",
                        "mode",
                        "externalId",
                        "email",
                        "name",
                        "phone",
                        "taxId",
                        "defaultPaymentTokenId",
                        "metadata",
                        "createdAt",
                        "updatedAt");
        assertThat(made.data("arn")).endsWith(":customer/" + made.data("id"));
        Api.Reply full = create("""
                {"externalId":"A/1","email":"Sari@Example.com","name":"Ibu Sari ☕","phone":"+62 812","taxId":"01.2",
                 "metadata":{"vip":true},"defaultPaymentTokenId":null}""");
        assertThat(full.data("email")).isEqualTo("Sari@Example.com");
        assertThat(full.data("name")).isEqualTo("Ibu Sari ☕");
        JsonNode read =
                shop.bearer().get(CUSTOMERS + "/" + full.data("id")).expect(200).data();
        assertThat(read).isEqualTo(full.data());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "email | {'email':'nobody'}",
                "email | {'email':'a b@c'}",
                "email | {'email':'a@b@c'}",
                "email | {'email':''}",
                "name | {'name':''}",
                "name | {'name':7}",
                "name | {'name':'a\\nb'}",
                "phone | {'phone':'\\u0000'}",
                "externalId | {'externalId':''}",
                "defaultPaymentTokenId | {'defaultPaymentTokenId':'pt_01ARZ3NDEKTSV4RRFFQ69G5FAV'}",
                "nickname | {'nickname':'x'}"
            })
    void a_wrong_field_is_named(String param, String body) {
        Api.Reply refused = shop.hmac().post(CUSTOMERS, body.replace('\'', '"')).refused(400, "validation_error");
        assertThat(refused.errorParam()).isEqualTo(param);
        String id = create("{}").data("id");
        assertThat(shop.hmac()
                        .patch(CUSTOMERS + "/" + id, body.replace('\'', '"'))
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo(param);
    }

    @Test
    void lengths_are_exact() {
        create("{\"name\":\"" + "n".repeat(255) + "\",\"phone\":\"" + "1".repeat(64) + "\"}");
        shop.hmac().post(CUSTOMERS, "{\"name\":\"" + "n".repeat(256) + "\"}").refused(400, "validation_error");
        shop.hmac().post(CUSTOMERS, "{\"phone\":\"" + "1".repeat(65) + "\"}").refused(400, "validation_error");
        create("{\"email\":\"" + "e".repeat(318) + "@x\"}");
        shop.hmac().post(CUSTOMERS, "{\"email\":\"" + "e".repeat(319) + "@x\"}").refused(400, "validation_error");
    }

    @Test
    void a_change_touches_what_it_names_and_null_clears() {
        String id = create("{\"name\":\"A\",\"email\":\"a@b\",\"metadata\":{\"k\":\"v\"}}")
                .data("id");
        Api.Reply changed = shop.hmac()
                .patch(CUSTOMERS + "/" + id, "{\"name\":\"B\",\"email\":null}")
                .expect(200);
        assertThat(changed.data("name")).isEqualTo("B");
        assertThat(changed.data().path("email").isNull()).isTrue();
        assertThat(changed.data().path("metadata").path("k").asString()).isEqualTo("v");
        assertThat(shop.hmac()
                        .patch(CUSTOMERS + "/" + id, "{\"metadata\":null}")
                        .expect(200)
                        .data()
                        .path("metadata")
                        .isNull())
                .isTrue();
        assertThat(types(id))
                .containsExactly(
                        "plugipay.customer.created.v1", "plugipay.customer.updated.v1", "plugipay.customer.updated.v1");
    }

    @Test
    void an_external_id_belongs_to_one_customer_of_a_mode() {
        String id = create("{\"externalId\":\"E\"}").data("id");
        shop.hmac().post(CUSTOMERS, "{\"externalId\":\"E\"}").refused(409, "conflict");
        shop.live().post(CUSTOMERS, "{\"externalId\":\"E\"}").expect(201);
        SERVER.newShop().hmac().post(CUSTOMERS, "{\"externalId\":\"E\"}").expect(201);
        String other = create("{}").data("id");
        shop.hmac().patch(CUSTOMERS + "/" + other, "{\"externalId\":\"E\"}").refused(409, "conflict");
        Api.Reply kept =
                shop.hmac().post(CUSTOMERS, "{\"externalId\":\"E\"}", "k").refused(409, "conflict");
        shop.hmac().delete(CUSTOMERS + "/" + id).expect(204);
        assertThat(shop.hmac().post(CUSTOMERS, "{\"externalId\":\"E\"}", "k").bytes())
                .isEqualTo(kept.bytes());
        create("{\"externalId\":\"E\"}");
        List<Api.Reply> replies = Together.times(20, () -> shop.hmac().post(CUSTOMERS, "{\"externalId\":\"race\"}"));
        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(1);
        assertThat(replies)
                .allMatch(reply -> reply.status() == 201 || reply.errorCode().equals("conflict"));
    }

    @Test
    void a_customer_with_open_or_paid_sessions_stays() {
        String id = create("{\"name\":\"A\"}").data("id");
        String session = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":1,\"currency\":\"IDR\",\"customerId\":\"" + id + "\"}")
                .expect(201)
                .data("id");
        shop.hmac().delete(CUSTOMERS + "/" + id).refused(409, "conflict");
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
        assertThat(shop.hmac().delete(CUSTOMERS + "/" + id).expect(204).bytes()).isEmpty();
        shop.hmac().get(CUSTOMERS + "/" + id).refused(404, "not_found");
        shop.hmac().patch(CUSTOMERS + "/" + id, "{}").refused(404, "not_found");
        shop.hmac().delete(CUSTOMERS + "/" + id).refused(404, "not_found");
        assertThat(shop.bearer()
                        .get("/v1/checkout-sessions/" + session)
                        .data()
                        .path("customerId")
                        .isNull())
                .isTrue();
        assertThat(types(id)).containsExactly("plugipay.customer.created.v1", "plugipay.customer.deleted.v1");
    }

    @Test
    void customers_are_found_and_nobody_elses() {
        String sari = create("{\"name\":\"Ibu Sari\",\"email\":\"sari@x.id\",\"externalId\":\"E-1\"}")
                .data("id");
        String budi = create("{\"name\":\"Budi\"}").data("id");
        assertThat(list("")).containsExactly(budi, sari);
        assertThat(list("?order=asc")).containsExactly(sari, budi);
        for (String query : List.of("email=SARI@x.id", "externalId=E-1", "q=SARI", "q=x.id", "q=e-1", "q=" + sari)) {
            assertThat(list("?" + query)).as(query).containsExactly(sari);
        }
        assertThat(list("?externalId=e-1")).isEmpty();
        assertThat(list("?q=%25")).isEmpty();
        assertThat(list("?createdAfter=2999-01-01")).isEmpty();
        assertThat(list("?createdBefore=2999-01-01&limit=1")).containsExactly(budi);
        shop.bearer().get(CUSTOMERS + "?phone=1").refused(400, "validation_error");
        Shop other = SERVER.newShop();
        other.bearer().get(CUSTOMERS + "/" + sari).refused(404, "not_found");
        other.hmac().patch(CUSTOMERS + "/" + sari, "{}").refused(404, "not_found");
        other.hmac().delete(CUSTOMERS + "/" + sari).refused(404, "not_found");
        shop.live().get(CUSTOMERS + "/" + sari).refused(404, "not_found");
        other.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":1,\"currency\":\"IDR\",\"customerId\":\"" + sari + "\"}")
                .refused(400, "validation_error");
    }

    private Api.Reply create(String body) {
        return shop.hmac().post(CUSTOMERS, body).expect(201);
    }

    private List<String> list(String query) {
        return shop.bearer()
                .get(CUSTOMERS + query)
                .expect(200)
                .data()
                .valueStream()
                .map(one -> one.path("id").asString())
                .toList();
    }

    private List<String> types(String id) {
        return shop.bearer()
                .get("/v1/events?order=asc&aggregateId=" + id)
                .expect(200)
                .data()
                .valueStream()
                .map(one -> one.path("type").asString())
                .toList();
    }
}

package com.plugipay.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import com.plugipay.db.Database;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.ManualAccounts;
import com.plugipay.settings.SettingsStore;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// The manual adapter as a merchant's program connects it.
class ManualAdapterTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final String MANUAL = "/v1/adapters/manual";
    private static final String FULL = """
            {"bankAccounts":[{"bankName":"BCA","accountNumber":"123 456","accountHolder":"Toko Ibu Sari"},
                             {"bankName":"BNI","accountNumber":"0099","accountHolder":"Sari"}],
             "instructions":"Kirim bukti\\nke WhatsApp"}""";

    private final Shop shop = SERVER.newShop();

    @Test
    void adapters_that_nobody_connected_are_listed_as_unconfigured() {
        JsonNode all = shop.hmac().get("/v1/adapters").expect(200).data();
        assertThat(all.propertyNames()).containsExactly("xendit", "midtrans", "paypal", "manual", "managed");
        JsonNode xendit = all.path("xendit");
        assertThat(xendit.propertyNames())
                .containsExactlyInAnyOrder(
                        "kind",
                        "mode",
                        "status",
                        "secretKeyLast4",
                        "publicConfig",
                        "inboundUrl",
                        "configuredAt",
                        "lastErrorAt",
                        "lastErrorCode");
        assertThat(xendit.path("status").asString()).isEqualTo("unconfigured");
        assertThat(xendit.path("kind").asString()).isEqualTo("xendit");
        assertThat(xendit.path("mode").asString()).isEqualTo("test");
        assertThat(xendit.path("publicConfig").isNull()).isTrue();
    }

    @Test
    void a_put_connects_it_and_answers_what_is_shown() {
        JsonNode put = put(FULL).expect(200).data();
        assertThat(put.path("status").asString()).isEqualTo("active");
        assertThat(put.path("configuredAt").asString()).endsWith("Z");
        JsonNode config = put.path("publicConfig");
        assertThat(config.path("bankAccounts")).hasSize(2);
        assertThat(config.path("bankAccounts").path(0).path("accountNumber").asString())
                .isEqualTo("123 456");
        assertThat(config.path("instructions").asString()).isEqualTo("Kirim bukti\nke WhatsApp");
        assertThat(config.path("staticQrImageUrl").isNull()).isTrue();
        assertThat(shop.bearer().get("/api/v1/adapters").expect(200).data().path("manual"))
                .isEqualTo(put);
    }

    @Test
    void a_put_replaces_it_whole() {
        put(FULL).expect(200);
        JsonNode config =
                put("{\"instructions\":\"Hubungi kami\"}").expect(200).data().path("publicConfig");
        assertThat(config.path("bankAccounts")).isEmpty();
        assertThat(config.path("staticQrPayload").isNull()).isTrue();
        assertThat(config.path("instructions").asString()).isEqualTo("Hubungi kami");
    }

    @Test
    void of_many_first_saves_at_once_each_sees_the_one_before() {
        List<Api.Reply> told = Together.times(10, () -> put(FULL));
        assertThat(told).allSatisfy(reply -> reply.expect(200));
        assertThat(Sql.of(SERVER)
                        .texts(
                                "select action from audit_entry where workspace_id = ? and target_id = 'manual' order by id",
                                shop.workspace().text()))
                .hasSize(10)
                .startsWith("adapter.created")
                .filteredOn("adapter.created"::equals)
                .hasSize(1);
    }

    @Test
    void test_and_live_are_connected_apart() {
        put(FULL).expect(200);
        assertThat(shop.live()
                        .get("/v1/adapters")
                        .data()
                        .path("manual")
                        .path("status")
                        .asString())
                .isEqualTo("unconfigured");
        assertThat(read(Mode.LIVE).manual()).isNull();
        assertThat(read(Mode.LIVE).connectedAdapters()).isEmpty();
        CheckoutSettings test = read(Mode.TEST);
        assertThat(test.connectedAdapters()).containsExactly("manual");
        ManualAccounts manual = Objects.requireNonNull(test.manual());
        assertThat(manual.accounts()).contains(new ManualAccounts.BankAccount("BCA", "123 456", "Toko Ibu Sari"));
        assertThat(SERVER.newShop()
                        .hmac()
                        .get("/v1/adapters")
                        .data()
                        .path("manual")
                        .path("status")
                        .asString())
                .isEqualTo("unconfigured");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bankAccounts | {'bankAccounts':{}}",
                "bankAccounts[0] | {'bankAccounts':['BCA']}",
                "bankAccounts[0].bankName | {'bankAccounts':[{'accountNumber':'1','accountHolder':'x'}]}",
                "bankAccounts[0].accountNumber | {'bankAccounts':[{'bankName':'BCA','accountHolder':'x'}]}",
                "bankAccounts[0].accountNumber | {'bankAccounts':[{'bankName':'BCA','accountNumber':12,'accountHolder':'x'}]}",
                "bankAccounts[0].accountNumber | {'bankAccounts':[{'bankName':'BCA','accountNumber':'','accountHolder':'x'}]}",
                "bankAccounts[0].iban | {'bankAccounts':[{'bankName':'B','accountNumber':'1','accountHolder':'x','iban':'y'}]}",
                "instructions | {'instructions':7}",
                "instructions | {'instructions':'a\\u0000b'}",
                "staticQrPayload | {'staticQrPayload':'a\\nb'}",
                "staticQrPayload | {'staticQrPayload':'0002010102'}",
                "staticQrImageUrl | {'staticQrImageUrl':'https://pictures.example.com/qr.png'}",
                "staticQrImageUrl | {'staticQrImageUrl':'/api/v1/files/../../etc/passwd'}",
                "nickname | {'nickname':'x'}"
            })
    void a_wrong_field_is_named(String param, String body) {
        assertThat(put(body.replace('\'', '"')).refused(400, "validation_error").errorParam())
                .isEqualTo(param);
    }

    @Test
    void every_wrong_account_is_named_at_once() {
        JsonNode details = put("{\"bankAccounts\":[{},{\"bankName\":\"B\",\"accountNumber\":\"1\"}]}")
                .refused(400, "validation_error")
                .json()
                .path("error")
                .path("details");
        assertThat(details.valueStream().map(detail -> detail.path("param").asString()))
                .containsExactly(
                        "bankAccounts[0].bankName",
                        "bankAccounts[0].accountNumber",
                        "bankAccounts[0].accountHolder",
                        "bankAccounts[1].accountHolder");
    }

    @Test
    void lengths_are_exact() {
        String account = "{\"bankName\":\"%s\",\"accountNumber\":\"%s\",\"accountHolder\":\"%s\"}"
                .formatted("b".repeat(100), "1".repeat(50), "h".repeat(100));
        String ten = String.join(",", Stream.generate(() -> account).limit(10).toList());
        put("{\"bankAccounts\":[" + ten + "],\"instructions\":\"" + "i".repeat(2000) + "\"}")
                .expect(200);
        assertThat(put("{\"bankAccounts\":[" + ten + "," + account + "]}")
                        .refused(400, "validation_error")
                        .errorParam())
                .isEqualTo("bankAccounts");
        put("{\"instructions\":\"" + "i".repeat(2001) + "\"}").refused(400, "validation_error");
    }

    @Test
    void the_same_key_puts_once() {
        String first = once(FULL).expect(200).text();
        put("{}").expect(200);
        assertThat(once(FULL).expect(200).text()).isEqualTo(first);
        assertThat(shop.hmac()
                        .get("/v1/adapters")
                        .data()
                        .path("manual")
                        .path("publicConfig")
                        .path("bankAccounts"))
                .isEmpty();
        once("{}").refused(409, "idempotency_mismatch");
    }

    private Api.Reply once(String body) {
        return shop.hmac().send("PUT", MANUAL, body, Map.of("Idempotency-Key", "put-1"));
    }

    private Api.Reply put(String body) {
        return shop.hmac().send("PUT", MANUAL, body, Map.of());
    }

    private CheckoutSettings read(Mode mode) {
        var scope = new Scope(shop.workspace(), mode);
        return SERVER.running()
                .part(Database.class)
                .read(
                        scope,
                        tx -> SERVER.running()
                                .part(SettingsStore.class)
                                .ask(tx, scope)
                                .single());
    }
}

package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Transfers that are recognised by their amount: a few rupiah less, and no two open ones alike.
class UniqueAmountTest {
    private static final int AT_ONCE = 32;
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();

    @BeforeEach
    void connect() {
        accounts(shop.hmac());
        List<String> enabled = SQL.texts(
                "select unnest(enabled_methods) from checkout_settings where workspace_id = ?",
                shop.workspace().text());
        shop.hmac()
                .send(
                        "PATCH",
                        "/v1/checkout/settings",
                        "{\"manualUniqueAmount\":true,\"enabledMethods\":[\"cash\",\"edc_card\",\""
                                + String.join("\",\"", enabled) + "\"]}",
                        Map.of())
                .expect(200);
    }

    @Test
    void it_is_off_until_the_merchant_turns_it_on() {
        Shop other = SERVER.newShop();
        accounts(other.hmac());
        assertThat(SQL.texts(
                        "select manual_unique_amount from checkout_settings where workspace_id = ?",
                        other.workspace().text()))
                .containsExactly("f");
        assertThat(asked(transfer(other, session(other, 150_000)))).isEqualTo(150_000);
        assertThat(asked(transfer(other, session(other, 150_000)))).isEqualTo(150_000);
    }

    @Test
    void two_open_transfers_never_ask_the_same_and_never_more_than_the_price() {
        String one = session(shop, 150_000);
        String two = session(shop, 150_000);
        String near = session(shop, 149_999);
        long first = asked(transfer(shop, one));
        assertThat(first).isEqualTo(149_999);
        assertThat(asked(transfer(shop, two))).isEqualTo(149_998);
        assertThat(asked(transfer(shop, near))).isEqualTo(149_997);
        assertThat(asked(transfer(shop, one))).as("the same method again").isEqualTo(first);
    }

    @Test
    void however_many_choose_at_once_no_two_share_an_amount() {
        List<String> sessions = IntStream.range(0, AT_ONCE)
                .mapToObj(_ -> session(shop, 150_000))
                .toList();
        List<Long> amounts = Together.run(sessions.stream()
                .<Callable<Long>>map(session -> () -> asked(transfer(shop, session)))
                .toList());
        assertThat(amounts).doesNotHaveDuplicates().allMatch(amount -> amount >= 149_001 && amount <= 149_999);
    }

    @Test
    void the_database_itself_refuses_two_alike() {
        transfer(shop, session(shop, 150_000));
        String two = session(shop, 150_000);
        transfer(shop, two);
        assertThatThrownBy(() -> SQL.update(
                        "update payment_attempt set amount = 149999, unique_code = 1 where session_id = ?", two))
                .hasStackTraceContaining("payment_attempt_unique_amount");
        assertThatThrownBy(() -> SQL.update("update payment_attempt set unique_code = 1000 where session_id = ?", two))
                .hasStackTraceContaining("check");
    }

    @Test
    void an_amount_that_cash_or_an_earlier_transfer_asks_is_taken_too() {
        charge(shop, session(shop, 149_999), "cash").expect(200);
        assertThat(asked(transfer(shop, session(shop, 150_000)))).isEqualTo(149_998);
    }

    @Test
    void the_payment_is_the_price_and_the_books_say_what_was_taken_off() {
        String session = session(shop, 150_000);
        long asked = asked(transfer(shop, session));
        claim(session);
        JsonNode confirmed = shop.hmac()
                .post("/v1/checkout-sessions/" + session + "/confirm", "{}")
                .expect(200)
                .data();
        assertThat(confirmed.path("status").asString()).isEqualTo("completed");
        JsonNode payment = shop.hmac()
                .get("/v1/payments/" + confirmed.path("paymentId").asString())
                .expect(200)
                .data();
        assertThat(payment.path("amount").asLong()).isEqualTo(150_000);
        assertThat(balance("cash")).isEqualTo(asked);
        assertThat(balance("adjustment")).isEqualTo(150_000 - asked);
        assertThat(balance("revenue:checkout")).isEqualTo(-150_000);
        assertThat(SQL.texts("select kind from ledger_tx where source_id = ? order by kind", session))
                .containsExactly("adjustment", "capture");
        shop.hmac().get("/v1/audit/checks").expect(200);
    }

    @Test
    void a_refused_claim_keeps_its_amount_and_an_ended_session_gives_it_back() {
        String one = session(shop, 3);
        assertThat(asked(transfer(shop, one))).isEqualTo(2);
        claim(one);
        assertThat(asked(transfer(shop, session(shop, 3)))).isEqualTo(1);
        shop.hmac().post("/v1/checkout-sessions/" + one + "/reject", "{}").expect(200);
        String full = session(shop, 3);
        assertThat(asked(transfer(shop, full))).as("all are taken").isEqualTo(3);
        cancel(full);
        cancel(one);
        assertThat(asked(transfer(shop, session(shop, 3)))).isEqualTo(2);
    }

    @Test
    void an_amount_rests_before_another_customer_gets_it() {
        String one = session(shop, 1000);
        assertThat(asked(transfer(shop, one))).isEqualTo(999);
        cancel(one);
        String two = session(shop, 1000);
        assertThat(asked(transfer(shop, two)))
                .as("999 may still arrive for the first")
                .isEqualTo(998);
        cancel(two);
        SQL.update(
                "update payment_attempt set updated_at = updated_at - interval '8 days' where session_id in (?, ?)",
                one,
                two);
        assertThat(asked(transfer(shop, session(shop, 1000)))).isEqualTo(999);
    }

    @Test
    void a_price_of_one_rupiah_and_dollars_are_asked_as_they_are() {
        assertThat(asked(transfer(shop, session(shop, 1)))).isEqualTo(1);
        String dollars = shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":1500,\"currency\":\"USD\"}")
                .expect(201)
                .data("id");
        assertThat(asked(transfer(shop, dollars))).isEqualTo(1500);
    }

    @Test
    void simulated_money_is_what_was_asked() {
        String session = session(shop, 150_000);
        transfer(shop, session);
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"short\"}")
                .expect(200);
        assertThat(SQL.texts("select expected_amount from unapplied_payment where session_id = ?", session))
                .containsExactly("149999");
        shop.hmac()
                .post("/v1/test/checkout-sessions/" + session + "/simulate", "{\"outcome\":\"succeed\"}")
                .expect(200);
        assertThat(shop.hmac()
                        .get("/v1/checkout-sessions/" + session)
                        .expect(200)
                        .data("status"))
                .isEqualTo("completed");
        assertThat(balance("adjustment")).isEqualTo(1);
    }

    @Test
    void other_methods_ask_the_price() {
        String session = session(shop, 150_000);
        charge(shop, session, "cash").expect(200);
        charge(shop, session, "edc_card").expect(200);
        assertThat(SQL.texts("select distinct amount from payment_attempt where session_id = ?", session))
                .containsExactly("150000");
    }

    @Test
    void the_page_asks_the_exact_amount_and_says_kindly_why_it_is_less() {
        String session = session(shop, 150_000);
        transfer(shop, session);
        var customer = new Browser(SERVER.baseUrl());
        assertThat(customer.get("/c/" + session).expect(200).html())
                .contains("Rp 149.999", "data-copy=\"149999\"", "Rp 1 less")
                .contains("8830 1234", "data-copy=\"88301234\"");
        assertThat(customer.speaking("id")
                        .get("/c/" + session + "?lang=id")
                        .expect(200)
                        .html())
                .contains("Rp 149.999", "dikurangi Rp 1");
    }

    @Test
    void who_has_paid_reads_what_they_have_transferred_and_what_was_taken_off() {
        String session = session(shop, 150_000);
        transfer(shop, session);
        claim(session);
        var customer = new Browser(SERVER.baseUrl());
        String less = "Rp 149.999 (Rp 1 taken off, to recognise your transfer)";
        assertThat(customer.get("/c/" + session).html()).contains("To be transferred", less);
        assertThat(customer.get("/c/" + session + "/receipt").html()).contains("To be transferred", less);
        shop.hmac().post("/v1/checkout-sessions/" + session + "/confirm", "{}").expect(200);
        assertThat(customer.get("/c/" + session).html()).contains("Payment received", "Transferred", less);
        assertThat(customer.get("/c/" + session + "/receipt").html()).contains("Transferred", less);
        assertThat(customer.get("/c/" + session + "?lang=id").html())
                .contains("Ditransfer", "Rp 149.999 (dikurangi Rp 1 ");
    }

    private static void accounts(Api api) {
        api.send(
                        "PUT",
                        "/v1/adapters/manual",
                        "{\"bankAccounts\":[{\"bankName\":\"BCA\",\"accountNumber\":\"8830 1234\","
                                + "\"accountHolder\":\"Sari\"}]}",
                        Map.of())
                .expect(200);
    }

    private static String session(Shop shop, long rupiah) {
        return shop.hmac()
                .post("/v1/checkout-sessions", "{\"amount\":" + rupiah + ",\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
    }

    private static Api.Reply transfer(Shop shop, String session) {
        return charge(shop, session, "bank_transfer").expect(200);
    }

    private static Api.Reply charge(Shop shop, String session, String method) {
        return shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"" + method + "\"}");
    }

    private static long asked(Api.Reply charged) {
        return charged.data().path("instructions").path("amount").asLong();
    }

    private void claim(String session) {
        shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/buyer-claim", "{}")
                .expect(200);
    }

    private void cancel(String session) {
        shop.hmac().post("/v1/checkout-sessions/" + session + "/cancel", "{}").expect(200);
    }

    private long balance(String code) {
        return shop.hmac()
                .get("/v1/ledger/balances")
                .expect(200)
                .data()
                .valueStream()
                .filter(one -> one.path("code").asString().equals(code))
                .mapToLong(one -> one.path("balance").asLong())
                .sum();
    }
}

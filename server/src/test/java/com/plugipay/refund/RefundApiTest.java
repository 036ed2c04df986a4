package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.Together;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Money that goes back, and never more than came. M6.
class RefundApiTest {
    private static final TestServer SERVER = TestServer.shared();
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final String session = shop.openSession();

    @Test
    void a_card_payment_goes_back_whole_through_its_provider() {
        String payment = pay("card");

        Api.Reply refund =
                refund(payment, "{\"reason\":\"requested_by_customer\"}").expect(201);

        assertThat(refund.data("status")).isEqualTo("succeeded");
        assertThat(refund.data("via")).isEqualTo("provider");
        assertThat(refund.data("amount")).isEqualTo("150000");
        assertThat(refund.data("amountDisplay")).isEqualTo("Rp 150.000");
        assertThat(refund.data("chargeId")).isEqualTo(payment);
        assertThat(refund.data("checkoutSessionId")).isEqualTo(session);
        assertThat(refund.data("reason")).isEqualTo("requested_by_customer");
        Api.Reply after = shop.bearer().get("/v1/payments/" + payment).expect(200);
        assertThat(after.data("status")).isEqualTo("refunded");
        assertThat(after.data("amountRefunded")).isEqualTo("150000");
        assertThat(after.data("amountRefundable")).isEqualTo("0");
        assertThat(after.data("refunds.0.id")).isEqualTo(refund.data("id"));
        assertThat(events(refund.data("id")))
                .containsExactly("plugipay.refund.pending.v1", "plugipay.refund.issued.v1");
        assertThat(events(payment)).containsExactly("payment.succeeded", "payment.refunded");
        assertThat(booked(refund.data("id"))).containsExactly("gateway:sandbox credit 150000", "refund debit 150000");
    }

    @Test
    void it_can_go_back_in_parts_until_nothing_is_left() {
        String payment = pay("card");

        refund(payment, "{\"amount\":50000}").expect(201);
        assertThat(shop.bearer().get("/v1/payments/" + payment).data("status")).isEqualTo("partially_refunded");
        Api.Reply tooMuch = refund(payment, "{\"amount\":100001}").refused(400, "validation_error");
        assertThat(tooMuch.errorParam()).isEqualTo("amount");
        assertThat(refund(payment, "{}").expect(201).data("amount")).isEqualTo("100000");
        refund(payment, "{}").refused(400, "validation_error");
        refund(payment, "{\"amount\":1}").refused(400, "validation_error");

        assertThat(shop.bearer().get("/v1/payments/" + payment).data("status")).isEqualTo("refunded");
        assertThat(shop.bearer().get("/v1/payments/" + payment + "/refunds").ids())
                .hasSize(2);
    }

    @Test
    void a_method_that_cannot_refund_says_so_and_leaves_no_row() {
        String payment = pay("va_bca");

        refund(payment, "{}").refused(422, "refund_not_supported");
        refund(payment, "{\"via\":\"provider\"}").refused(422, "refund_not_supported");

        assertThat(shop.bearer().get("/v1/refunds?paymentId=" + payment).ids()).isEmpty();
        assertThat(shop.bearer().get("/v1/payments/" + payment).data("amountRefundable"))
                .isEqualTo("150000");
    }

    @Test
    void by_hand_it_is_done_at_once_and_where_it_went_is_kept_sealed() {
        String payment = pay("va_bca");

        Api.Reply refund = refund(payment, """
                        {"via":"manual","amount":40000,"reference":"TRX 9","destination":
                         {"bankName":"BCA","accountNumber":"5550009999","accountHolder":"Ibu Sari"}}""").expect(201);

        assertThat(refund.data("status")).isEqualTo("succeeded");
        assertThat(refund.data("reference")).isEqualTo("TRX 9");
        assertThat(booked(refund.data("id"))).containsExactly("cash credit 40000", "refund debit 40000");
        assertThat(refund.text()).doesNotContain("5550009999");
        for (String table : List.of("refund", "event", "idempotency", "audit_entry")) {
            assertThat(SQL.number("select count(*) from " + table + " t where t::text like '%5550009999%'"))
                    .as(table)
                    .isZero();
        }
    }

    @Test
    void the_payment_can_be_named_in_three_ways() {
        String payment = pay("card");
        String reference = shop.bearer().get("/v1/payments/" + payment).data("providerReference");
        for (String name : List.of(
                "\"paymentId\":\"" + payment + "\"",
                "\"chargeId\":\"" + payment + "\"",
                "\"chargeId\":\"" + session + "\"",
                "\"chargeId\":\"" + reference + "\"",
                "\"sourceType\":\"checkout_session\",\"sourceId\":\"" + session + "\"")) {
            assertThat(shop.hmac()
                            .post("/v1/refunds", "{" + name + ",\"amount\":1}")
                            .expect(201)
                            .data("paymentId"))
                    .isEqualTo(payment);
        }
        assertThat(shop.bearer().get("/v1/refunds?chargeId=" + session).ids()).hasSize(5);
        assertThat(shop.bearer()
                        .get("/v1/refunds?sourceId=" + session + "&status=failed")
                        .ids())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"amount\":1}",
                "{\"paymentId\":\"pay_01M7Q0000000000000000000ZZ\"}",
                "{\"paymentId\":\"nonsense\"}",
                "{\"sourceType\":\"invoice\",\"sourceId\":\"inv_x\"}",
                "{\"sourceId\":\"cs_x\"}"
            })
    void a_payment_that_is_not_named_or_not_there_is_a_wrong_field(String body) {
        shop.hmac().post("/v1/refunds", body).refused(400, "validation_error");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":0}",
                "{\"amount\":-1}",
                "{\"amount\":1.0}",
                "{\"amount\":\"1\"}",
                "{\"amount\":150001}",
                "{\"via\":\"pigeon\"}",
                "{\"reason\":\"because\"}",
                "{\"destination\":{\"bankName\":\"BCA\"}}",
                "{\"destination\":[]}",
                "{\"surprise\":1}"
            })
    void what_is_wrong_is_refused_and_changes_nothing(String body) {
        String payment = pay("card");
        refund(payment, body).refused(400, "validation_error");
        assertThat(SQL.number("select refund_reserved from payment where id = '" + payment + "'"))
                .isZero();
    }

    @Test
    void another_shop_and_the_other_mode_find_nothing_to_refund() {
        String payment = pay("card");
        Shop other = SERVER.newShop();
        other.hmac().post("/v1/payments/" + payment + "/refunds", "{}").refused(404, "not_found");
        other.hmac().post("/v1/refunds", "{\"paymentId\":\"" + payment + "\"}").refused(400, "validation_error");
        shop.live().post("/v1/payments/" + payment + "/refunds", "{}").refused(404, "not_found");
        String refund = refund(payment, "{\"amount\":1}").expect(201).data("id");
        other.bearer().get("/v1/refunds/" + refund).refused(404, "not_found");
        shop.live().get("/v1/refunds/" + refund).refused(404, "not_found");
    }

    @Test
    void the_same_key_refunds_once() {
        String payment = pay("card");
        Api.Reply first = shop.hmac()
                .post("/v1/payments/" + payment + "/refunds", "{\"amount\":60000}", "k-" + payment)
                .expect(201);
        Api.Reply again = shop.hmac()
                .post("/v1/payments/" + payment + "/refunds", "{\"amount\":60000}", "k-" + payment)
                .expect(201);
        assertThat(again.bytes()).isEqualTo(first.bytes());
        assertThat(shop.bearer().get("/v1/payments/" + payment).data("amountRefunded"))
                .isEqualTo("60000");
    }

    @Test
    void of_many_refunds_of_more_than_half_at_once_exactly_one_wins() {
        for (String body : List.of("{\"amount\":90000}", "{\"amount\":90000,\"via\":\"manual\"}")) {
            Shop fresh = SERVER.newShop();
            String paid = fresh.openSession();
            fresh.pay(paid, "success").expect(200);
            List<Integer> answers = Together.times(
                    16,
                    () -> fresh.bearer()
                            .post("/v1/payments/" + paid + "/refunds", body)
                            .status());
            assertThat(answers).containsOnlyOnce(201);
            assertThat(answers.stream().filter(status -> status == 400)).hasSize(15);
            assertThat(fresh.bearer().get("/v1/payments/" + paid).data("amountRefunded"))
                    .isEqualTo("90000");
        }
    }

    @Test
    void money_put_aside_goes_back_whole_and_only_once() {
        String aside = shop.hmac()
                .post(
                        "/v1/test/checkout-sessions/" + session + "/simulate",
                        "{\"outcome\":\"late\",\"method\":\"card\"}")
                .expect(200)
                .data("unappliedPayment.id");
        String refund = "/v1/unapplied-payments/" + aside + "/refund";

        Api.Reply back = shop.hmac().post(refund, "{\"reason\":\"other\"}").expect(200);

        assertThat(back.data("status")).isEqualTo("succeeded");
        assertThat(back.data("unappliedPaymentId")).isEqualTo(aside);
        assertThat(back.data("paymentId")).isEmpty();
        Api.Reply after = shop.bearer().get("/v1/unapplied-payments/" + aside).expect(200);
        assertThat(after.data("status")).isEqualTo("refunded");
        assertThat(after.data("refundId")).isEqualTo(back.data("id"));
        shop.hmac().post(refund, "{}").refused(409, "conflict");
        shop.hmac()
                .post("/v1/unapplied-payments/" + aside + "/apply", "{\"sessionId\":\"" + shop.openSession() + "\"}")
                .refused(409, "conflict");
        assertThat(events(aside)).containsExactly("payment.unapplied", "plugipay.unapplied_payment.refunded.v1");
    }

    private String pay(String method) {
        return shop.hmac()
                .post(
                        "/v1/test/checkout-sessions/" + session + "/simulate",
                        "{\"outcome\":\"succeed\",\"method\":\"" + method + "\"}")
                .expect(200)
                .data("payment.id");
    }

    private Api.Reply refund(String payment, String body) {
        return shop.hmac().post("/v1/payments/" + payment + "/refunds", body);
    }

    private List<String> booked(String source) {
        return SQL.texts(
                "select code || ' ' || direction || ' ' || amount from ledger_entry where source_id = ? order by code",
                source);
    }

    private List<String> events(String aggregate) {
        return SQL.texts("select type from event where aggregate_id = ? order by sequence", aggregate);
    }
}

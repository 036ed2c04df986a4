package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Shop;
import com.plugipay.TestServer;
import com.plugipay.workspace.TestPeople;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Refunds follow what is known of the channel, in test mode too, and an operator's file says it anew.
class RefundFactsTest {
    private static final String FILE = """
            adapters,channels,fact,value,source,date,remark
            xendit,card,refund_days,30,our contract,2026-11-26,
            midtrans,card,refund,full,our contract,2026-11-26,
            midtrans,card,amount_max,2000000,our contract,2026-11-26,
            """;

    private static final TestServer SERVER = start(FILE);

    @AfterAll
    static void close() {
        SERVER.running().close();
    }

    @Test
    void only_whole_where_the_channel_gives_back_only_the_whole() {
        Shop shop = SERVER.newShop();
        String payment = paid(shop);
        refund(shop, payment, "{\"amount\":50000}").refused(422, "refund_not_supported");
        refund(shop, payment, "{\"amount\":50000,\"via\":\"manual\"}").expect(201);
        // What is left is a part, too.
        refund(shop, payment, "{}").refused(422, "refund_not_supported");
        String whole = paid(shop);
        assertThat(refund(shop, whole, "{}").expect(201).data("status")).isEqualTo("succeeded");
    }

    @Test
    void past_the_window_it_goes_by_hand_only_and_the_page_says_so() {
        Shop shop = SERVER.newShop();
        Browser owner = TestPeople.owner(SERVER, shop);
        String payment = paid(shop);
        String page = "/dashboard/" + shop.slug() + "/test/payments/" + payment;
        SERVER.advance(Duration.ofDays(29));
        Browser.Page form = owner.get(page).expect(200);
        SERVER.advance(Duration.ofDays(2));

        Api.Reply late = refund(shop, payment, "{}").refused(422, "refund_window_closed");
        assertThat(late.json().path("error").path("resourceId").isNull()).isTrue();
        assertThat(shop.bearer().get("/v1/refunds?paymentId=" + payment).ids()).isEmpty();
        Browser.Page refused = owner.submit(
                form,
                page + "/refunds",
                Map.of("amount", "150000", "via", "provider", "reason", "requested_by_customer"));
        assertThat(refused.expect(422).html()).contains("no longer takes refunds of this payment");

        assertThat(refund(shop, payment, "{\"via\":\"manual\"}").expect(201).data("status"))
                .isEqualTo("succeeded");
    }

    @Test
    void money_that_was_put_aside_counts_from_when_it_came_and_as_the_part_that_it_is() {
        Shop shop = SERVER.newShop();
        String over = aside(shop, "over", ",\"amount\":200000");
        String paidBySome = applied(shop, over);
        refund(shop, paidBySome, "{}").refused(422, "refund_not_supported");
        String rest = shop.bearer()
                .get("/v1/unapplied-payments?status=open")
                .expect(200)
                .ids()
                .getFirst();
        shop.hmac().post("/v1/unapplied-payments/" + rest + "/refund", "{}").refused(422, "refund_not_supported");

        String late = aside(shop, "late", "");
        SERVER.advance(Duration.ofDays(31));
        String paidLate = applied(shop, late);
        refund(shop, paidLate, "{}").refused(422, "refund_window_closed");
    }

    /// Answers the id of card money that fitted nothing.
    private static String aside(Shop shop, String outcome, String more) {
        return shop.hmac()
                .post(
                        "/v1/test/checkout-sessions/" + shop.openSession() + "/simulate",
                        "{\"method\":\"card\",\"outcome\":\"" + outcome + "\"" + more + "}")
                .expect(200)
                .data("unappliedPayment.id");
    }

    /// Answers the id of the payment that it became.
    private static String applied(Shop shop, String money) {
        return shop.hmac()
                .post("/v1/unapplied-payments/" + money + "/apply", "{\"sessionId\":\"" + shop.openSession() + "\"}")
                .expect(200)
                .data("appliedTo.paymentId");
    }

    @Test
    void a_limit_of_the_operators_holds() {
        Shop shop = SERVER.newShop();
        assertThat(shop.hmac()
                        .post(
                                "/v1/checkout-sessions",
                                "{\"amount\":2000001,\"currency\":\"IDR\",\"methods\":[\"card\"]}")
                        .refused(400, "no_methods")
                        .errorCode())
                .isEqualTo("no_methods");
    }

    @Test
    void a_file_that_is_wrong_stops_the_start_and_says_where() {
        assertThatThrownBy(() -> start(FILE + "xendit,card,refund,perhaps,us,2026-11-26,\n"))
                .hasMessageContaining("line 5: a refund is none, by_hand");
        assertThatThrownBy(() -> TestServer.start(Map.of(
                        "PLUGIPAY_METHOD_FACTS", Path.of("target", "absent.csv").toString())))
                .hasMessageContaining("absent.csv");
    }

    private static TestServer start(String facts) {
        try {
            Path file = Files.writeString(Files.createTempFile("facts", ".csv"), facts);
            return TestServer.start(
                    Map.of("PLUGIPAY_RATE_LIMIT_FACTOR", "0", "PLUGIPAY_METHOD_FACTS", file.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String paid(Shop shop) {
        String session = shop.openSession();
        shop.pay(session, "success").expect(200);
        return shop.bearer().get("/v1/payments/" + session).expect(200).data("id");
    }

    private static Api.Reply refund(Shop shop, String payment, String body) {
        return shop.hmac().post("/v1/payments/" + payment + "/refunds", body);
    }
}

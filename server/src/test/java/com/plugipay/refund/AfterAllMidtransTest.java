package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.sandboxproviders.WireServers;
import com.plugipay.sandboxproviders.midtrans.MidtransServer;
import com.plugipay.workspace.TestPeople;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Refunds of real money whose answers were lost and that nobody found, and then Midtrans calls: it has them, and the
/// bank has not confirmed them yet. M6.
class AfterAllMidtransTest {
    private static final WireServers PROVIDERS = WireServers.start();
    private static final MidtransServer MIDTRANS = PROVIDERS.midtrans();
    private static final TestServer SERVER = TestServer.quiet(Map.of(
            "PLUGIPAY_RATE_LIMIT_FACTOR",
            "0",
            "PLUGIPAY_MIDTRANS_URL",
            MIDTRANS.url().toString()));
    private static final Sql SQL = Sql.of(SERVER);

    private final Shop shop = SERVER.newShop();
    private final Browser owner = TestPeople.owner(SERVER, shop);
    private final String live = "/dashboard/" + shop.slug() + "/live/";
    private String attempt = "";

    @AfterAll
    static void stop() {
        SERVER.running().close();
        PROVIDERS.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        MIDTRANS.knobs().reset();
        SERVER.running().sweep("provider-callbacks");
        Oracle.check(SERVER, shop);
    }

    @Test
    void what_the_bank_has_not_confirmed_yet_blocks_and_is_asked_about_until_it_went_back() {
        String payment = payment();
        String refund = lost(payment, 50_000);
        notFound(payment, List.of(refund));
        assertThat(told(refund)).isEmpty();

        midtransCalls(List.of(refund));

        assertThat(told(refund)).containsExactly("50000 on its way waits");
        byHand(payment, 150_000).refused(409, "conflict");
        Browser.Page page = owner.get(live + "payments/" + payment).expect(200);
        assertThat(page.html())
                .contains("Rp 50.000 is on its way back", "Ask the provider again now")
                .doesNotContain("/count\"", "/not-ours\"", "class=\"refund-form\"");
        passes(Duration.ofHours(2));
        assertThat(told(refund)).containsExactly("50000 on its way waits");

        MIDTRANS.till().finishRefund(refund, true);
        passes(Duration.ofHours(2));

        assertThat(told(refund)).containsExactly("50000 on its way went_back", "50000 went back waits");
        byHand(payment, 150_000).refused(409, "conflict");
        counted(payment, refund);
        byHand(payment, 150_000).refused(400, "validation_error");
        byHand(payment, 100_000).expect(201);
    }

    /// Midtrans names the payment, and lists all that it knows: a late word about one has others behind it.
    @Test
    void a_call_that_lists_several_refunds_is_about_each_of_them() {
        String payment = payment();
        String first = lost(payment, 50_000);
        String second = lost(payment, 40_000);
        notFound(payment, List.of(first, second));
        MIDTRANS.till().finishRefund(first, true);

        midtransCalls(List.of(first, second));

        assertThat(told(first)).containsExactly("50000 went back waits");
        assertThat(told(second)).containsExactly("40000 on its way waits");
        assertThat(SQL.texts(
                        "select outcome from provider_event where workspace_id = ? and our_key = ?",
                        shop.workspace().text(),
                        second))
                .containsExactly("refund");
        MIDTRANS.till().finishRefund(second, true);
        passes(Duration.ofHours(2));
        counted(payment, first);
        counted(payment, second);
        byHand(payment, 60_000).expect(201);
    }

    /// As merchants do who find a refund failed here.
    @Test
    void a_refund_made_in_midtrans_dashboard_does_not_hide_ours_that_went_back() {
        String payment = payment();
        String failed = lost(payment, 50_000);
        notFound(payment, List.of(failed));
        MIDTRANS.till().finishRefund(failed, true);

        midtransCalls(List.of(failed, "dashboard-0001"));

        assertThat(told(failed)).containsExactly("50000 went back waits");
        byHand(payment, 150_000).refused(409, "conflict");
        counted(payment, failed);
    }

    @Test
    void a_call_about_a_refund_that_failed_here_is_good_for_days_while_midtrans_cannot_be_asked() {
        String payment = payment();
        String failed = lost(payment, 50_000);
        notFound(payment, List.of(failed));
        MIDTRANS.till().finishRefund(failed, true);
        MIDTRANS.knobs().turn("on", ".*");
        MIDTRANS.knobs().turn("close", "BEFORE");
        midtransCalls(List.of(failed));
        for (int i = 0; i < 8; i++) {
            passes(Duration.ofHours(i < 4 ? 1 : 12));
            SERVER.running().sweep("provider-callbacks");
        }
        assertThat(told(failed)).isEmpty();
        MIDTRANS.knobs().reset();
        passes(Duration.ofHours(25));
        SERVER.running().sweep("provider-callbacks");

        assertThat(told(failed)).containsExactly("50000 went back waits");
        byHand(payment, 150_000).refused(409, "conflict");
        counted(payment, failed);
    }

    /// A list may be late: while the refund may still come, nothing else goes back in its place.
    @Test
    void what_midtrans_had_taken_on_and_lists_no_more_has_failed_after_a_day() {
        String payment = payment();
        String refund = takenOn(payment, 50_000);
        isMissingForADay(payment, refund);
    }

    @Test
    void the_day_begins_when_it_is_missing_and_not_when_it_was_ordered() {
        String payment = payment();
        MIDTRANS.knobs().turn("on", ".*");
        MIDTRANS.knobs().turn("close", "BEFORE");
        String refund = ordered(payment, 50_000);
        passes(Duration.ofHours(50));
        MIDTRANS.knobs().reset();
        MIDTRANS.knobs().turn("refunds", "PENDING");
        passes(Duration.ofHours(25));
        MIDTRANS.knobs().reset();
        assertThat(named(refund)).as("sent now, and taken on").isTrue();

        isMissingForADay(payment, refund);
    }

    private void isMissingForADay(String payment, String refund) {
        MIDTRANS.till().finishRefund(refund, false);
        for (int i = 0; i < 4; i++) {
            midtransCalls(List.of(refund));
            passes(Duration.ofHours(3));
            assertThat(status(refund)).isEqualTo("pending");
        }
        byHand(payment, 150_000).refused(400, "validation_error");

        passes(Duration.ofHours(25));
        passes(Duration.ofHours(25));

        assertThat(status(refund)).isEqualTo("failed");
        byHand(payment, 150_000).expect(201);
    }

    @Test
    void a_call_about_a_refund_that_failed_here_is_taken_up_again_while_the_list_lacks_it() {
        String payment = payment();
        String refund = takenOn(payment, 50_000);
        notFound(payment, List.of(refund));
        MIDTRANS.till().finishRefund(refund, false);

        midtransCalls(List.of(refund));

        assertThat(told(refund)).isEmpty();
        assertThat(SQL.texts(
                        "select coalesce(outcome, 'again') from provider_event where workspace_id = ? and our_key = ?",
                        shop.workspace().text(),
                        refund))
                .containsExactly("again");
    }

    /// Midtrans tells of no end of it: it is left out of the list, and a list may be late.
    @Test
    void what_was_on_its_way_after_all_and_is_listed_no_more_is_for_a_person() {
        String payment = payment();
        String refund = takenOn(payment, 50_000);
        notFound(payment, List.of(refund));
        midtransCalls(List.of(refund));
        assertThat(told(refund)).containsExactly("50000 on its way waits");
        MIDTRANS.till().finishRefund(refund, false);
        for (int i = 0; i < 12; i++) {
            passes(Duration.ofHours(25));
        }
        assertThat(told(refund)).containsExactly("50000 on its way waits");
        byHand(payment, 150_000).refused(409, "conflict");

        Browser.Page page = owner.get(live + "payments/" + payment).expect(200);
        String row = SQL.texts("select id from refund_contradiction where refund_id = ?", refund)
                .getFirst();
        owner.submit(page, live + "refunds/" + refund + "/not-ours", Map.of("told", row))
                .expect(303);

        assertThat(told(refund)).containsExactly("50000 on its way not_ours");
        byHand(payment, 150_000).expect(201);
    }

    private String takenOn(String payment, long amount) {
        MIDTRANS.knobs().turn("refunds", "PENDING");
        String refund = ordered(payment, amount);
        MIDTRANS.knobs().reset();
        assertThat(named(refund)).isTrue();
        return refund;
    }

    private static boolean named(String refund) {
        return SQL.number("select count(provider_reference) from refund where id = ?", refund) == 1;
    }

    private static String status(String refund) {
        return SQL.texts("select status from refund where id = ?", refund).getFirst();
    }

    private String ordered(String payment, long amount) {
        return shop.live()
                .post("/v1/refunds", "{\"paymentId\":\"" + payment + "\",\"amount\":" + amount + "}")
                .expect(201)
                .data("id");
    }

    private void counted(String payment, String refund) {
        String told = SQL.texts("select id from refund_contradiction where refund_id = ? and answer is null", refund)
                .getFirst();
        Browser.Page page = owner.get(live + "payments/" + payment).expect(200);
        assertThat(owner.submit(page, live + "refunds/" + refund + "/count", Map.of("told", told))
                        .expect(303)
                        .location())
                .contains("?notice=counted");
    }

    private Api.Reply byHand(String payment, long amount) {
        return shop.live()
                .post(
                        "/v1/refunds",
                        "{\"paymentId\":\"" + payment + "\",\"amount\":" + amount + ",\"via\":\"manual\"}");
    }

    private String payment() {
        shop.live()
                .send(
                        "PUT",
                        "/v1/adapters/midtrans",
                        "{\"serverKey\":\"" + MidtransServer.SERVER_KEY + "\",\"clientKey\":\""
                                + MidtransServer.CLIENT_KEY + "\",\"merchantId\":\"" + MidtransServer.MERCHANT_ID
                                + "\"}",
                        Map.of())
                .expect(200);
        String session = shop.live()
                .post("/v1/checkout-sessions", "{\"amount\":150000,\"currency\":\"IDR\"}")
                .expect(201)
                .data("id");
        attempt = shop.anonymous()
                .post("/v1/public/checkout/sessions/" + session + "/charge", "{\"method\":\"shopeepay\"}")
                .expect(200)
                .data("attemptId");
        MIDTRANS.pay(attempt);
        shop.anonymous().get("/c/" + session + "/return");
        SERVER.advance(Duration.ofMinutes(2));
        SERVER.running().sweep("look-at-attempts");
        return SQL.texts("select id from payment where session_id = ?", session).getFirst();
    }

    /// Midtrans takes it on, and the answer is lost.
    private String lost(String payment, long amount) {
        MIDTRANS.knobs().turn("refunds", "PENDING");
        MIDTRANS.knobs().turn("on", ".*(refund|status).*");
        MIDTRANS.knobs().turn("close", "AFTER");
        String refund = ordered(payment, amount);
        MIDTRANS.knobs().reset();
        return refund;
    }

    /// For a week Midtrans cannot be reached, and then a person does not find them.
    private void notFound(String payment, List<String> refunds) {
        MIDTRANS.knobs().turn("on", ".*");
        MIDTRANS.knobs().turn("close", "BEFORE");
        for (int i = 0; i < 12; i++) {
            passes(Duration.ofHours(25));
        }
        for (String refund : refunds) {
            Browser.Page page =
                    owner.get(live + "payments/" + payment + "?lang=en").expect(200);
            String handed = SQL.texts(
                            "select (extract(epoch from handed_over_at) * 1000)::bigint::text from refund where id = ?",
                            refund)
                    .getFirst();
            assertThat(owner.submit(page, live + "refunds/" + refund + "/not-sent", Map.of("handed", handed))
                            .expect(303)
                            .location())
                    .contains("?notice=");
            assertThat(SQL.texts("select status from refund where id = ?", refund))
                    .containsExactly("failed");
        }
        MIDTRANS.knobs().reset();
    }

    /// @param refunds that the notification lists, oldest first
    private void midtransCalls(List<String> refunds) {
        String reference = SQL.texts("select provider_reference from payment_attempt where id = ?", attempt)
                .getFirst();
        String listed = refunds.stream()
                .map(key ->
                        "{\"refund_chargeback_id\":1,\"refund_amount\":\"50000.00\",\"refund_key\":\"" + key + "\"}")
                .collect(Collectors.joining(","));
        String body = "{\"transaction_status\":\"partial_refund\",\"transaction_id\":\"" + reference
                + "\",\"status_code\":\"200\",\"order_id\":\"" + attempt + "\",\"merchant_id\":\""
                + MidtransServer.MERCHANT_ID + "\",\"gross_amount\":\"150000.00\",\"currency\":\"IDR\","
                + "\"signature_key\":\"" + signature() + "\",\"refunds\":[" + listed + "]}";
        shop.anonymous()
                .exchange(
                        "POST",
                        "/v1/inbound-webhooks/midtrans/" + shop.workspace().text(),
                        body.getBytes(StandardCharsets.UTF_8),
                        Map.of("Content-Type", "application/json"))
                .expect(200);
        SERVER.running().sweep("provider-callbacks");
    }

    private String signature() {
        try {
            byte[] signed =
                    (attempt + "200" + "150000.00" + MidtransServer.SERVER_KEY).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(signed));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> told(String refund) {
        return SQL.texts("""
                select told_amount || case when on_its_way then ' on its way ' else ' went back ' end
                           || coalesce(answer, 'waits')
                  from refund_contradiction where refund_id = ? order by told_at, id
                """, refund);
    }

    private static void passes(Duration time) {
        SERVER.advance(time);
        PROVIDERS.all().forEach(server -> server.clock().advance(time));
        SERVER.running().sweep("look-at-refunds");
        SERVER.running().sweep("look-at-contradictions");
    }
}

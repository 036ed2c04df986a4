package com.plugipay.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.Api;
import com.plugipay.Browser;
import com.plugipay.Eventually;
import com.plugipay.Oracle;
import com.plugipay.Shop;
import com.plugipay.Together;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.command.Running;
import com.plugipay.db.Database;
import com.plugipay.inbound.Rail.Claim;
import com.plugipay.inbound.Rail.Message;
import com.plugipay.inbound.Rail.Waiting;
import com.plugipay.payment.HearOfAttempt;
import com.plugipay.refund.HearOfRefund;
import com.plugipay.workspace.TestPeople;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What is stored before a provider is answered, who takes it up, when that ends, and what a merchant sees of it.
class CallbackWorkTest {
    @BeforeEach
    void aGoodDay() {
        Rail.goodDay();
    }

    @ParameterizedTest
    @EnumSource
    void e5_it_is_stored_as_it_came_before_it_is_answered_and_nothing_happens_in_the_request(Rail rail) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        rail.pay(waiting);
        Message message = rail.says(waiting, Claim.PAID);
        long calls = calls(rail);
        assertThat(rail.send(shop, message).expect(200).data("received")).isEqualTo("true");
        assertThat(Rail.SQL.texts(
                        "select encode(body, 'hex') || ' ' || copies || coalesce(outcome, ' waits')"
                                + " from provider_event where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly(java.util.HexFormat.of().formatHex(message.body()) + " 1 waits");
        assertThat(calls(rail)).isEqualTo(calls);
        assertThat(Rail.status(waiting)).isEqualTo("open");
        assertThat(Rail.SQL.texts(
                        "select headers::text from provider_event where workspace_id = ?",
                        shop.workspace().text()))
                .allSatisfy(headers -> assertThat(headers).doesNotContain("callback-token"));
        // The other address of the API is the same place.
        Rail.send("/api" + rail.path(shop), shop, message).expect(200);
        assertThat(Rail.count("provider_event", shop)).isEqualTo(1);
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("completed");
    }

    @ParameterizedTest
    @EnumSource
    void whoever_is_not_the_provider_hears_the_same_whatever_is_wrong(Rail rail) {
        Shop shop = rail.shop();
        Waiting waiting = rail.charge(shop);
        Message good = rail.says(waiting, Claim.PAID);
        Message bad = rail == Rail.MIDTRANS
                ? good.with("{\"order_id\":\"x\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                : new Message(Map.of(), good.body());
        String base = "/v1/inbound-webhooks/" + rail.kind + "/";
        Shop unconnected = Rail.SERVER.newShop();
        List<Api.Reply> replies = List.of(
                Rail.send(base + shop.workspace().text(), shop, bad),
                Rail.send(base + unconnected.workspace().text(), shop, good),
                Rail.send(base + "acc_01ARZ3NDEKTSV4RRFFQ69G5FAV", shop, good),
                Rail.send(base + "nobody", shop, good),
                Rail.send(base + "acc_%00", shop, bad));
        assertThat(replies.stream().map(Api.Reply::status).distinct()).contains(401);
        assertThat(replies.subList(0, 4).stream()
                        .map(reply -> reply.expect(401).text().replaceAll("\"(requestId|timestamp)\":\"[^\"]*\"", ""))
                        .distinct())
                .hasSize(1);
        assertThat(replies.subList(0, 4).stream()
                        .map(reply -> reply.response().headers().map().keySet())
                        .distinct())
                .hasSize(1);
        assertThat(Rail.count("provider_event", shop)).isZero();
        Rail.countTurnedAway();
        assertThat(Rail.count("provider_refusal", shop)).isEqualTo(1);
        assertThat(Rail.count("provider_refusal", unconnected)).isZero();
    }

    @Test
    void test_mode_is_never_called() {
        Shop shop = Rail.SERVER.newShop();
        shop.hmac()
                .send(
                        "PUT",
                        "/v1/adapters/xendit",
                        "{\"secretKey\":\"anything-at-all\",\"callbackToken\":\"sandbox-callback-token\"}",
                        Map.of())
                .expect(200);
        Message message = new Message(
                Map.of("x-callback-token", "sandbox-callback-token"),
                "{\"event\":\"payment.capture\",\"data\":{}}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Rail.XENDIT.send(shop, message).refused(401, "unauthorized");
    }

    @Test
    void what_is_too_large_or_no_json_is_refused_unread() {
        Shop shop = Rail.XENDIT.shop();
        Message message = Rail.XENDIT.says(new Waiting(shop, "cs", "att_01ARZ3NDEKTSV4RRFFQ69G5FAV"), Claim.PAID);
        byte[] largest = Arrays.copyOf(message.body(), 64 * 1024);
        Arrays.fill(largest, message.body().length, largest.length, (byte) ' ');
        byte[] larger = Arrays.copyOf(largest, largest.length + 1);
        larger[larger.length - 1] = ' ';
        Rail.XENDIT.send(shop, message.with(larger)).refused(413, "payload_too_large");
        assertThat(Rail.count("provider_event", shop)).as("not stored").isZero();
        Rail.XENDIT.send(shop, message.with(largest)).expect(200);
        assertThat(Rail.SQL.texts(
                        "select octet_length(body)::text from provider_event where workspace_id = ?",
                        shop.workspace().text()))
                .containsExactly("65536");
        Rail.takeUp();
        Rail.send(Rail.XENDIT.path(shop), shop, new Message(Map.of("Content-Type", "text/plain"), new byte[] {'x'}))
                .refused(415, "unsupported_media_type");
        shop.anonymous().get(Rail.XENDIT.path(shop)).expect(405);
        shop.live()
                .post("/v1/inbound-webhooks/nobody/" + shop.workspace().text(), "{}")
                .expect(404);
    }

    @Test
    void two_servers_that_take_up_the_same_ask_once() {
        Shop shop = Rail.MIDTRANS.shop();
        var all = new ArrayList<Waiting>();
        for (int i = 0; i < 12; i++) {
            Waiting waiting = Rail.MIDTRANS.charge(shop);
            Rail.MIDTRANS.pay(waiting);
            Rail.MIDTRANS.send(shop, Rail.MIDTRANS.says(waiting, Claim.PAID)).expect(200);
            all.add(waiting);
        }
        List<AskProvider> nodes = List.of(node(), node(), node());
        var looks = new ArrayList<Callable<Boolean>>();
        for (AskProvider node : nodes) {
            Callable<Boolean> look = () -> {
                node.lookOnce();
                return true;
            };
            looks.addAll(List.of(look, look));
        }
        Together.run(looks);
        nodes.forEach(AskProvider::close);
        assertThat(all)
                .allSatisfy(waiting -> assertThat(Rail.MIDTRANS.asked(waiting))
                        .as("asked once")
                        .isEqualTo(1));
        assertThat(all).allSatisfy(waiting -> assertThat(Rail.status(waiting)).isEqualTo("completed"));
        assertThat(Rail.count("payment", shop)).isEqualTo(all.size());
        Oracle.check(Rail.SERVER, shop);
    }

    @Test
    void what_somebody_took_up_and_died_is_taken_over_after_a_minute() {
        Shop shop = Rail.XENDIT.shop();
        Waiting waiting = Rail.XENDIT.charge(shop);
        Rail.XENDIT.pay(waiting);
        Rail.XENDIT.send(shop, Rail.XENDIT.says(waiting, Claim.PAID)).expect(200);
        Rail.SQL.update(
                "update provider_event set tries = 1, next_try_at = next_try_at + interval '60 seconds'"
                        + " where workspace_id = ?",
                shop.workspace().text());
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("open");
        pass(shop, Duration.ofSeconds(61));
        Rail.takeUp();
        assertThat(Rail.status(waiting)).isEqualTo("completed");
    }

    @Test
    void what_was_taken_up_in_vain_too_often_is_left() {
        Shop shop = Rail.XENDIT.shop();
        Waiting waiting = Rail.XENDIT.charge(shop);
        Rail.XENDIT.send(shop, Rail.XENDIT.says(waiting, Claim.PAID)).expect(200);
        Rail.SQL.update(
                "update provider_event set tries = 13 where workspace_id = ?",
                shop.workspace().text());
        Rail.takeUp();
        assertThat(outcome(shop)).isEqualTo("unclear");
        assertThat(Rail.XENDIT.asked(waiting)).isZero();
    }

    @Test
    void while_the_provider_does_not_answer_it_is_asked_again_and_that_ends() {
        Shop shop = Rail.MIDTRANS.shop();
        Waiting waiting = Rail.MIDTRANS.charge(shop);
        Rail.MIDTRANS.pay(waiting);
        Message message = Rail.MIDTRANS.says(waiting, Claim.PAID);
        Rail.MIDTRANS.send(shop, message).expect(200);
        Rail.MIDTRANS.wire().knobs().turn("fail", "BEFORE");
        for (int i = 0; i < 12; i++) {
            Rail.takeUp();
            pass(shop, Duration.ofHours(73));
        }
        assertThat(Rail.MIDTRANS.asked(waiting)).isEqualTo(11);
        assertThat(outcome(shop)).isEqualTo("unclear");
        Rail.goodDay();
        Rail.takeUp();
        assertThat(outcome(shop)).isEqualTo("unclear");
        // A copy that comes later is one more reason to ask.
        Rail.MIDTRANS.send(shop, message).expect(200);
        Rail.takeUp();
        assertThat(outcome(shop)).isEqualTo("asked");
    }

    /// The callbacks of a shop get older, so that the clocks of others stay as they are.
    private static void pass(Shop shop, Duration time) {
        String before = " - interval '" + time.toSeconds() + " seconds'";
        Rail.SQL.update(
                "update provider_event set received_at = received_at" + before + ", last_at = last_at" + before
                        + ", next_try_at = next_try_at" + before + " where workspace_id = ?",
                shop.workspace().text());
        Rail.SQL.update(
                "update provider_refusal set last_at = last_at" + before + " where workspace_id = ?",
                shop.workspace().text());
    }

    private static String outcome(Shop shop) {
        return Rail.SQL
                .texts(
                        "select coalesce(outcome, 'waits') from provider_event where workspace_id = ?",
                        shop.workspace().text())
                .getFirst();
    }

    @Test
    void what_is_done_with_goes_after_ninety_days_and_nothing_else() {
        Shop shop = Rail.XENDIT.shop();
        Waiting waiting = Rail.XENDIT.paid(shop);
        Rail.XENDIT
                .send(shop, Rail.XENDIT.says(waiting, Claim.PENDING).without("x-callback-token"))
                .expect(401);
        Rail.XENDIT.send(shop, Rail.XENDIT.says(waiting, Claim.FAILED)).expect(200);
        Rail.countTurnedAway();
        pass(shop, Duration.ofDays(89));
        Rail.SERVER.running().sweep("forget-callbacks");
        assertThat(Rail.count("provider_event", shop)).isEqualTo(2);
        pass(shop, Duration.ofDays(2));
        Rail.SERVER.running().sweep("forget-callbacks");
        assertThat(Rail.count("provider_event", shop))
                .as("one was never taken up")
                .isEqualTo(1);
        assertThat(Rail.count("provider_refusal", shop)).isZero();
        assertThatThrownBy(() -> Rail.SERVER
                        .running()
                        .part(Database.class)
                        .inTransactionAcrossWorkspaces(tx ->
                                tx.sql("update provider_event set body = ''").update()))
                .rootCause()
                .hasMessageContaining("permission denied");
        int gone = Rail.SERVER
                .running()
                .part(Database.class)
                .inTransactionAcrossWorkspaces(
                        tx -> tx.sql("delete from provider_event where workspace_id = :workspace")
                                .param("workspace", shop.workspace().text())
                                .update());
        assertThat(gone).as("the database keeps what is not done with").isZero();
        Rail.takeUp();
        assertThat(outcome(shop)).isEqualTo("asked");
    }

    @Test
    void a_merchant_sees_who_called_and_who_only_said_so() {
        Shop shop = Rail.MIDTRANS.shop();
        Browser owner = TestPeople.owner(Rail.SERVER, shop);
        String providers = "/dashboard/" + shop.slug() + "/live/settings/providers";
        assertThat(owner.get(providers + "?lang=en").expect(200).html())
                .contains("Last callback", "None yet.")
                .doesNotContain("Refused calls");
        Waiting waiting = Rail.MIDTRANS.charge(shop);
        Rail.MIDTRANS.pay(waiting);
        Message message = Rail.MIDTRANS.says(waiting, Claim.PAID);
        for (int i = 0; i < 3; i++) {
            Rail.MIDTRANS.send(shop, message).expect(200);
        }
        String session = "/dashboard/" + shop.slug() + "/live/checkout-sessions/" + waiting.session();
        Rail.takeUp();
        for (int i = 0; i < 2; i++) {
            Rail.MIDTRANS
                    .send(shop, message.with("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                    .expect(401);
        }
        // It is written down within seconds, by itself.
        assertThat(Eventually.that(
                        () -> owner.get(providers + "?lang=en").expect(200).html(),
                        html -> html.contains("2 in the last 30 days")))
                .doesNotContain("None yet.")
                .contains("Refused calls", "2 in the last 30 days");
        assertThat(owner.get(providers + "?lang=id").expect(200).html())
                .contains("Callback terakhir", "2 dalam 30 hari terakhir");
        assertThat(owner.get(session + "?lang=en").expect(200).html())
                .contains("Midtrans called about this; it was asked, and its answer is written down (3 times)");
        assertThat(owner.get(session + "?lang=id").expect(200).html())
                .contains("Midtrans mengirim kabar; sudah ditanyakan kembali dan jawabannya dicatat (3 kali)");
        assertThat(owner.get("/dashboard/" + shop.slug() + "/test/settings/providers?lang=en")
                        .expect(200)
                        .html())
                .doesNotContain("Last callback");
    }

    /// But for the certificate by which PayPal's message is known, which the first message of a server has it fetch.
    private static long calls(Rail rail) {
        return rail.wire().journal().entries().stream()
                .filter(entry -> !entry.path().startsWith("/v1/notifications/certs/"))
                .count();
    }

    /// What takes up callbacks on one more node of the same install.
    private static AskProvider node() {
        Running running = Rail.SERVER.running();
        return new AskProvider(
                running.part(Database.class),
                new ProviderEventStore(),
                running.part(HearOfAttempt.class),
                running.part(HearOfRefund.class),
                running.part(WorkspaceTime.class));
    }
}

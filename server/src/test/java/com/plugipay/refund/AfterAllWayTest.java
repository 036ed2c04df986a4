package com.plugipay.refund;

import static com.plugipay.refund.LostRefunds.PRICE;
import static com.plugipay.refund.LostRefunds.wentBack;
import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.Oracle;
import com.plugipay.Sql;
import com.plugipay.TestServer;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.sandbox.SandboxServer;
import com.plugipay.provider.sandbox.WiredSandbox;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A refund that failed here is on its way all the same, as its provider says: that blocks, and it is asked until it
/// has ended. M6, M11.
class AfterAllWayTest {
    private static final SandboxServer SANDBOX = SandboxServer.start(Duration.ofSeconds(1));
    private static final TestServer SERVER = TestServer.quiet(new WiredSandbox(SANDBOX.url(), Duration.ofSeconds(10)));
    private static final Sql SQL = Sql.of(SERVER);
    private static final RefundOutcome ON_ITS_WAY = new RefundOutcome.Pending("way-1");
    private static final RefundOutcome CAME_TO_NOTHING = new RefundOutcome.Refused("closed", "The account is closed.");

    private final LostRefunds lost = LostRefunds.of(SERVER, SANDBOX, SQL);

    @AfterAll
    static void stop() {
        SERVER.running().close();
        SANDBOX.close();
    }

    @AfterEach
    void nothing_is_wrong_afterwards() {
        SANDBOX.heal();
        Oracle.check(SERVER, lost.shop());
    }

    @Test
    void it_blocks_until_the_provider_says_that_it_failed_there_too_and_blocks_again_when_it_starts_anew() {
        String payment = lost.paid();
        String failed = lost.refused(payment, 50_000);
        lost.providerSays(failed, ON_ITS_WAY);
        lost.providerSays(failed, ON_ITS_WAY);

        assertThat(lost.contradictions(failed)).containsExactly("50000 on its way waits");
        assertThat(lost.refundOf(payment, 1, ",\"via\":\"manual\"")
                        .refused(409, "conflict")
                        .text())
                .contains("Rp 50.000 of it is on its way back");
        assertThat(lost.shop().bearer().get("/v1/audit/checks").expect(200).text())
                .contains("IDR 50000 is on its way back as way-1");
        assertThat(lost.page(failed))
                .contains("is on its way back (reference way-1)", "Ask the provider again now")
                .doesNotContain("/count\"", "/not-ours\"", "class=\"refund-form\"");
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=answered-before");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=answered-before");
        assertThat(lost.decide(failed, "ask-after-all", Map.of())).endsWith("?notice=asked");

        lost.providerSays(failed, CAME_TO_NOTHING);

        assertThat(lost.contradictions(failed)).containsExactly("50000 on its way came_to_nothing");
        assertThat(lost.page(failed))
                .contains("Then it said that this failed.", "did not go back · by the payment provider")
                .contains("class=\"refund-form\"");
        lost.providerSays(failed, ON_ITS_WAY);
        assertThat(lost.contradictions(failed))
                .containsExactly("50000 on its way came_to_nothing", "50000 on its way waits");
        lost.refundOf(payment, 1, "").refused(409, "conflict");
        lost.providerSays(failed, wentBack("way-1", 50_000));
        assertThat(lost.contradictions(failed))
                .containsExactly(
                        "50000 on its way came_to_nothing", "50000 on its way went_back", "50000 went back waits");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
        lost.providerSays(failed, ON_ITS_WAY);
        lost.refundOf(payment, PRICE - 50_000, "").expect(201);
    }

    @Test
    void a_person_answers_when_asking_was_in_vain_and_is_not_asked_again_about_the_same_money() {
        String payment = lost.paid();
        String failed = lost.refused(payment, 50_000);
        lost.providerSays(failed, ON_ITS_WAY);
        for (int i = 0; i < 11; i++) {
            assertThat(lost.page(failed)).doesNotContain("/count\"");
            SERVER.advance(Duration.ofHours(25));
            SERVER.running().sweep("look-at-refunds");
            SERVER.running().sweep("look-at-contradictions");
        }
        SERVER.advance(Duration.ofDays(30));
        SERVER.running().sweep("look-at-refunds");
        SERVER.running().sweep("look-at-contradictions");
        assertThat(SANDBOX.book().calls("queryRefund", failed))
                .as("asked eleven times, by our key and by the provider's name")
                .isEqualTo(22);
        assertThat(lost.sent(failed)).as("sent").isEqualTo(1);
        assertThat(lost.page(failed)).contains("it has not said how that ended", "/count\"", "/not-ours\"");

        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");

        lost.providerSays(failed, wentBack("another-name", 50_000));
        assertThat(lost.contradictions(failed)).containsExactly("50000 on its way counted");
        assertThat(lost.refunded(payment)).isEqualTo(50_000);
    }

    /// A person looked and found nothing, and then it went back: that is asked anew.
    @Test
    void what_was_on_its_way_and_not_counted_waits_again_when_it_went_back() {
        String payment = lost.paid();
        String failed = lost.refused(payment, 50_000);
        lost.providerSays(failed, ON_ITS_WAY);
        for (int i = 0; i < 12; i++) {
            SERVER.advance(Duration.ofHours(25));
            SERVER.running().sweep("look-at-refunds");
            SERVER.running().sweep("look-at-contradictions");
        }
        assertThat(lost.answer(failed, "not-ours")).endsWith("?notice=not-ours");
        lost.providerSays(failed, ON_ITS_WAY);
        assertThat(lost.contradictions(failed)).containsExactly("50000 on its way not_ours");

        lost.providerSays(failed, wentBack("way-1", 50_000));

        lost.refundOf(payment, PRICE, "").refused(409, "conflict");
        assertThat(lost.answer(failed, "count")).endsWith("?notice=counted");
    }
}

package com.plugipay.refund;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/// A refund that its provider had taken on and lists no more.
class MissingRefundTest {
    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");
    private static final Ids IDS = new Ids(InstantSource.system());

    private final Refund refund = Refund.pending(
                    new RefundId(IDS.next("rfd")),
                    new Scope(WorkspaceId.next(IDS), Mode.LIVE),
                    new Refund.Target(new PaymentId(IDS.next("pay")), null, null),
                    new Money(50_000, Currency.IDR),
                    "midtrans",
                    new Refund.Words(null, null, null, null),
                    NOW)
            .after();

    @Test
    void once_is_not_for_good_and_a_day_later_it_is() {
        Refund missing = refund.missing(NOW);
        assertThat(missing.isMissingForGood(NOW)).isFalse();
        assertThat(missing.missing(after(23)).isMissingForGood(after(23))).isFalse();
        assertThat(missing.missing(after(23)).isMissingForGood(after(24))).isTrue();
    }

    @Test
    void when_it_is_listed_meanwhile_the_day_begins_anew() {
        Refund again = refund.missing(NOW).stillPending("4711", after(12)).missing(after(13));
        assertThat(again.isMissingForGood(after(36))).isFalse();
        assertThat(again.isMissingForGood(after(37))).isTrue();
    }

    @Test
    void while_nobody_answers_the_day_goes_on() {
        Refund silent = refund.missing(NOW).claimedAgain(after(1)).stillPending(null, after(1));
        assertThat(silent.isMissingForGood(after(24))).isTrue();
    }

    private static Instant after(long hours) {
        return NOW.plus(Duration.ofHours(hours));
    }
}

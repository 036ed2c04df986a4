package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.Instrument;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Ids IDS = new Ids(InstantSource.system());
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private static final Instant EXPIRY = NOW.plus(Duration.ofHours(24));

    private static final List<AttemptState> STATES = List.of(
            new AttemptState.Created(),
            new AttemptState.RequiresAction(new Instrument.Redirect("/3ds")),
            new AttemptState.InDoubt(),
            new AttemptState.Succeeded(),
            new AttemptState.Failed("card_declined", "No."),
            new AttemptState.Voided());

    @Test
    void every_state_is_covered_here() {
        assertThat(STATES).hasSameSizeAs(AttemptState.class.getPermittedSubclasses());
    }

    @Test
    void every_instrument_is_read_back_as_it_was_written() {
        List<Instrument> all = List.of(
                new Instrument.Redirect("/3ds"),
                new Instrument.Qr("00020101021226"),
                new Instrument.VirtualAccount("BCA", "8127812345678901", "Toko"),
                new Instrument.RetailCode("Alfamart", "25701234567890"),
                new Instrument.Push("+6281234567890"),
                new Instrument.StaticQr(null, "/files/qris.png"),
                new Instrument.BankTransfer(List.of(new Instrument.BankAccount("BCA", "123", "Sari"))),
                new Instrument.AtTheShop());
        assertThat(all).hasSameSizeAs(Instrument.class.getPermittedSubclasses());
        List<Instrument> more = List.of(
                new Instrument.VirtualAccount("Mandiri", "70012123456789012", "Toko", "70012", "123456789012"),
                new Instrument.StaticQr("00020101021126", "/files/qris.png"));
        for (Instrument instrument : Stream.concat(all.stream(), more.stream()).toList()) {
            assertThat(InstrumentJson.read(Json.text(InstrumentJson.of(instrument))))
                    .isEqualTo(instrument);
        }
    }

    @Test
    void doubt_is_looked_at_on_the_published_schedule_and_then_by_a_person() {
        Attempt attempt = attempt();
        Instant now = NOW;
        var waits = new ArrayList<Duration>();
        for (attempt = attempt.inDoubt(now); attempt.watch().nextCheckAt() != null; attempt = attempt.inDoubt(now)) {
            Instant next = attempt.watch().nextCheckAt();
            waits.add(Duration.between(now, next));
            now = next;
        }
        assertThat(waits)
                .containsExactly(
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(5),
                        Duration.ofMinutes(30),
                        Duration.ofHours(2),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1),
                        Duration.ofDays(1));
        assertThat(attempt.watch().handedOverAt()).isEqualTo(now);
    }

    @Test
    void an_instrument_is_polled_less_and_less_until_a_day_after_it_expired() {
        Attempt waiting = attempt().requiresAction(new Instrument.Redirect("/3ds"), "ref", NOW);
        assertThat(waiting.watch().nextCheckAt()).isEqualTo(NOW.plusSeconds(60));
        Instant later = NOW.plus(Duration.ofMinutes(11));
        assertThat(waiting.requiresAction(new Instrument.Redirect("/3ds"), null, later)
                        .watch()
                        .nextCheckAt())
                .isEqualTo(later.plus(Duration.ofMinutes(5)));
        Instant muchLater = NOW.plus(Duration.ofHours(3));
        assertThat(waiting.requiresAction(new Instrument.Redirect("/3ds"), null, muchLater)
                        .watch()
                        .nextCheckAt())
                .isEqualTo(muchLater.plus(Duration.ofMinutes(30)));
        Instant over = EXPIRY.plus(Duration.ofDays(1)).plusMillis(1);
        assertThat(waiting.requiresAction(new Instrument.Redirect("/3ds"), null, over)
                        .watch()
                        .handedOverAt())
                .isEqualTo(over);
    }

    @Test
    void an_instrument_is_looked_at_when_it_stops_being_good_and_is_over_for_its_customer() {
        Instant soon = NOW.plusSeconds(55);
        Attempt waiting = attempt().expiringAt(soon).requiresAction(new Instrument.Push("+6281234567890"), "ref", NOW);
        assertThat(waiting.expiresAt()).isEqualTo(soon);
        assertThat(waiting.watch().nextCheckAt()).isEqualTo(soon);
        assertThat(waiting.isLive(soon.minusMillis(1))).isTrue();
        assertThat(waiting.isLapsed(soon)).isTrue();
        assertThat(waiting.isLive(soon)).isFalse();
        assertThat(attempt().expiringAt(EXPIRY.plusSeconds(1)).expiresAt()).isEqualTo(EXPIRY);
        assertThat(attempt().isLapsed(EXPIRY)).as("nothing is held yet").isFalse();
    }

    @Test
    void doubt_keeps_an_attempt_alive() {
        assertThat(STATES.stream().filter(AttemptState::isLive).map(AttemptState::wire))
                .containsExactly("created", "requires_action", "in_doubt");
    }

    @Test
    void a_step_counts_and_keeps_what_the_provider_called_it() {
        Attempt first = attempt();
        Attempt second = first.requiresAction(new Instrument.Redirect("/3ds"), "ref", NOW.plusSeconds(1));
        Attempt third = second.voided(NOW.plusSeconds(2));

        assertThat(third.version()).isEqualTo(first.version() + 2);
        assertThat(third.providerReference()).isEqualTo("ref");
        assertThat(third.updatedAt()).isEqualTo(NOW.plusSeconds(2));
        assertThat(third.createdAt()).isEqualTo(NOW);
        assertThat(third.id()).isEqualTo(first.id());
    }

    private static Attempt attempt() {
        return new Attempt(
                new AttemptId(IDS.next("att")),
                new Scope(WorkspaceId.next(IDS), Mode.TEST),
                "cs_x",
                "card",
                "card",
                "sandbox",
                null,
                "sandbox",
                "success",
                null,
                new Money(1, Currency.IDR),
                new AttemptState.Created(),
                null,
                EXPIRY,
                Watch.NONE,
                1,
                NOW,
                NOW);
    }
}

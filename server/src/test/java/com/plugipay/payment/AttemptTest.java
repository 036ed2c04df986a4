package com.plugipay.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttemptTest {
    private static final Ids IDS = new Ids(InstantSource.system());
    private static final Instant NOW = Instant.parse("2026-05-01T00:00:00Z");

    private static final List<AttemptState> STATES = List.of(
            new AttemptState.Created(),
            new AttemptState.RequiresAction("/3ds"),
            new AttemptState.InDoubt(),
            new AttemptState.Succeeded(),
            new AttemptState.Failed("card_declined", "No."),
            new AttemptState.Voided());

    @Test
    void every_state_is_read_back_as_it_was_written() {
        assertThat(STATES).hasSameSizeAs(AttemptState.class.getPermittedSubclasses());
        for (AttemptState state : STATES) {
            String url = state instanceof AttemptState.RequiresAction(String at) ? at : null;
            String code = state instanceof AttemptState.Failed(String failed, String _) ? failed : null;
            String message = state instanceof AttemptState.Failed(String _, String why) ? why : null;
            assertThat(AttemptState.of(state.wire(), url, code, message)).isEqualTo(state);
        }
        assertThatThrownBy(() -> AttemptState.of("Created", null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void doubt_keeps_an_attempt_alive() {
        assertThat(STATES.stream().filter(AttemptState::isLive).map(AttemptState::wire))
                .containsExactly("created", "requires_action", "in_doubt");
    }

    @Test
    void a_step_counts_and_keeps_what_the_provider_called_it() {
        Attempt first = attempt();
        Attempt second = first.to(new AttemptState.RequiresAction("/3ds"), "ref", NOW.plusSeconds(1));
        Attempt third = second.to(new AttemptState.Succeeded(), null, NOW.plusSeconds(2));

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
                "success",
                new Money(1, Currency.IDR),
                new AttemptState.Created(),
                null,
                1,
                NOW,
                NOW);
    }
}

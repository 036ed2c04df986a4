package com.plugipay.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.checkout.CheckoutSession.LineItem;
import com.plugipay.checkout.CheckoutSession.PaidWith;
import com.plugipay.checkout.CheckoutSession.State;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Transition;
import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.PaymentId;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.scope.WorkspaceId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutSessionTest {
    private static final Ids IDS = new Ids(InstantSource.system());
    private static final Scope SCOPE = new Scope(WorkspaceId.next(IDS), Mode.TEST);
    private static final Instant CREATED = Instant.parse("2026-05-01T00:00:00Z");
    private static final Instant DEADLINE = Instant.parse("2026-05-01T01:00:00Z");
    private static final PaymentId PAYMENT = new PaymentId(IDS.next("pay"));
    private static final PaidWith WITH = new PaidWith("card", "sandbox");

    /// Every state, before, at and after its deadline, and every command.
    private static final String TABLE = """
            # state         | when     | command  | becomes   | event     | or refused
            open            | before   | complete | completed | Completed |
            open            | before   | cancel   | canceled  | Canceled  |
            open            | before   | expire   | expired   | Expired   |
            open            | before   | lapse    |           |           | conflict
            open            | deadline | complete |           |           | conflict
            open            | deadline | cancel   |           |           | conflict
            open            | deadline | expire   |           |           | conflict
            open            | deadline | lapse    | expired   | Expired   |
            open            | after    | complete |           |           | conflict
            open            | after    | cancel   |           |           | conflict
            open            | after    | expire   |           |           | conflict
            open            | after    | lapse    | expired   | Expired   |
            pending_review  | before   | complete | completed | Completed |
            pending_review  | before   | cancel   | canceled  | Canceled  |
            pending_review  | before   | expire   |           |           | conflict
            pending_review  | before   | lapse    |           |           | conflict
            pending_review  | deadline | complete | completed | Completed |
            pending_review  | deadline | cancel   | canceled  | Canceled  |
            pending_review  | deadline | expire   |           |           | conflict
            pending_review  | deadline | lapse    |           |           | conflict
            pending_review  | after    | complete | completed | Completed |
            pending_review  | after    | cancel   | canceled  | Canceled  |
            pending_review  | after    | expire   |           |           | conflict
            pending_review  | after    | lapse    |           |           | conflict
            completed       | before   | complete |           |           | conflict
            completed       | before   | cancel   |           |           | conflict
            completed       | before   | expire   |           |           | conflict
            completed       | before   | lapse    |           |           | conflict
            completed       | deadline | complete |           |           | conflict
            completed       | deadline | cancel   |           |           | conflict
            completed       | deadline | expire   |           |           | conflict
            completed       | deadline | lapse    |           |           | conflict
            completed       | after    | complete |           |           | conflict
            completed       | after    | cancel   |           |           | conflict
            completed       | after    | expire   |           |           | conflict
            completed       | after    | lapse    |           |           | conflict
            expired         | before   | complete |           |           | conflict
            expired         | before   | cancel   |           |           | conflict
            expired         | before   | expire   |           |           | conflict
            expired         | before   | lapse    |           |           | conflict
            expired         | deadline | complete |           |           | conflict
            expired         | deadline | cancel   |           |           | conflict
            expired         | deadline | expire   |           |           | conflict
            expired         | deadline | lapse    |           |           | conflict
            expired         | after    | complete |           |           | conflict
            expired         | after    | cancel   |           |           | conflict
            expired         | after    | expire   |           |           | conflict
            expired         | after    | lapse    |           |           | conflict
            canceled        | before   | complete |           |           | conflict
            canceled        | before   | cancel   |           |           | conflict
            canceled        | before   | expire   |           |           | conflict
            canceled        | before   | lapse    |           |           | conflict
            canceled        | deadline | complete |           |           | conflict
            canceled        | deadline | cancel   |           |           | conflict
            canceled        | deadline | expire   |           |           | conflict
            canceled        | deadline | lapse    |           |           | conflict
            canceled        | after    | complete |           |           | conflict
            canceled        | after    | cancel   |           |           | conflict
            canceled        | after    | expire   |           |           | conflict
            canceled        | after    | lapse    |           |           | conflict
            open            | before   | claim    | pending_review | PendingReview |
            open            | before   | reject   |           |           | conflict
            open            | deadline | claim    |           |           | conflict
            open            | deadline | reject   |           |           | conflict
            open            | after    | claim    |           |           | conflict
            open            | after    | reject   |           |           | conflict
            pending_review  | before   | claim    |           |           | conflict
            pending_review  | before   | reject   | open      | Rejected  |
            pending_review  | deadline | claim    |           |           | conflict
            pending_review  | deadline | reject   | expired   | Expired   |
            pending_review  | after    | claim    |           |           | conflict
            pending_review  | after    | reject   | expired   | Expired   |
            completed       | before   | claim    |           |           | conflict
            completed       | before   | reject   |           |           | conflict
            completed       | deadline | claim    |           |           | conflict
            completed       | deadline | reject   |           |           | conflict
            completed       | after    | claim    |           |           | conflict
            completed       | after    | reject   |           |           | conflict
            expired         | before   | claim    |           |           | conflict
            expired         | before   | reject   |           |           | conflict
            expired         | deadline | claim    |           |           | conflict
            expired         | deadline | reject   |           |           | conflict
            expired         | after    | claim    |           |           | conflict
            expired         | after    | reject   |           |           | conflict
            canceled        | before   | claim    |           |           | conflict
            canceled        | before   | reject   |           |           | conflict
            canceled        | deadline | claim    |           |           | conflict
            canceled        | deadline | reject   |           |           | conflict
            canceled        | after    | claim    |           |           | conflict
            canceled        | after    | reject   |           |           | conflict
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', commentCharacter = '#', textBlock = TABLE)
    void every_state_answers_every_command(
            String state,
            String when,
            String command,
            @Nullable String becomes,
            @Nullable String event,
            @Nullable String refused) {
        CheckoutSession session = session(state(state));
        Instant now = time(when);

        if (refused != null) {
            assertThatThrownBy(() -> command(session, command, now))
                    .isInstanceOfSatisfying(
                            Rejected.class, e -> assertThat(e.code().wire()).isEqualTo(refused));
            return;
        }
        Transition<CheckoutSession, CheckoutEvent> done = command(session, command, now);
        assertThat(done.before()).isSameAs(session);
        assertThat(done.after().state().wire()).isEqualTo(becomes);
        assertThat(done.event().getClass().getSimpleName()).isEqualTo(event);
        assertThat(done.after().version()).isEqualTo(session.version() + 1);
        assertThat(done.after().updatedAt()).isEqualTo(now);
        assertThat(done.after().terms()).isSameAs(session.terms());
        assertThat(done.after().expiresAt()).isEqualTo(session.expiresAt());
    }

    @Test
    void the_table_leaves_nothing_out() {
        var rows = new HashSet<String>();
        TABLE.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            rows.add(cells[0].strip() + " " + cells[1].strip() + " " + cells[2].strip());
        });
        for (Class<?> state : State.class.getPermittedSubclasses()) {
            String name = state.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_");
            for (String when : List.of("before", "deadline", "after")) {
                for (String command : List.of("complete", "cancel", "expire", "lapse", "claim", "reject")) {
                    assertThat(rows).contains(name.toLowerCase(java.util.Locale.ROOT) + " " + when + " " + command);
                }
            }
        }
        assertThat(rows).hasSize(90);
    }

    @Test
    void a_lapse_counts_from_the_deadline_and_not_from_when_it_was_noticed() {
        CheckoutSession after =
                session(new State.Open()).lapse(DEADLINE.plusSeconds(600)).after();
        assertThat(after.state()).isEqualTo(new State.Expired(DEADLINE));
    }

    @Test
    void readers_see_the_deadline_before_any_sweep_and_nothing_else_changes() {
        CheckoutSession open = session(new State.Open());

        assertThat(open.asOf(DEADLINE.minusMillis(1))).isSameAs(open);
        assertThat(open.asOf(DEADLINE).state()).isEqualTo(new State.Expired(DEADLINE));
        assertThat(open.asOf(DEADLINE).version()).isEqualTo(open.version());
        CheckoutSession review = session(state("pending_review"));
        assertThat(review.asOf(DEADLINE.plusSeconds(1))).isSameAs(review);
    }

    @Test
    void money_is_taken_until_the_deadline_and_under_review_also_later() {
        assertThat(session(new State.Open()).takesMoney(DEADLINE.minusMillis(1)))
                .isTrue();
        assertThat(session(new State.Open()).takesMoney(DEADLINE)).isFalse();
        assertThat(session(state("pending_review")).takesMoney(DEADLINE.plusSeconds(1)))
                .isTrue();
        for (String ended : List.of("completed", "expired", "canceled")) {
            assertThat(session(state(ended)).takesMoney(CREATED)).isFalse();
        }
    }

    @Test
    void paying_keeps_who_and_how() {
        CheckoutSession paid = session(new State.Open())
                .complete(PAYMENT, WITH, null, CREATED.plusSeconds(1))
                .after();
        assertThat(paid.state()).isEqualTo(new State.Completed(CREATED.plusSeconds(1), PAYMENT));
        assertThat(paid.paidWith()).isEqualTo(WITH);
    }

    @Test
    void a_confirmation_keeps_who_found_the_money() {
        Transition<CheckoutSession, CheckoutEvent> claimed =
                session(new State.Open()).claim("/files/x.png", CREATED.plusSeconds(1));
        assertThat(claimed.after().review())
                .isEqualTo(new CheckoutSession.Review(
                        CREATED.plusSeconds(1), "/files/x.png", null, null, null, null, null));
        CheckoutSession.Review confirmed = claimed.after()
                .complete(PAYMENT, WITH, "usr_1", DEADLINE.plusSeconds(9))
                .after()
                .review();
        assertThat(confirmed)
                .isEqualTo(new CheckoutSession.Review(
                        CREATED.plusSeconds(1), "/files/x.png", DEADLINE.plusSeconds(9), "usr_1", null, null, null));
    }

    @Test
    void a_rejected_claim_opens_the_session_again_and_can_be_made_again() {
        CheckoutSession open = session(state("pending_review"))
                .reject("usr_1", "No transfer yet", CREATED.plusSeconds(5))
                .after();
        assertThat(open.state()).isEqualTo(new State.Open());
        assertThat(open.review())
                .isEqualTo(new CheckoutSession.Review(
                        CREATED, null, null, null, CREATED.plusSeconds(5), "usr_1", "No transfer yet"));
        assertThat(open.claim(null, CREATED.plusSeconds(6)).after().review())
                .isEqualTo(new CheckoutSession.Review(CREATED.plusSeconds(6), null, null, null, null, null, null));
    }

    @Test
    void a_new_session_is_open_and_its_first_event_says_so() {
        Transition<CheckoutSession, CheckoutEvent> made =
                CheckoutSession.open(CheckoutSessionId.next(IDS), SCOPE, terms(150_000), DEADLINE, CREATED);
        assertThat(made.before()).isNull();
        assertThat(made.after().state()).isEqualTo(new State.Open());
        assertThat(made.after().version()).isEqualTo(1);
        assertThat(made.event()).isEqualTo(new CheckoutEvent.Created());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x150000", "2x75000", "1x200000,1x-50000", "3x0,1x150000"})
    void line_items_that_add_up_are_taken(String items) {
        CheckoutSession made = CheckoutSession.open(
                        CheckoutSessionId.next(IDS), SCOPE, terms(150_000, items(items)), DEADLINE, CREATED)
                .after();
        assertThat(made.terms().lineItems()).hasSize(items.split(",", -1).length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1x149999",
                "2x150000",
                "1x-150000",
                // Overflows must not wrap round to the amount.
                "2x9223372036854775807",
                "1x9223372036854775807,1x9223372036854775807",
                "4294967296x4294967296,1x150000"
            })
    void line_items_that_do_not_add_up_are_refused(String items) {
        assertThatThrownBy(() -> CheckoutSession.open(
                        CheckoutSessionId.next(IDS), SCOPE, terms(150_000, items(items)), DEADLINE, CREATED))
                .isInstanceOfSatisfying(Rejected.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.VALIDATION_ERROR);
                    assertThat(e.details().getFirst().param()).isEqualTo("lineItems");
                });
    }

    @Test
    void final_states_are_those_that_take_no_command() {
        var ended = new HashSet<String>();
        for (String state : List.of("open", "pending_review", "completed", "expired", "canceled")) {
            if (state(state).isFinal()) {
                ended.add(state);
            }
        }
        assertThat(ended).isEqualTo(Set.of("completed", "expired", "canceled"));
    }

    private static Transition<CheckoutSession, CheckoutEvent> command(
            CheckoutSession session, String command, Instant now) {
        return switch (command) {
            case "complete" -> session.complete(PAYMENT, WITH, null, now);
            case "claim" -> session.claim(null, now);
            case "reject" -> session.reject(null, "Not seen", now);
            case "cancel" -> session.cancel(now);
            case "expire" -> session.expire(now);
            case "lapse" -> session.lapse(now);
            default -> throw new IllegalArgumentException(command);
        };
    }

    private static State state(String name) {
        return switch (name) {
            case "open" -> new State.Open();
            case "pending_review" -> new State.PendingReview(CREATED);
            case "completed" -> new State.Completed(CREATED, PAYMENT);
            case "expired" -> new State.Expired(DEADLINE);
            case "canceled" -> new State.Canceled(CREATED);
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Instant time(String when) {
        return switch (when) {
            case "before" -> DEADLINE.minusMillis(1);
            case "deadline" -> DEADLINE;
            case "after" -> DEADLINE.plusMillis(1);
            default -> throw new IllegalArgumentException(when);
        };
    }

    private static CheckoutSession session(State state) {
        var review = state instanceof State.PendingReview
                ? new CheckoutSession.Review(CREATED, null, null, null, null, null, null)
                : null;
        return new CheckoutSession(
                CheckoutSessionId.next(IDS), SCOPE, terms(150_000), state, DEADLINE, null, review, 3, CREATED, CREATED);
    }

    private static CheckoutSession.Terms terms(long amount, LineItem... items) {
        return new CheckoutSession.Terms(
                new Money(amount, Currency.IDR), List.of("card"), List.of(items), null, null, null, null, false, null);
    }

    /// `2x75000,1x-500` reads as quantity and unit amount.
    private static LineItem[] items(String text) {
        return Arrays.stream(text.split(",", -1))
                .map(item -> item.split("x", -1))
                .map(parts -> new LineItem("Kopi", Long.parseLong(parts[0]), Long.parseLong(parts[1])))
                .toArray(LineItem[]::new);
    }
}

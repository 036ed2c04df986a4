package com.plugipay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.id.Ids;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every provider must do, whoever is behind it. Each adapter's test implements this.
public interface PaymentProviderContract {
    Ids IDS = new Ids(InstantSource.system());
    Instant EXPIRY = Instant.parse("2030-01-01T00:00:00Z");
    ChargeRequest.Occasion OCCASION = new ChargeRequest.Occasion(
            "Toko Ibu Sari", "https://pay.example.com/c/x/return", "Budi", "budi@example.com", "081234567890");

    PaymentProvider provider();

    Mode mode();

    /// What a workspace gave to use it.
    default Connection connection() {
        return Connection.none(provider().adapter(), mode());
    }

    /// A method that the provider takes.
    String method();

    /// What in `testCard` makes each outcome; null where the provider has no such thing.
    @Nullable
    String thatSucceeds();

    @Nullable
    String thatIsDeclined();

    @Nullable
    String thatNeedsAnAction();

    /// What is charged and sent back.
    default Money money(long minor) {
        return new Money(minor, Currency.IDR);
    }

    /// Charges, and lets the customer do at the provider what `testCard` stands for, where there is something to do.
    default Outcome charged(ChargeRequest request) {
        return provider().charge(connection(), request);
    }

    /// The customer acts on the page of a charge that needs it; as the request is known from then on.
    default ChargeRequest acted(ChargeRequest request, ActionResult result) {
        return request;
    }

    /// The same request with the name that the provider gave it.
    default ChargeRequest known(ChargeRequest request) {
        return request;
    }

    /// The same refund with the name that the provider gave it, where it finds none by ours.
    default RefundRequest known(RefundRequest request, RefundOutcome sent) {
        return request;
    }

    /// The name of money that can go back.
    default String refundable() {
        return "charge";
    }

    default ChargeRequest request(@Nullable String card, long amount) {
        return new ChargeRequest(
                IDS.next("att"), null, mode(), method(), money(amount), "/c/x/action", card, EXPIRY, OCCASION);
    }

    @Test
    default void it_supports_what_it_says_and_not_the_unknown() {
        assertThat(provider().supports(mode(), method())).isTrue();
        assertThat(provider().supports(mode(), "no_such_method")).isFalse();
        assertThat(provider().adapter()).matches("[a-z][a-z0-9_]*");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 150_000, Money.MAX_MINOR})
    default void a_capture_says_exactly_the_amount_that_was_asked(long amount) {
        assertThat(charged(request(thatSucceeds(), amount)))
                .isInstanceOfSatisfying(Outcome.Captured.class, captured -> {
                    assertThat(captured.amount()).isEqualTo(money(amount));
                    assertThat(captured.reference()).isNotBlank();
                    assertThat(captured.mode()).isEqualTo(mode());
                });
    }

    @Test
    default void the_same_key_has_the_same_answer_and_never_charges_twice() {
        for (String card : new String[] {thatSucceeds(), thatIsDeclined(), thatNeedsAnAction()}) {
            ChargeRequest request = request(card, 150_000);
            assertThat(charged(request)).isEqualTo(charged(request));
        }
    }

    @Test
    default void different_keys_have_different_references() {
        assertThat(List.of(reference(thatSucceeds()), reference(thatSucceeds())))
                .doesNotHaveDuplicates();
    }

    private String reference(@Nullable String card) {
        return switch (charged(request(card, 1))) {
            case Outcome.Captured captured -> captured.reference();
            case Outcome.ActionNeeded needed -> needed.reference();
            case Outcome.Declined _, Outcome.NotMade _, Outcome.Voided _, Outcome.Unknown _ ->
                throw new AssertionError("no reference");
        };
    }

    @Test
    default void a_decline_has_a_402_and_words_for_people() {
        assertThat(charged(request(thatIsDeclined(), 1))).isInstanceOfSatisfying(Outcome.Declined.class, declined -> {
            assertThat(declined.code().status()).isEqualTo(402);
            assertThat(declined.message()).isNotBlank();
        });
    }

    @Test
    default void an_action_can_be_passed_or_failed_and_told_again() {
        ChargeRequest request = request(thatNeedsAnAction(), 150_000);
        assertThat(provider().charge(connection(), request))
                .isInstanceOfSatisfying(
                        Outcome.ActionNeeded.class,
                        needed -> assertThat(needed.instrument()).isInstanceOf(Instrument.Redirect.class));

        ChargeRequest passing = acted(request, ActionResult.PASSED);
        Outcome passed = provider().resume(connection(), passing, ActionResult.PASSED);
        assertThat(passed)
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(request.amount()));
        assertThat(provider().resume(connection(), passing, ActionResult.PASSED))
                .isEqualTo(passed);
        ChargeRequest failing = acted(request(thatNeedsAnAction(), 1), ActionResult.FAILED);
        assertThat(provider().resume(connection(), failing, ActionResult.FAILED))
                .isInstanceOf(Outcome.Declined.class);
    }

    @Test
    default void what_waits_can_be_voided_and_what_was_captured_says_so() {
        ChargeRequest waits = request(thatNeedsAnAction(), 150_000);
        assertThat(charged(waits)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(provider().cancel(connection(), known(waits))).isInstanceOf(Outcome.Voided.class);
        ChargeRequest paid = request(thatSucceeds(), 150_000);
        Outcome captured = charged(paid);
        assertThat(provider().cancel(connection(), known(paid))).isEqualTo(captured);
        assertThat(provider().query(connection(), known(paid))).isEqualTo(captured);
    }

    @Test
    default void a_refund_under_the_same_key_is_one_refund() {
        var request = new RefundRequest(IDS.next("rfd"), null, mode(), method(), refundable(), money(1));
        assertThat(provider().refund(connection(), request))
                .isEqualTo(provider().refund(connection(), request));
    }

    @Test
    default void a_refund_says_what_was_sent_back_and_is_found_by_its_key() {
        var request = new RefundRequest(IDS.next("rfd"), null, mode(), method(), refundable(), money(7));
        RefundOutcome sent = provider().refund(connection(), request);
        assertThat(sent).isInstanceOfSatisfying(RefundOutcome.Succeeded.class, back -> {
            assertThat(back.amount()).isEqualTo(request.amount());
            assertThat(back.isNamed()).isTrue();
        });
        assertThat(provider().queryRefund(connection(), known(request, sent))).isEqualTo(sent);
        assertThat(provider().queryRefund(connection(), known(request, sent))).isEqualTo(sent);
    }

    @Test
    default void the_other_mode_is_never_charged() {
        Mode other = mode() == Mode.TEST ? Mode.LIVE : Mode.TEST;
        var request = new ChargeRequest(
                IDS.next("att"),
                null,
                other,
                method(),
                new Money(1, Currency.IDR),
                "/c/x/action",
                thatSucceeds(),
                EXPIRY,
                OCCASION);
        assertThat(provider().supports(other, method())).isFalse();
        assertThatThrownBy(() -> provider().charge(connection(), request)).isInstanceOf(IllegalStateException.class);
    }
}

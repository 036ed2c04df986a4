package com.plugipay.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.provider.ActionResult;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.scope.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxProviderTest implements PaymentProviderContract {
    private final SandboxProvider sandbox = new SandboxProvider();

    @Override
    public PaymentProvider provider() {
        return sandbox;
    }

    @Override
    public Mode mode() {
        return Mode.TEST;
    }

    @Override
    public String method() {
        return "card";
    }

    @Override
    public String thatSucceeds() {
        return "success";
    }

    @Override
    public String thatIsDeclined() {
        return "generic_decline";
    }

    @Override
    public String thatNeedsAnAction() {
        return "three_d_secure";
    }

    @ParameterizedTest
    @CsvSource({
        "generic_decline, card_declined",
        "insufficient_funds, insufficient_funds",
    })
    void each_card_declines_in_its_own_words(String card, String code) {
        assertThat(sandbox.charge(connection(), request(card, 1)))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code().wire()).isEqualTo(code));
    }

    @Test
    void a_failed_challenge_is_told_as_such() {
        assertThat(sandbox.resume(connection(), request("three_d_secure", 1), ActionResult.FAILED))
                .isInstanceOfSatisfying(
                        Outcome.Declined.class,
                        declined -> assertThat(declined.code().wire()).isEqualTo("authentication_failed"));
    }

    @Test
    void only_a_card_that_asked_can_go_on() {
        assertThatThrownBy(() -> sandbox.resume(connection(), request("success", 1), ActionResult.PASSED))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4242424242424242", "4242 4242 4242 4242", "success"})
    void a_card_goes_by_its_name_or_its_number(String text) {
        assertThat(TestCard.parse(text)).contains(TestCard.SUCCESS);
        assertThat(TestCard.SUCCESS.card().last4()).isEqualTo("4242");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SUCCESS", "4111111111111111", "424242424242424", "42424242424242424", "suc cess"})
    void no_other_card_is_known(String text) {
        assertThat(TestCard.parse(text)).isEmpty();
    }
}

package com.plugipay.provider.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.MobileNumber;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.PaymentProviderContract;
import com.plugipay.qris.NotQris;
import com.plugipay.qris.Qris;
import com.plugipay.scope.Mode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
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

    static Stream<PaymentMethod> channels() {
        return MethodCatalogue.all().stream().filter(method -> method.group() != MethodGroup.OFFLINE);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void every_channel_of_the_catalogue_has_an_instrument_that_its_key_decides(PaymentMethod method) {
        ChargeRequest request = request(method);
        assertThat(sandbox.supports(Mode.TEST, method.id())).isTrue();
        Instrument instrument = instrument(request);
        assertThat(instrument(request)).isEqualTo(instrument);
        if (!(instrument instanceof Instrument.Push)) {
            assertThat(instrument(request(method))).isNotEqualTo(instrument);
        }
        switch (method.group()) {
            case QR -> assertThat(instrument).isInstanceOf(Instrument.Qr.class);
            case VA -> assertThat(instrument).isInstanceOf(Instrument.VirtualAccount.class);
            case RETAIL -> assertThat(instrument).isInstanceOf(Instrument.RetailCode.class);
            case CARD, PAYPAL, DEBIT, BNPL -> assertThat(instrument).isInstanceOf(Instrument.Redirect.class);
            case EWALLET ->
                assertThat(instrument)
                        .isInstanceOf(method.asksForPhone() ? Instrument.Push.class : Instrument.Redirect.class);
            case OFFLINE -> throw new AssertionError("nobody is called for " + method.id());
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void every_channel_can_be_approved_declined_and_voided(PaymentMethod method) {
        ChargeRequest request = request(method);
        assertThat(sandbox.resume(connection(), request, ActionResult.PASSED))
                .isInstanceOfSatisfying(
                        Outcome.Captured.class,
                        captured -> assertThat(captured.amount()).isEqualTo(request.amount()));
        assertThat(sandbox.resume(connection(), request, ActionResult.FAILED)).isInstanceOf(Outcome.Declined.class);
        assertThat(sandbox.query(connection(), request)).isInstanceOf(Outcome.ActionNeeded.class);
        assertThat(sandbox.cancel(connection(), request)).isInstanceOf(Outcome.Voided.class);
    }

    @ParameterizedTest
    @CsvSource({
        "va_bca, 81278, 16",
        "va_bni, 98885002, 16",
        "va_bri, 26215, 18",
        "va_mandiri, 70012, 17",
        "va_permata, 856200, 16",
        "va_cimb, 5919, 16",
        "va_bsi, 9347, 16",
        "va_danamon, 7915, 16",
        "va_seabank, 9016, 16",
    })
    void a_virtual_account_has_its_banks_form(String channel, String first, int length) {
        PaymentMethod method = MethodCatalogue.find(channel).orElseThrow();
        var account = (Instrument.VirtualAccount) instrument(request(method));
        assertThat(account.number()).startsWith(first).hasSize(length).containsOnlyDigits();
        if (channel.equals("va_mandiri")) {
            assertThat(account.billerCode()).isEqualTo(first);
            assertThat(account.billKey()).hasSize(12);
            assertThat(account.number()).isEqualTo(account.billerCode() + account.billKey());
        } else {
            assertThat(account.billerCode()).isNull();
        }
    }

    @ParameterizedTest
    @CsvSource({"alfamart, 14", "indomaret, 12"})
    void a_payment_code_has_its_shops_form(String channel, int length) {
        PaymentMethod method = MethodCatalogue.find(channel).orElseThrow();
        var code = (Instrument.RetailCode) instrument(request(method));
        assertThat(code.code()).hasSize(length).containsOnlyDigits();
        assertThat(code.store()).isEqualTo(method.label());
    }

    @Test
    void the_qris_is_one_that_asks_for_exactly_this_amount() throws NotQris {
        var qr = (Instrument.Qr) instrument(request(MethodCatalogue.find("qris").orElseThrow()));
        Qris qris = Qris.read(qr.payload());
        assertThat(qris.forOnePayment()).isTrue();
        assertThat(qris.amount()).isEqualTo(new Money(162_500, Currency.IDR));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"081234567890", "0812 3456 7890", "+62 812-3456-7890", "62812.3456.7890", "(0812) 34567890"})
    void a_mobile_number_is_read_as_people_write_it(String written) {
        assertThat(MobileNumber.parse(written)).contains(new MobileNumber("+6281234567890"));
        assertThat(new MobileNumber("+6281234567890").masked()).isEqualTo("0812••••890");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0812",
                "0212345678",
                "6581234567",
                "081234567890123",
                "8123456789",
                "0842345678901",
                "٠٨١٢٣٤٥٦٧٨٩٠",
                "+1 812 3456 7890",
                "0812345678x"
            })
    void no_other_number_is_a_mobile_number(String written) {
        assertThat(MobileNumber.parse(written)).isEmpty();
    }

    private ChargeRequest request(PaymentMethod method) {
        Currency currency = method.currencies().contains(Currency.IDR) ? Currency.IDR : Currency.USD;
        return new ChargeRequest(
                IDS.next("att"),
                null,
                Mode.TEST,
                method.id(),
                new Money(162_500, currency),
                "/c/x/" + IDS.next("att"),
                method.id().equals("card") ? "three_d_secure" : null,
                EXPIRY,
                ChargeRequest.Occasion.NONE.ringing(method.asksForPhone() ? "+6281234567890" : null));
    }

    private Instrument instrument(ChargeRequest request) {
        return ((Outcome.ActionNeeded) sandbox.charge(connection(), request)).instrument();
    }
}

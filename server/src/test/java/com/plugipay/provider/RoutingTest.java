package com.plugipay.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.method.FactsFile;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.provider.manual.ManualProvider;
import com.plugipay.provider.sandbox.SandboxProvider;
import com.plugipay.scope.Mode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who takes a payment, and why.
class RoutingTest {
    private final Providers providers =
            new Providers(List.of(new SandboxProvider(), new ManualProvider()), FactsFile.read(null));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TEST | va_bca        | 150000 IDR |                         |          | sandbox sandbox
            TEST | va_bca        | 150000 IDR | manual paypal           |          | sandbox sandbox
            TEST | va_bca        | 150000 IDR | xendit                  |          | xendit only
            TEST | va_bca        | 150000 IDR | midtrans                |          | midtrans only
            TEST | va_bca        | 150000 IDR | midtrans xendit         |          | xendit preferred
            TEST | va_bca        | 150000 IDR | midtrans xendit managed |          | xenplatform preferred
            TEST | va_bca        | 150000 IDR | midtrans xendit         | midtrans | midtrans chosen
            TEST | va_bca        | 150000 IDR | midtrans                | midtrans | midtrans chosen
            TEST | va_bca        | 150000 IDR | xendit                  | midtrans | xendit instead:midtrans
            TEST | va_bca        | 150000 IDR |                         | midtrans | sandbox sandbox
            TEST | va_bca        | 9999 IDR   | xendit midtrans         |          | midtrans preferred
            TEST | va_bca        | 9999 IDR   | xendit midtrans         | xendit   | midtrans instead:xendit
            TEST | va_bca        | 9999 IDR   | xendit managed          |          | TooSmall Rp 10.000
            TEST | va_bca        | 9999 IDR   |                         |          | TooSmall Rp 10.000
            TEST | va_bca        | 10000 IDR  |                         |          | sandbox sandbox
            TEST | va_bca        | 50000000 IDR | xendit midtrans       |          | xendit preferred
            TEST | va_bca        | 50000001 IDR | xendit midtrans       |          | midtrans preferred
            TEST | va_bca        | 50000001 IDR | xendit                |          | TooLarge Rp 50.000.000
            TEST | linkaja       | 10000001 IDR | xendit                |          | TooLarge Rp 10.000.000
            TEST | indomaret     | 5000001 IDR  | xendit                |          | TooLarge Rp 5.000.000
            TEST | va_bca        | 1500 USD   | xendit                  |          | OtherCurrency [IDR]
            TEST | card          | 1 IDR      | xendit                  |          | xendit only
            TEST | card          | 1500 USD   |                         |          | sandbox sandbox
            TEST | card          | 1500 USD   | xendit midtrans         | xendit   | sandbox sandbox
            TEST | bank_transfer | 1 IDR      |                         |          | Nobody
            TEST | bank_transfer | 1500 USD   | manual xendit           |          | manual only
            LIVE | bank_transfer | 999999999999 IDR | manual            |          | manual only
            LIVE | va_bca        | 150000 IDR |                         |          | Nobody
            LIVE | card          | 1500 USD   |                         |          | Nobody
            """)
    void a_payment_goes_to_one_for_a_reason(
            Mode mode, String method, String amount, String connected, String chosen, String result) {
        Map<String, String> choice = chosen == null ? Map.of() : Map.of(method, chosen);
        Fit fit = providers.fit(new Connected(mode, kinds(connected), Set.of(), choice), method(method), money(amount));
        assertThat(said(fit)).isEqualTo(result);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            qris   | xendit midtrans        |          | xendit          | midtrans instead:xendit
            qris   | xendit midtrans        | xendit   | xendit          | midtrans instead:xendit
            qris   | xendit midtrans        | midtrans | xendit          | midtrans chosen
            qris   | xendit midtrans        |          | midtrans        | xendit preferred
            qris   | xendit midtrans        | midtrans | midtrans xendit | midtrans chosen
            qris   | xendit                 |          | xendit          | xendit only
            va_bca | xendit manual          |          | xendit          | xendit only
            """)
    void one_that_rests_is_asked_last_and_nobody_pays_by_hand_for_it(
            String method, String connected, String chosen, String resting, String result) {
        Map<String, String> choice = chosen == null ? Map.of() : Map.of(method, chosen);
        var now = new Connected(Mode.TEST, kinds(connected), kinds(resting), choice);
        assertThat(said(providers.fit(now, method(method), money("150000 IDR"))))
                .isEqualTo(result);
    }

    @Test
    void a_route_brings_along_what_its_adapter_can_do() {
        var connected = new Connected(Mode.TEST, Set.of("xendit"), Set.of(), Map.of());
        assertThat(providers.fit(connected, method("va_bca"), money("150000 IDR")))
                .isInstanceOfSatisfying(
                        Fit.Taken.class,
                        taken -> assertThat(taken.route().capability())
                                .isEqualTo(
                                        providers.capability("xendit", "va_bca").orElseThrow()));
    }

    @Test
    void those_who_can_are_listed_in_the_order_in_which_they_are_asked() {
        Set<String> all = Set.of("paypal", "midtrans", "manual", "managed", "xendit");
        assertThat(providers.kinds(new Connected(Mode.TEST, all, Set.of(), Map.of()), method("card")))
                .containsExactly("managed", "xendit", "midtrans", "sandbox");
        assertThat(providers.kinds(new Connected(Mode.TEST, all, Set.of(), Map.of()), method("bank_transfer")))
                .containsExactly("manual");
    }

    @Test
    void live_mode_never_runs_the_sandbox_and_test_mode_nobody_else() {
        assertThat(Providers.runner(Mode.TEST, "xendit")).isEqualTo("sandbox");
        assertThat(Providers.runner(Mode.TEST, "manual")).isEqualTo("manual");
        assertThat(Providers.runner(Mode.LIVE, "xendit")).isEqualTo("xendit");
        assertThatThrownBy(() -> Providers.runner(Mode.LIVE, "sandbox")).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chosen", "only", "preferred", "sandbox", "instead:midtrans"})
    void reasons_come_back_from_their_text(String text) {
        assertThat(RouteReason.parse(text).orElseThrow().text()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "instead", "only:xendit", "CHOSEN", "because"})
    void other_texts_are_no_reasons(String text) {
        assertThat(RouteReason.parse(text)).isEmpty();
    }

    private static String said(Fit fit) {
        return switch (fit) {
            case Fit.Taken(Route route) ->
                route.adapter() + " " + route.reason().text();
            case Fit.Nobody _ -> "Nobody";
            case Fit.OtherCurrency(List<Currency> taken) -> "OtherCurrency " + taken;
            case Fit.TooSmall(Money least) -> "TooSmall " + least.display();
            case Fit.TooLarge(Money most) -> "TooLarge " + most.display();
        };
    }

    private static PaymentMethod method(String id) {
        return MethodCatalogue.find(id).orElseThrow();
    }

    private static Money money(String text) {
        String[] parts = text.split(" ", -1);
        return new Money(Long.parseLong(parts[0]), Currency.valueOf(parts[1]));
    }

    private static Set<String> kinds(String text) {
        return text == null ? Set.of() : Set.of(text.split(" ", -1));
    }
}

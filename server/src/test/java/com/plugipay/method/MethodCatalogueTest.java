package com.plugipay.method;

import static org.assertj.core.api.Assertions.assertThat;

import com.plugipay.money.Currency;
import com.plugipay.scope.Mode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodCatalogueTest {
    @Test
    void these_are_all_the_methods_in_their_order() {
        assertThat(String.join(" ", ids(MethodCatalogue.all()))).isEqualTo("""
                qris ovo dana shopeepay gopay linkaja astrapay jeniuspay va_bca va_bni va_bri va_mandiri va_permata \
                va_cimb va_bsi va_danamon va_seabank card alfamart indomaret paypal klikpay_bca akulaku kredivo \
                bank_transfer static_qris cash edc_card""");
        assertThat(MethodCatalogue.all().stream().map(PaymentMethod::group)).isSorted();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            retail               | alfamart indomaret
            ewallet              | ovo dana shopeepay gopay linkaja astrapay jeniuspay
            card                 | card
            bank_transfer_manual | bank_transfer
            bank_transfer        | bank_transfer
            """)
    void families_and_aliases_stand_for_methods(String asked, String methods) {
        assertThat(MethodCatalogue.isKnown(asked)).isTrue();
        assertThat(ids(MethodCatalogue.expand(List.of(asked)))).containsExactly(methods.split(" ", -1));
    }

    @Test
    void asking_twice_offers_once_and_in_the_catalogues_order() {
        assertThat(ids(MethodCatalogue.expand(List.of("card", "va", "va_bca", "qris"))))
                .startsWith("qris", "va_bca")
                .endsWith("card")
                .doesNotHaveDuplicates()
                .hasSize(11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "CARD", "bnpl", "klikpay", "va_", "bank", "offline"})
    void the_unknown_is_unknown(String asked) {
        assertThat(MethodCatalogue.isKnown(asked)).isFalse();
    }

    @Test
    void a_new_workspace_has_all_but_cash_and_the_card_machine() {
        assertThat(MethodCatalogue.enabledAtFirst())
                .hasSize(MethodCatalogue.all().size() - 2)
                .doesNotContain("cash", "edc_card");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            TEST | card paypal bank_transfer cash edc_card
            LIVE | paypal bank_transfer cash edc_card
            """)
    void dollars_are_for_paypal_for_what_is_done_by_hand_and_for_test_cards(Mode mode, String methods) {
        assertThat(ids(MethodCatalogue.all().stream()
                        .filter(method -> method.currencies(mode).contains(Currency.USD))
                        .toList()))
                .containsExactly(methods.split(" ", -1));
    }

    @Test
    void card_brands_have_names_and_an_unknown_one_keeps_its_own() {
        assertThat(CardBrands.labels()).containsExactly("Visa", "Mastercard", "JCB", "American Express");
        assertThat(CardBrands.label("amex")).isEqualTo("American Express");
        assertThat(CardBrands.label("gpn")).isEqualTo("gpn");
    }

    private static List<String> ids(java.util.Collection<PaymentMethod> methods) {
        return methods.stream().map(PaymentMethod::id).toList();
    }
}

package com.plugipay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0            | IDR | Rp 0
            1            | IDR | Rp 1
            999          | IDR | Rp 999
            1000         | IDR | Rp 1.000
            150000       | IDR | Rp 150.000
            999999999999 | IDR | Rp 999.999.999.999
            0            | USD | $0.00
            5            | USD | $0.05
            99           | USD | $0.99
            100          | USD | $1.00
            150000       | USD | $1,500.00
            999999999999 | USD | $9,999,999,999.99
            """)
    void people_read_it_in_one_way(long minor, Currency currency, String shown) {
        assertThat(new Money(minor, currency).display()).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0                   | IDR | Rp 0
            -150000             | IDR | -Rp 150.000
            1000000000000       | IDR | Rp 1.000.000.000.000
            -5                  | USD | -$0.05
            9223372036854775807 | USD | $92,233,720,368,547,758.07
            """)
    void a_sum_reads_like_an_amount_and_may_be_below_zero(long minor, Currency currency, String shown) {
        assertThat(Money.display(minor, currency)).isEqualTo(shown);
    }

    @Test
    void the_machines_language_changes_nothing() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(new Money(1_234_567, Currency.IDR).display()).isEqualTo("Rp 1.234.567");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Money.MAX_MINOR + 1, Long.MAX_VALUE})
    void an_amount_out_of_range_is_no_money(long minor) {
        assertThatThrownBy(() -> new Money(minor, Currency.IDR)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void exponents_are_our_own() {
        assertThat(Currency.IDR.exponent()).isZero();
        assertThat(Currency.USD.exponent()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"idr", "Idr", " IDR", "EUR", "", "US"})
    void a_currency_is_written_exactly(String code) {
        assertThat(Currency.parse(code)).isEmpty();
    }

    @Test
    void every_currency_parses_its_own_name() {
        for (Currency currency : Currency.values()) {
            assertThat(Currency.parse(currency.name())).contains(currency);
        }
    }
}

package com.plugipay.money;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypedAmountTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            150000        | IDR | 150000
            150.000       | IDR | 150000
            Rp 150.000    | IDR | 150000
            Rp\u00a0150.000    | IDR | 150000
            Rp150000      | IDR | 150000
            rp. 1.500.000 | IDR | 1500000
            0150          | IDR | 150
            1500          | USD | 1500
            """)
    void what_people_write_is_read(String typed, Currency currency, long minor) {
        assertThat(TypedAmount.read(typed, currency)).isEqualTo(new TypedAmount(minor, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Rp", "Rp -1", "Rp 150.000,00", "Rp 150,000", "Rp 1.5", "Rp Rp 1", "Rp  1", "Rpx1", "IDR 1", "$1"
            })
    void what_could_mean_something_else_is_refused(String typed) {
        assertThat(TypedAmount.read(typed, Currency.IDR).problem()).isEqualTo(TypedAmount.Problem.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Rp 150.000", "Rp150000", "1.500", "15.00"})
    void cents_are_digits_alone(String typed) {
        assertThat(TypedAmount.read(typed, Currency.USD).problem()).isEqualTo(TypedAmount.Problem.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "0", "Rp 0"})
    void nothing_is_missing(String typed) {
        assertThat(TypedAmount.read(typed, Currency.IDR).problem()).isEqualTo(TypedAmount.Problem.MISSING);
    }
}

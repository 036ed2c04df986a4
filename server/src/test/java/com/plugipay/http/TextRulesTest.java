package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextRulesTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "Kopi", "😀😀😀😀", "é", "e\u0301", "\u202eabc"})
    void people_may_write_what_people_write(String text) {
        assertThat(TextRules.problem(text, 0, 10_000)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"line\nline", "a\ttab"})
    void lines_are_for_text_of_several_lines_only(String text) {
        assertThat(TextRules.problem(text, 0, 100)).isNotNull();
        assertThat(TextRules.problemOfLines(text, 0, 100)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0007", "\r", "\u007f", "\u0085", "\ud83d", "\ude00", "\ude00\ud83d"})
    void controls_and_half_characters_are_refused(String text) {
        assertThat(TextRules.problem(text, 0, 100)).isNotNull();
        assertThat(TextRules.problemOfLines(text, 0, 100)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5})
    void length_counts_characters_as_people_do(int length) {
        boolean fits = length >= 1 && length <= 4;
        assertThat(TextRules.problem("😀".repeat(length), 1, 4) == null).isEqualTo(fits);
    }
}

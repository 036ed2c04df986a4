package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
    private static Fields fields(String json) {
        return Fields.of(json.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "1",
                "null",
                "\"x\"",
                "{",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1}x",
                "{'a':1}",
                "{\"a\":01}",
                "{\"a\":NaN}",
                "{\"a\":1,}"
            })
    void a_body_that_is_not_one_json_object_is_refused(String json) {
        assertThatThrownBy(() -> fields(json))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST));
    }

    @Test
    void deep_nesting_is_refused_and_no_body_is_an_empty_one() {
        assertThatThrownBy(() -> fields("{\"a\":".repeat(60) + "1" + "}".repeat(60)))
                .isInstanceOf(Rejected.class);
        Fields.of(new byte[0]).check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e2", "\"150\"", "true", "0", "101", "99999999999999999999", "-1", "[1]"})
    void an_integer_is_an_integer_token_in_its_range(String value) {
        Fields fields = fields("{\"amount\":" + value + "}");
        assertThat(fields.integer("amount", 1, 100)).isEmpty();
        wrong(fields, "amount");
    }

    @Test
    void an_integer_in_range_is_taken() {
        Fields fields = fields("{\"amount\":100}");
        assertThat(fields.integer("amount", 1, 100)).contains(100L);
        fields.check();
    }

    @Test
    void all_wrong_missing_and_unknown_fields_are_told_together() {
        Fields fields = fields("{\"name\":7,\"flag\":\"yes\",\"extra\":1}");
        fields.text("name", 0, 10);
        fields.flag("flag");
        assertThatThrownBy(() -> fields.required("amount", fields.text("amount", 1, 10)))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(params(e)).containsExactlyInAnyOrder("name", "flag", "amount", "extra"));
    }

    @Test
    void fields_of_lists_are_named_by_their_place() {
        Fields fields = fields("{\"lines\":[{\"n\":\"a\"},{\"n\":5,\"x\":1},7]}");
        List<String> read = fields.objects("lines", 5, line -> Optional.ofNullable(line.text("n", 1, 5)));
        assertThat(read).containsExactly("a");
        wrong(fields, "lines[1].n", "lines[1].x", "lines[2]");
    }

    @Test
    void metadata_keeps_texts_numbers_and_flags_as_text_and_drops_nulls() {
        Fields fields = fields("{\"m\":{\"a\":\"x\",\"b\":1.50,\"c\":true,\"d\":null}}");
        assertThat(fields.metadata("m")).containsOnlyKeys("a", "b", "c").containsEntry("a", "x");
        fields.check();
        Fields nested = fields("{\"m\":{\"a\":{}}}");
        nested.metadata("m");
        wrong(nested, "m.a");
    }

    @Test
    void null_differs_from_absent() {
        assertThat(fields("{\"a\":null}").isNull("a")).isTrue();
        assertThat(fields("{}").isNull("a")).isFalse();
        assertThat(fields("{\"a\":null}").text("a", 1, 5)).isNull();
    }

    @Test
    void a_strange_field_name_is_not_echoed_as_it_came() {
        Fields fields = fields("{\"a\\u0007<é\":1}");
        wrong(fields, "a?<?");
    }

    private static void wrong(Fields fields, String... names) {
        assertThatThrownBy(fields::check)
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(params(e)).containsExactlyInAnyOrder(names));
    }

    private static List<String> params(Rejected rejected) {
        return rejected.details().stream().map(Rejected.Detail::param).toList();
    }
}

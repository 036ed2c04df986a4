package com.plugipay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.plugipay.error.Rejected;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryTest {
    private static Query query(String... pairs) {
        return Requests.list(Requests.SCOPE, "/v1/events", pairs).query();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01, 2026-05-01T00:00:00Z",
        "2026-05-01T03:04:05Z, 2026-05-01T03:04:05Z",
        "2026-05-01T03:04:05+07:00, 2026-04-30T20:04:05Z",
        "2026-05-01T03:04:05.678901Z, 2026-05-01T03:04:05.678Z",
        "1970-01-01, 1970-01-01T00:00:00Z",
        "2024-02-29, 2024-02-29T00:00:00Z"
    })
    void a_time_is_rfc_3339_or_a_day_in_utc(String text, Instant meant) {
        Query query = query("createdAfter=" + text);
        assertThat(query.time("createdAfter")).isEqualTo(meant);
        query.check();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-05-01T03:04:05",
                "2025-02-29",
                "2026-13-01",
                "2026-5-1",
                "1969-12-31",
                "+12026-05-01T00:00:00Z",
                "9999-12-31T00:00:00.001Z",
                "1777600000"
            })
    void anything_else_is_not_a_time(String text) {
        Query query = query("createdAfter=" + text);
        assertThat(query.time("createdAfter")).isNull();
        assertThatThrownBy(query::check).isInstanceOf(Rejected.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "100, 100", "101, 100", "0, 1", "-5, 1", "999999999999, 100"})
    void a_limit_is_brought_into_its_range(String text, int limit) {
        assertThat(query("limit=" + text).limit()).isEqualTo(limit);
    }

    @Test
    void wrong_repeated_and_unknown_parameters_are_told_together() {
        Query query = query("limit=many", "type=a", "type=b", "colour=red");
        query.limit();
        query.text("type", 10);

        assertThatThrownBy(query::check)
                .isInstanceOfSatisfying(
                        Rejected.class,
                        e -> assertThat(e.details().stream().map(Rejected.Detail::param))
                                .containsExactlyInAnyOrder("limit", "type", "colour"));
    }
}

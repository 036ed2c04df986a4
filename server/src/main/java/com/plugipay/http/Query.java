package com.plugipay.http;

import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The query parameters of a list: read one by one, wrong and unknown ones refused together by [#check].
public final class Query {
    private final Map<String, String[]> parameters;
    private final Set<String> asked = new HashSet<>();
    private final List<Rejected.Detail> wrong = new ArrayList<>();

    private Query(Map<String, String[]> parameters) {
        this.parameters = parameters;
    }

    static Query of(ApiRequest request) {
        return new Query(request.servlet().getParameterMap());
    }

    public @Nullable String text(String name, int maxLength) {
        String value = value(name);
        if (value != null) {
            String problem = TextRules.problem(value, 0, maxLength);
            if (problem != null) {
                wrong(name, problem);
                return null;
            }
        }
        return value;
    }

    public <T> @Nullable T parsed(String name, String what, Function<String, Optional<T>> parse) {
        String value = value(name);
        if (value == null) {
            return null;
        }
        Optional<T> parsed = parse.apply(value);
        if (parsed.isEmpty()) {
            wrong(name, "must be " + what);
        }
        return parsed.orElse(null);
    }

    /// One of the given words, kept as it is.
    public @Nullable String oneOf(String name, Set<String> words) {
        return parsed(
                name,
                "one of " + String.join(", ", words.stream().sorted().toList()),
                value -> words.contains(value) ? Optional.of(value) : Optional.empty());
    }

    /// RFC 3339 with offset, or a bare date that means 00:00 UTC of that day.
    public @Nullable Instant time(String name) {
        return parsed(name, "a time like 2026-05-01T03:04:05Z or a date like 2026-05-01", Query::parseTime);
    }

    public int limit() {
        String value = value("limit");
        if (value == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        if (!value.matches("-?[0-9]+")) {
            wrong("limit", "must be a whole number");
            return PageRequest.DEFAULT_LIMIT;
        }
        if (value.length() > 18) {
            return value.startsWith("-") ? 1 : PageRequest.MAX_LIMIT;
        }
        return Math.clamp(Long.parseLong(value), 1, PageRequest.MAX_LIMIT);
    }

    public void wrong(String name, String problem) {
        wrong.add(new Rejected.Detail(name, ErrorCode.VALIDATION_ERROR.wire(), name + " " + problem + "."));
    }

    public void check() {
        for (String name : parameters.keySet()) {
            if (!asked.contains(name)) {
                String shown = name.length() > 60 ? name.substring(0, 60) : name;
                wrong.add(new Rejected.Detail(
                        shown, ErrorCode.VALIDATION_ERROR.wire(), "There is no query parameter of that name here."));
            }
        }
        if (!wrong.isEmpty()) {
            throw Rejected.invalid(wrong);
        }
    }

    private @Nullable String value(String name) {
        asked.add(name);
        String[] values = parameters.get(name);
        if (values == null || values.length == 0) {
            return null;
        }
        if (values.length > 1) {
            wrong(name, "must be given once");
            return null;
        }
        return values[0];
    }

    private static Optional<Instant> parseTime(String text) {
        try {
            Instant time = text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
            Instant least = Instant.EPOCH;
            Instant most = Instant.parse("9999-12-31T00:00:00Z");
            return time.isBefore(least) || time.isAfter(most)
                    ? Optional.empty()
                    : Optional.of(time.truncatedTo(ChronoUnit.MILLIS));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}

package com.plugipay.testmode;

import com.plugipay.http.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The form that moves the test clock, as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param step one of the buttons, in seconds; empty for a time of one's own
/// @param count how many of `unit`, as typed
record ClockForm(String key, String step, String count, String unit) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");
    private static final Map<String, Long> STEPS = Map.of("3600", 3_600L, "86400", 86_400L, "604800", 604_800L);
    private static final Map<String, Long> UNITS = Map.of("minutes", 60L, "hours", 3_600L, "days", 86_400L);
    private static final long MOST_SEC = 3_660 * 86_400L;

    static ClockForm fresh() {
        return new ClockForm(newKey(), "", "", "days");
    }

    static ClockForm sent(HttpServletRequest request) {
        String key = field(request, "formKey");
        return new ClockForm(
                KEY.matcher(key).matches() ? key : newKey(),
                field(request, "step"),
                field(request, "count").strip(),
                field(request, "unit"));
    }

    /// The same content, as if typed into a form opened anew.
    ClockForm reopened() {
        return new ClockForm(newKey(), step, count, unit);
    }

    /// What makes two sendings of one form the same.
    byte[] content() {
        return Json.bytes(this);
    }

    /// By how much to move; empty when it is no time, or more than one advance goes.
    OptionalLong sec() {
        Long fixed = STEPS.get(step);
        if (fixed != null) {
            return OptionalLong.of(fixed);
        }
        Long each = UNITS.get(unit);
        if (each == null || !count.matches("[0-9]{1,9}")) {
            return OptionalLong.empty();
        }
        long all = Long.parseLong(count) * each;
        return all < 1 || all > MOST_SEC ? OptionalLong.empty() : OptionalLong.of(all);
    }

    private static String field(HttpServletRequest request, String name) {
        @Nullable String value = request.getParameter(name);
        return value == null || value.length() > 64 ? "" : value;
    }

    private static String newKey() {
        return UUID.randomUUID().toString();
    }
}

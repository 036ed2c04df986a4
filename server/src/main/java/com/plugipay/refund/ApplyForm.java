package com.plugipay.refund;

import com.plugipay.http.Json;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.regex.Pattern;

/// The form that uses money for a session, as a person filled it in.
///
/// @param key names this opened form, whatever is sent from it
/// @param chosen one of the sessions shown, or empty
/// @param typed another session's id; it goes before the chosen one
record ApplyForm(String key, String chosen, String typed) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9-]{8,64}");

    static ApplyForm fresh() {
        return new ApplyForm(UUID.randomUUID().toString(), "", "");
    }

    static ApplyForm sent(HttpServletRequest request) {
        String key = field(request, "formKey");
        return new ApplyForm(
                KEY.matcher(key).matches() ? key : UUID.randomUUID().toString(),
                field(request, "chosen"),
                field(request, "sessionId").strip());
    }

    ApplyForm reopened() {
        return new ApplyForm(UUID.randomUUID().toString(), chosen, typed);
    }

    String session() {
        return typed.isEmpty() ? chosen : typed;
    }

    byte[] content() {
        return Json.bytes(this);
    }

    private static String field(HttpServletRequest request, String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }
}

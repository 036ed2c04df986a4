package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Refused;

/// Xendit's refusals: an HTTP status, an `error_code` and a `message`.
final class Problem {
    private Problem() {}

    static Refused of(int status, String code, String message) {
        return new Refused(answer(status, code, message));
    }

    static Answer answer(int status, String code, String message) {
        return Answer.json(status, Json.object().put("error_code", code).put("message", message));
    }

    static Refused invalid(String message) {
        return of(400, "API_VALIDATION_ERROR", message);
    }

    static Refused value(String message) {
        return of(400, "INVALID_VALUE_ERROR", message);
    }

    static Refused missing(String what) {
        return of(404, "DATA_NOT_FOUND", what + " could not be found.");
    }

    static Refused key() {
        return of(
                401,
                "INVALID_API_KEY",
                "The API key provided is invalid. Please make sure to use the secret/public API key that you can obtain"
                        + " from the Xendit Dashboard.");
    }
}

package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Refused;
import tools.jackson.databind.node.ObjectNode;

/// Midtrans' refusals. Core API: HTTP 200 with the status in the body, except for a wrong key. Snap: real HTTP
/// statuses.
final class Problem {
    private Problem() {}

    static Refused of(int code, String message) {
        return new Refused(core(code, message));
    }

    static Answer core(int code, String message) {
        return Answer.json(
                code == 401 || code >= 500 ? code : 200,
                Json.object()
                        .put("status_code", String.valueOf(code))
                        .put("status_message", message)
                        .put("id", Chance.uuid()));
    }

    static Refused invalid(String message) {
        ObjectNode body = Json.object()
                .put("status_code", "400")
                .put("status_message", "One or more parameters in the payload is invalid.");
        body.putArray("validation_messages").add(message);
        return new Refused(Answer.json(200, body.put("id", Chance.uuid())));
    }

    static Refused key() {
        return new Refused(Answer.json(
                401,
                Json.object()
                        .put("status_code", "401")
                        .put(
                                "status_message",
                                "Unknown Merchant server_key/id. Access denied due to unauthorized transaction, please check"
                                        + " client or server key.")
                        .put("id", Chance.uuid())));
    }

    static Refused missing() {
        return of(404, "Transaction doesn't exist.");
    }

    static Refused fixed() {
        return of(412, "Merchant cannot modify the status of the transaction");
    }

    static Refused snap(int status, String... messages) {
        return new Refused(snapAnswer(status, messages));
    }

    static Answer snapAnswer(int status, String... messages) {
        ObjectNode body = Json.object();
        for (String message : messages) {
            body.withArray("error_messages").add(message);
        }
        return Answer.json(status, body);
    }
}

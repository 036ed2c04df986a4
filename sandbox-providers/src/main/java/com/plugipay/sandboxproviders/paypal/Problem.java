package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Chance;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Refused;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// PayPal's refusals: name, message, debug_id, and details with the issue.
final class Problem {
    private static final String HELP = "https://developer.paypal.com/docs/api/orders/v2/#error-";

    private Problem() {}

    static Refused invalid(String field, String issue, String description) {
        ObjectNode body = body(
                "INVALID_REQUEST",
                "Request is not well-formed, syntactically incorrect, or violates schema.",
                issue,
                description,
                field);
        return new Refused(sent(400, body));
    }

    static Refused unprocessable(String issue, String description) {
        return new Refused(sent(422, unprocessableBody(issue, description)));
    }

    /// The customer has to choose another way to pay: the refusal says where.
    static Refused declined(String page) {
        ObjectNode body = unprocessableBody(
                "INSTRUMENT_DECLINED",
                "The instrument presented was either declined by the processor or bank, or it can't be used for this payment.");
        body.withArray("links")
                .addObject()
                .put("href", page)
                .put("rel", "redirect")
                .put("method", "GET");
        return new Refused(sent(422, body));
    }

    static Refused missing() {
        ObjectNode body = body(
                "RESOURCE_NOT_FOUND",
                "The specified resource does not exist.",
                "INVALID_RESOURCE_ID",
                "Specified resource ID does not exist. Please check the resource ID and try again.",
                null);
        return new Refused(sent(404, body));
    }

    static Refused token() {
        return new Refused(Answer.json(
                401,
                Json.object()
                        .put("error", "invalid_token")
                        .put("error_description", "Token signature verification failed")));
    }

    static Answer failure(int status) {
        ObjectNode body = Json.object()
                .put("name", status == 503 ? "SERVICE_UNAVAILABLE" : "INTERNAL_SERVER_ERROR")
                .put("message", "An internal server error has occurred.")
                .put("debug_id", Chance.hex(13));
        body.putArray("details");
        body.putArray("links");
        return sent(status, body);
    }

    static Answer sent(int status, ObjectNode body) {
        return Answer.json(status, body)
                .with("Paypal-Debug-Id", body.path("debug_id").asString());
    }

    private static ObjectNode unprocessableBody(String issue, String description) {
        return body(
                "UNPROCESSABLE_ENTITY",
                "The requested action could not be performed, semantically incorrect, or failed business validation.",
                issue,
                description,
                null);
    }

    private static ObjectNode body(
            String name, String message, String issue, String description, @Nullable String field) {
        ObjectNode body =
                Json.object().put("name", name).put("message", message).put("debug_id", Chance.hex(13));
        ObjectNode detail = body.putArray("details").addObject();
        if (field != null) {
            detail.put("field", field).put("location", "body");
        }
        detail.put("issue", issue).put("description", description);
        body.putArray("links")
                .addObject()
                .put("href", HELP + issue)
                .put("rel", "information_link")
                .put("method", "GET");
        return body;
    }
}

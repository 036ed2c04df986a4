package com.plugipay.sandboxproviders.wire;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The other side of the counter, under `/_control`: knobs, time, callbacks and what came in.
public final class Control {
    private Control() {}

    static void common(Ground ground, Till till, Routes routes) {
        till(till, routes);
        routes.get("/_control/knobs", request -> Answer.pretty(ground.knobs().now()))
                .on("PATCH", "/_control/knobs", request -> {
                    try {
                        ground.knobs().turn(body(request));
                    } catch (IllegalArgumentException wrong) {
                        throw wrong(String.valueOf(wrong.getMessage()));
                    }
                    return Answer.pretty(ground.knobs().now());
                })
                .on("DELETE", "/_control/knobs", request -> {
                    ground.knobs().reset();
                    return Answer.pretty(ground.knobs().now());
                })
                .post("/_control/clock", request -> {
                    ground.clock()
                            .advance(Duration.ofSeconds(Math.max(
                                    0, body(request).path("advanceSeconds").asLong(0))));
                    return Answer.pretty(Map.of("now", ground.clock().instant().toString()));
                })
                .get(
                        "/_control/requests",
                        request -> Answer.pretty(ground.journal().entries()))
                .get(
                        "/_control/callbacks",
                        request -> Answer.pretty(shown(ground.callbacks().all())))
                .post(
                        "/_control/callbacks/release",
                        request -> count(ground.callbacks().release()))
                .post(
                        "/_control/callbacks/again",
                        request -> count(ground.callbacks().again(0)))
                .post("/_control/callbacks/{number}/again", request -> {
                    try {
                        return count(ground.callbacks().again(Integer.parseInt(request.parameter("number"))));
                    } catch (NumberFormatException noNumber) {
                        throw wrong("no such callback");
                    }
                });
    }

    private static void till(Till till, Routes routes) {
        routes.get("/_control/book", request -> Answer.pretty(till.book()))
                .post(
                        "/_control/charges/{charge}/pay",
                        request -> done(() -> {
                            JsonNode body = body(request);
                            till.pay(
                                    request.parameter("charge"),
                                    Json.number(body, "amount"),
                                    body.path("late").asBoolean(false));
                        }))
                .post(
                        "/_control/charges/{charge}/decline",
                        request -> done(() -> till.decline(request.parameter("charge"))))
                .post(
                        "/_control/charges/{charge}/expire",
                        request -> done(() -> till.expire(request.parameter("charge"))))
                .post(
                        "/_control/refunds/{refund}/succeed",
                        request -> done(() -> till.finishRefund(request.parameter("refund"), true)))
                .post(
                        "/_control/refunds/{refund}/fail",
                        request -> done(() -> till.finishRefund(request.parameter("refund"), false)));
    }

    private static Answer done(Runnable work) {
        try {
            work.run();
        } catch (Till.Impossible why) {
            return Answer.json(409, Map.of("error", String.valueOf(why.getMessage())));
        }
        return Answer.pretty(Map.of("done", true));
    }

    /// The body of a control call.
    public static JsonNode body(Request request) {
        JsonNode body = request.json();
        if (body == null || !body.isObject()) {
            throw wrong("the body is no JSON object");
        }
        return body;
    }

    public static Refused wrong(String why) {
        return new Refused(Answer.json(400, Map.of("error", why)));
    }

    private static Answer count(int sent) {
        return Answer.pretty(Map.of("sent", sent));
    }

    private static List<JsonNode> shown(List<Callbacks.Sent> all) {
        return all.stream().<JsonNode>map(Control::shown).toList();
    }

    private static ObjectNode shown(Callbacks.Sent sent) {
        ObjectNode shown = Json.object()
                .put("number", sent.number())
                .put("event", sent.event())
                .put("to", String.valueOf(sent.to()))
                .put("outcome", sent.outcome())
                .put("status", sent.status())
                .put("tries", sent.tries());
        shown.set("headers", Json.MAPPER.valueToTree(sent.callback().headers()));
        shown.set("body", Json.parse(sent.callback().body()));
        return shown;
    }
}

package com.plugipay.sandboxproviders.xendit;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Pages;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import com.plugipay.sandboxproviders.xendit.PaymentRequest.Asked;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The wallet's page and the card page: approve or decline, then back to the merchant.
final class CustomerPages {
    private final Ground ground;
    private final XenditBook book;
    private final PaymentRequests requests;

    CustomerPages(Ground ground, XenditBook book, PaymentRequests requests) {
        this.ground = ground;
        this.book = book;
        this.requests = requests;
    }

    void on(Routes routes) {
        routes.get("/payments/{id}/page", request -> {
                    PaymentRequest found = found(request);
                    return page(
                            found.channel.code(),
                            found.asked.reference(),
                            found.asked.amount().toPlainString());
                })
                .post("/payments/{id}/page", request -> {
                    PaymentRequest found = found(request);
                    String choice = request.form().get("choice");
                    JsonNode addresses = found.asked.channelProperties();
                    return "leave".equals(choice)
                            ? back(Json.text(addresses, "failure_return_url"))
                            : decided(found, "approve".equals(choice), addresses, "failure_return_url");
                })
                .get("/sessions/{id}/page", request -> {
                    Session session = book.session(null, request.parameter("id"));
                    return page(
                            "Card",
                            session.asked.path("reference_id").asString(),
                            session.asked.path("amount").asString());
                })
                .post("/sessions/{id}/page", this::card);
    }

    private Answer card(Request request) {
        Session session = book.session(null, request.parameter("id"));
        if (!session.status.equals("ACTIVE")) {
            return Pages.say(410, "This page is over", "The session is " + session.status + ".");
        }
        if ("leave".equals(request.form().get("choice"))) {
            return back(Json.text(session.asked, "cancel_return_url"));
        }
        JsonNode asked = session.asked;
        PaymentRequest made = requests.make(
                session.business,
                new Asked(
                        asked.path("reference_id").asString() + (session.request == null ? "" : "-again"),
                        "PAY",
                        "ID",
                        "IDR",
                        asked.path("amount").decimalValue(),
                        "AUTOMATIC",
                        Json.object(),
                        Json.text(asked, "description"),
                        asked.path("metadata").isObject() ? asked.path("metadata") : null),
                "CARDS");
        made.session = session.id;
        session.request = made;
        return decided(made, "approve".equals(request.form().get("choice")), session.asked, "cancel_return_url");
    }

    private Answer decided(PaymentRequest found, boolean approved, JsonNode addresses, String elsewhere) {
        try {
            if (approved) {
                book.pay(found.id, null, false);
            } else {
                book.decline(found.id);
            }
        } catch (Till.Impossible why) {
            return Pages.say(410, "This page is over", String.valueOf(why.getMessage()));
        }
        boolean paid = found.status.equals("SUCCEEDED");
        return back(Json.text(addresses, paid ? "success_return_url" : elsewhere));
    }

    private PaymentRequest found(Request request) {
        return book.request(null, request.parameter("id"));
    }

    private Answer page(String title, String reference, String amount) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Reference", reference);
        facts.put("Amount", "IDR " + amount);
        Map<String, String> buttons = new LinkedHashMap<>();
        buttons.put("approve", "Approve");
        buttons.put("decline", "Decline");
        buttons.put("leave", "Leave");
        return Pages.choose(title + " (" + ground.url().getAuthority() + ")", facts, buttons);
    }

    private static Answer back(@Nullable String address) {
        return address == null ? Pages.say(200, "Done", "You may close this page.") : Answer.redirect(address);
    }
}

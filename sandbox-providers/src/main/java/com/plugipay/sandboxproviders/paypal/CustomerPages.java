package com.plugipay.sandboxproviders.paypal;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Pages;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The page on which a buyer approves an order and is sent back.
final class CustomerPages {
    private final PayPalBook book;

    CustomerPages(PayPalBook book) {
        this.book = book;
    }

    void on(Routes routes) {
        routes.get("/checkoutnow", request -> {
                    Order order = found(request);
                    Map<String, String> facts = new LinkedHashMap<>();
                    facts.put("Order", order.reference());
                    facts.put(
                            "Amount",
                            order.amount.currency() + " " + order.amount.value().toPlainString());
                    Map<String, String> buttons = new LinkedHashMap<>();
                    buttons.put("approve", "Pay now");
                    buttons.put("cancel", "Cancel and return");
                    return Pages.choose("PayPal", facts, buttons);
                })
                .post("/checkoutnow", this::decided);
    }

    private Answer decided(Request request) {
        Order order = found(request);
        if (!"approve".equals(request.form().get("choice"))) {
            return back(order.address("cancel_url"), "token=" + order.id);
        }
        try {
            if (!order.status.equals("APPROVED")) {
                book.pay(order.id, null, false);
            }
        } catch (Till.Impossible why) {
            return Pages.say(410, "This page is over", String.valueOf(why.getMessage()));
        }
        return back(order.address("return_url"), "token=" + order.id + "&PayerID=" + PayPalJson.PAYER);
    }

    private Order found(Request request) {
        return book.order(request.query().getOrDefault("token", ""));
    }

    private static Answer back(@Nullable String address, String query) {
        return address == null
                ? Pages.say(200, "Done", "You may close this page.")
                : Answer.redirect(address + (address.contains("?") ? "&" : "?") + query);
    }
}

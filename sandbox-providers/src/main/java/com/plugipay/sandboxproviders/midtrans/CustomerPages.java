package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Pages;
import com.plugipay.sandboxproviders.wire.Qr;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import com.plugipay.sandboxproviders.wire.Till;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ObjectNode;

/// What customers see: a wallet's page, the Snap page for cards, and the picture of a QR code.
final class CustomerPages {
    private final MidtransBook book;
    private final Charge charge;

    CustomerPages(MidtransBook book, Charge charge) {
        this.book = book;
        this.charge = charge;
    }

    void on(Routes routes) {
        routes.get("/wallets/{id}", request -> {
                    Transaction of = book.find(request.parameter("id")).orElseThrow(Problem::missing);
                    return page(of.type, of.orderId, of.amount.toPlainString());
                })
                .post("/wallets/{id}", request -> {
                    Transaction of = book.find(request.parameter("id")).orElseThrow(Problem::missing);
                    return decided(request, of, of.finish);
                })
                .get("/v2/qris/{id}/qr-code", this::picture)
                .get("/v2/gopay/{id}/qr-code", this::picture)
                .get("/snap/v3/redirection/{token}", request -> {
                    SnapPage page = snap(request);
                    return page(
                            "Card",
                            page.orderId,
                            String.valueOf(Json.number(page.asked, "transaction_details.gross_amount")));
                })
                .post("/snap/v3/redirection/{token}", this::card);
    }

    private Answer card(Request request) {
        SnapPage page = snap(request);
        String finish = Objects.requireNonNullElse(Json.text(page.asked, "callbacks.finish"), "");
        if ("leave".equals(request.form().get("choice"))) {
            return finish.isEmpty() ? Pages.say(200, "Left", "You may close this page.") : Answer.redirect(finish);
        }
        Transaction of;
        synchronized (book) {
            boolean over = page.canceled != null
                    || !page.expires.isAfter(book.now())
                    || (page.transaction != null && !page.transaction.cameToNothing());
            if (over) {
                return Pages.say(410, "This page is over", "It was canceled, has expired, or was paid.");
            }
            of = charge.transaction(page.asked, Objects.requireNonNull(PaymentType.of("credit_card")), page.notify);
            ObjectNode card = of.instrument;
            card.put("masked_card", "48111111-1114").put("bank", "bni").put("card_type", "credit");
            page.transaction = of;
            if (!book.add(of)) {
                return Pages.say(410, "This page is over", "The order is in use.");
            }
        }
        return decided(request, of, finish);
    }

    private Answer decided(Request request, Transaction of, String finish) {
        String choice = request.form().getOrDefault("choice", "");
        try {
            switch (choice) {
                case "approve" -> book.pay(of.id, null, false);
                case "decline" -> book.decline(of.id);
                default -> {
                    // The customer goes back without having decided.
                }
            }
        } catch (Till.Impossible why) {
            return Pages.say(410, "This page is over", String.valueOf(why.getMessage()));
        }
        if (finish.isEmpty()) {
            return Pages.say(200, "Done", "You may close this page.");
        }
        String query = "order_id=" + of.orderId + "&status_code=" + MidtransJson.code(of, "407")
                + "&transaction_status=" + of.status + "&result=" + (of.paid() ? "success" : "failure");
        return Answer.redirect(finish + (finish.contains("?") ? "&" : "?") + query);
    }

    private Answer picture(Request request) {
        Transaction of = book.find(request.parameter("id")).orElseThrow(Problem::missing);
        String text = Json.text(of.once, "qr_string");
        if (text == null) {
            throw Problem.missing();
        }
        return Answer.png(Qr.png(text));
    }

    private SnapPage snap(Request request) {
        return book.page(request.parameter("token")).orElseThrow(() -> Problem.snap(404, "token not found"));
    }

    private static Answer page(String title, String order, String amount) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("Order", order);
        facts.put("Amount", "IDR " + amount);
        Map<String, String> buttons = new LinkedHashMap<>();
        buttons.put("approve", "Approve");
        buttons.put("decline", "Decline");
        buttons.put("leave", "Leave");
        return Pages.choose(title, facts, buttons);
    }
}

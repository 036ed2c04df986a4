package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Snap: a page of Midtrans' own, here for cards.
final class SnapApi {
    private final Ground ground;
    private final MidtransBook book;

    SnapApi(Ground ground, MidtransBook book) {
        this.ground = ground;
        this.book = book;
    }

    void on(Routes routes) {
        routes.post("/snap/v1/transactions", this::create).post("/snap/v1/transactions/{token}/cancel", this::cancel);
    }

    private Answer create(Request request) {
        check(request);
        JsonNode body = request.json();
        if (body == null || !body.isObject()) {
            throw Problem.snap(400, "the request body is not valid JSON");
        }
        String orderId = Json.text(body, "transaction_details.order_id");
        if (orderId == null || !orderId.matches("[A-Za-z0-9\\-_~.]{1,50}")) {
            throw Problem.snap(400, "transaction_details.order_id is required");
        }
        BigDecimal amount = Json.number(body, "transaction_details.gross_amount");
        if (amount == null
                || amount.signum() <= 0
                || amount.stripTrailingZeros().scale() > 0) {
            throw Problem.snap(400, "transaction_details.gross_amount is required");
        }
        URI standard = book.merchant().notificationUrl();
        SnapPage page = new SnapPage(
                orderId,
                body,
                standard == null ? List.of() : List.of(standard),
                book.now().plus(life(body)));
        if (!book.add(page)) {
            throw Problem.snap(400, "transaction_details.order_id has already been taken");
        }
        return Answer.json(
                201,
                Json.object()
                        .put("token", page.token)
                        .put("redirect_url", ground.url() + "/snap/v3/redirection/" + page.token));
    }

    private Answer cancel(Request request) {
        check(request);
        SnapPage page = book.page(request.parameter("token")).orElseThrow(() -> Problem.snap(404, "token not found"));
        synchronized (book) {
            if (page.canceled != null) {
                throw Problem.snap(400, "token already canceled");
            }
            if (page.transaction != null && !page.transaction.cameToNothing()) {
                throw Problem.snap(400, "Transaction is on progress");
            }
            page.canceled = book.now();
            return Answer.json(200, Json.object().put("canceled_at", page.canceled.toString()));
        }
    }

    private static Duration life(JsonNode body) {
        JsonNode wish = body.path("expiry");
        long count = wish.path("duration").asLong(24);
        return switch (wish.path("unit").asString("hours")) {
            case "minute", "minutes" -> Duration.ofMinutes(count);
            case "day", "days" -> Duration.ofDays(count);
            default -> Duration.ofHours(count);
        };
    }

    private void check(Request request) {
        if (!(book.merchant().serverKey() + ":").equals(request.basic())) {
            throw Problem.snap(
                    401,
                    "Access denied due to unauthorized transaction, please check client or server key",
                    "Visit https://snap-docs.midtrans.com/#request-headers for more details");
        }
    }
}

package com.plugipay.sandboxproviders.midtrans;

import com.plugipay.sandboxproviders.midtrans.MidtransBook.Merchant;
import com.plugipay.sandboxproviders.wire.Answer;
import com.plugipay.sandboxproviders.wire.Ground;
import com.plugipay.sandboxproviders.wire.Json;
import com.plugipay.sandboxproviders.wire.Knobs;
import com.plugipay.sandboxproviders.wire.Replay;
import com.plugipay.sandboxproviders.wire.Request;
import com.plugipay.sandboxproviders.wire.Routes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The Core API under `/v2`.
final class CoreApi {
    private static final int LONGEST_KEY = 46;
    private static final Set<String> REFUNDABLE = Set.of("settlement", "partial_refund");

    private final Ground ground;
    private final MidtransBook book;
    private final Charge charge;
    private final Replay replay;

    CoreApi(Ground ground, MidtransBook book, Charge charge) {
        this.ground = ground;
        this.book = book;
        this.charge = charge;
        this.replay = new Replay(ground.clock(), Duration.ofMinutes(5));
    }

    void on(Routes routes) {
        routes.post("/v2/charge", request -> {
                    check(request);
                    JsonNode body = body(request);
                    return once(request, body, () -> create(request, body));
                })
                .get("/v2/{id}/status", request -> {
                    check(request);
                    Merchant merchant = book.merchant();
                    return Answer.json(
                            200,
                            MidtransJson.status(
                                    found(request),
                                    merchant.id(),
                                    merchant.serverKey(),
                                    ground.knobs().now()));
                })
                .post("/v2/{id}/cancel", request -> end(request, "cancel", "Success, transaction is canceled"))
                .post("/v2/{id}/expire", request -> end(request, "expire", "Success, transaction has expired"))
                .post("/v2/{id}/refund", this::refund)
                .post("/v2/{id}/refund/online/direct", this::refund);
    }

    private Answer create(Request request, JsonNode body) {
        Merchant merchant = book.merchant();
        Transaction made = charge.made(body, request, merchant.notificationUrl());
        book.sweep();
        if (!book.add(made)) {
            return Problem.core(
                    406,
                    "The request could not be completed due to a conflict with the current state of the target resource,"
                            + " please try again");
        }
        return Answer.json(200, MidtransJson.created(made, merchant.id()));
    }

    private Answer end(Request request, String become, String message) {
        check(request);
        Transaction of = found(request);
        if (!book.cancel(of, become)) {
            throw Problem.fixed();
        }
        String code = become.equals("expire") ? "407" : "200";
        return Answer.json(200, MidtransJson.common(of, book.merchant().id(), code, message, Knobs.OFF));
    }

    /// `refund` serves both addresses: since 2025 the first is enough for all.
    private Answer refund(Request request) {
        check(request);
        JsonNode body = body(request);
        synchronized (book) {
            Transaction of = found(request);
            String key = Optional.ofNullable(Json.text(body, "refund_key")).orElse(of.id + "-" + of.refunds.size());
            if (!key.matches("[A-Za-z0-9\\-_]+")) {
                throw Problem.invalid("refund_key has characters that are not allowed");
            }
            Optional<Transaction.Refund> earlier =
                    of.refunds.stream().filter(one -> one.key.equals(key)).findFirst();
            if (earlier.isPresent()) {
                return repeated(of, earlier.get(), Json.number(body, "amount"));
            }
            return begun(of, key, body);
        }
    }

    private Answer begun(Transaction of, String key, JsonNode body) {
        PaymentType type = PaymentType.of(of.type);
        if (type == null || !type.refunds() || !REFUNDABLE.contains(of.status)) {
            throw Problem.fixed();
        }
        BigDecimal left = of.amount.subtract(of.refunded());
        BigDecimal asked = Json.number(body, "amount");
        BigDecimal amount = asked == null ? left : asked;
        if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
            throw Problem.of(414, "Refund request is rejected due to invalid amount");
        }
        Knobs.Refunds way = ground.knobs().now().refunds();
        if (way == Knobs.Refunds.REFUSE) {
            throw Problem.of(414, "Refund request is rejected due to merchant insufficient funds.");
        }
        Transaction.Refund refund =
                book.refund(of, key, amount, body.path("reason").asString(""));
        return way == Knobs.Refunds.FAIL
                ? shown(of, refund, "202", "Refund denied by the bank")
                : shown(of, refund, "200", "Success, refund request is approved");
    }

    /// The same key again is the same refund; with another amount it is not.
    private Answer repeated(Transaction of, Transaction.Refund refund, @Nullable BigDecimal amount) {
        return amount != null && amount.compareTo(refund.amount) != 0
                ? Problem.core(406, "Duplicate refund ID")
                : shown(of, refund, "200", "Success, refund request is approved");
    }

    private Answer shown(Transaction of, Transaction.Refund refund, String code, String message) {
        return Answer.json(200, MidtransJson.refund(of, refund, book.merchant().id(), code, message));
    }

    /// Only good answers are kept, for five minutes, whatever the body says; not for Permata and Indomaret.
    private Answer once(Request request, JsonNode body, Supplier<Answer> work) {
        String key = request.header("idempotency-key");
        boolean without = "permata".equals(Json.text(body, "bank_transfer.bank"))
                || "indomaret".equals(Json.text(body, "cstore.store"));
        if (key == null
                || key.length() > LONGEST_KEY
                || without
                || !ground.knobs().now().idempotency()) {
            return work.get();
        }
        return replay.onceIf(key, work, CoreApi::good, () -> Answer.empty(202));
    }

    private static boolean good(Answer answer) {
        String code = Json.text(Json.parse(answer.body()), "status_code");
        return code != null && code.startsWith("20");
    }

    private void check(Request request) {
        if (!(book.merchant().serverKey() + ":").equals(request.basic())) {
            throw Problem.key();
        }
    }

    private Transaction found(Request request) {
        return book.find(request.parameter("id")).orElseThrow(Problem::missing);
    }

    private static JsonNode body(Request request) {
        JsonNode body = request.json();
        if (body == null || !body.isObject()) {
            throw Problem.of(413, "The request cannot be processed due to syntax error in the request body");
        }
        return body;
    }
}

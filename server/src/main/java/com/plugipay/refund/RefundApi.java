package com.plugipay.refund;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.Writes;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.refund.Refund.State;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Refunds over the API.
@ApiRoutes
final class RefundApi {
    private static final Set<String> STATUSES = Set.of("pending", "succeeded", "failed");

    private final Database database;
    private final RefundStore store;
    private final RefundJson json;
    private final RefundRequestJson requests;
    private final OrderRefund order;
    private final RunRefund run;
    private final Payments payments;
    private final Writes writes;
    private final Answers answers;

    RefundApi(
            Database database,
            RefundStore store,
            RefundJson json,
            RefundRequestJson requests,
            OrderRefund order,
            RunRefund run,
            Payments payments,
            Writes writes,
            Answers answers) {
        this.database = database;
        this.store = store;
        this.json = json;
        this.requests = requests;
        this.order = order;
        this.run = run;
        this.payments = payments;
        this.writes = writes;
        this.answers = answers;
    }

    @PostMapping("/refunds")
    ResponseEntity<byte[]> create(Call call) {
        return refund(call, 201, tx -> {
            Fields fields = call.fields();
            String paymentId = fields.text("paymentId", 1, 64);
            String chargeId = fields.text("chargeId", 1, 128);
            String sourceType = fields.text("sourceType", 1, 32);
            String sourceId = fields.text("sourceId", 1, 64);
            OrderRefund.Wish wish = requests.read(fields, call.scope());
            fields.check();
            PaymentId payment = named(tx, call, paymentId, chargeId, sourceType, sourceId);
            return order.ofPayment(tx, call.scope(), payment, wish, call.origin());
        });
    }

    @PostMapping("/payments/{id}/refunds")
    ResponseEntity<byte[]> ofPayment(Call call, @PathVariable String id) {
        return refund(call, 201, tx -> {
            Fields fields = call.fields();
            OrderRefund.Wish wish = requests.read(fields, call.scope());
            fields.check();
            Payment payment = payments.ofSession(tx, call.scope(), id).orElseThrow(Rejected::notFound);
            return order.ofPayment(tx, call.scope(), payment.id(), wish, call.origin());
        });
    }

    @PostMapping("/unapplied-payments/{id}/refund")
    ResponseEntity<byte[]> ofUnapplied(Call call, @PathVariable String id) {
        return refund(call, 200, tx -> {
            Fields fields = call.fields();
            OrderRefund.Wish wish = requests.readOfUnapplied(fields);
            fields.check();
            UnappliedPaymentId unapplied = UnappliedPaymentId.parse(id).orElseThrow(Rejected::notFound);
            return order.ofUnapplied(tx, call.scope(), unapplied, wish, call.origin());
        });
    }

    @GetMapping("/refunds")
    ResponseEntity<byte[]> list(Call call) {
        Query query = call.query();
        String chargeId = query.text("chargeId", 128);
        String paymentId = query.text("paymentId", 64);
        return list(call, query, scoped -> {
            String charged = chargeId == null
                    ? null
                    : payments.findCharge(scoped, call.scope(), chargeId)
                            .map(payment -> payment.id().text())
                            .orElse("");
            return paymentId == null || charged == null || charged.equals(paymentId)
                    ? paymentId == null ? charged : paymentId
                    : "";
        });
    }

    @GetMapping("/payments/{id}/refunds")
    ResponseEntity<byte[]> listOfPayment(Call call, @PathVariable String id) {
        return list(
                call,
                call.query(),
                tx -> payments.ofSession(tx, call.scope(), id)
                        .orElseThrow(Rejected::notFound)
                        .id()
                        .text());
    }

    @GetMapping("/refunds/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("refund", "read");
        RefundId refundId = RefundId.parse(id).orElseThrow(Rejected::notFound);
        Refund refund = database.read(call.scope(), tx -> store.find(tx, call.scope(), refundId))
                .orElseThrow(Rejected::notFound);
        return answers.ok(call.request(), Json.bytes(json.of(refund)));
    }

    private ResponseEntity<byte[]> list(Call call, Query query, Function<Tx, @Nullable String> ofPayment) {
        call.caller().needs("refund", "read");
        boolean ofAll = call.request().route().equals("/refunds");
        PageRequest page = answers.pageOf(call, query);
        String sourceId = ofAll ? query.text("sourceId", 64) : null;
        String status = ofAll ? query.oneOf("status", STATUSES) : null;
        query.check();
        List<Refund> rows = database.read(call.scope(), tx -> {
            var filter = new RefundStore.Filter(ofPayment.apply(tx), null, sourceId, status);
            return store.list(tx, call.scope(), filter, page);
        });
        return answers.page(
                call,
                page,
                rows,
                refund -> new PageRequest.After(refund.createdAt(), refund.id().text()),
                shown -> Json.bytes(shown.stream().map(json::of).toList()));
    }

    private ResponseEntity<byte[]> refund(Call call, int status, Function<Tx, Refund> ordered) {
        call.caller().needs("refund", "write");
        var operation = new RefundOperation(
                store, run, call.scope(), call.origin(), ordered, refund -> answer(call, status, refund));
        return writes.runRemote(call.request(), call.scope(), operation);
    }

    private Answer answer(Call call, int status, Refund refund) {
        return refund.state() instanceof State.Failed(String code, String message)
                ? answers.refusal(
                        call.request().requestId(),
                        Rejected.refund(code, message, refund.id().text()))
                : answers.finished(call.request(), status, Json.bytes(json.of(refund)));
    }

    /// The payment, named in exactly one of the ways.
    private PaymentId named(
            Tx tx,
            Call call,
            @Nullable String paymentId,
            @Nullable String chargeId,
            @Nullable String sourceType,
            @Nullable String sourceId) {
        boolean bySource = sourceType != null || sourceId != null;
        int ways = (paymentId == null ? 0 : 1) + (chargeId == null ? 0 : 1) + (bySource ? 1 : 0);
        if (ways != 1) {
            throw Rejected.invalid(
                    "paymentId", "Name the payment one way: paymentId, chargeId, or sourceType with sourceId.");
        }
        if (paymentId != null) {
            return PaymentId.parse(paymentId)
                    .flatMap(id -> payments.find(tx, call.scope(), id))
                    .orElseThrow(() -> noSuch("paymentId"))
                    .id();
        }
        if (chargeId != null) {
            return payments.findCharge(tx, call.scope(), chargeId)
                    .orElseThrow(() -> noSuch("chargeId"))
                    .id();
        }
        if (sourceType == null || !Set.of("checkout_session", "invoice").contains(sourceType)) {
            throw Rejected.invalid("sourceType", "sourceType must be checkout_session or invoice.");
        }
        if (sourceId == null || !sourceId.startsWith("cs_") || !sourceType.equals("checkout_session")) {
            throw noSuch("sourceId");
        }
        return payments.ofSession(tx, call.scope(), sourceId)
                .orElseThrow(() -> noSuch("sourceId"))
                .id();
    }

    private static Rejected noSuch(String field) {
        return Rejected.invalid(field, field + " names no payment of this workspace and mode.");
    }
}

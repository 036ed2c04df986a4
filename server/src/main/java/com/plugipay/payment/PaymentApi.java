package com.plugipay.payment;

import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.money.Currency;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/// Payments over the API: they are read, never made or changed by a call.
@ApiRoutes
final class PaymentApi {
    private static final Set<String> STATUSES =
            Stream.of(Payment.Status.values()).map(Payment.Status::wire).collect(Collectors.toUnmodifiableSet());
    private static final Set<String> ADAPTERS =
            Set.of("xendit", "midtrans", "paypal", "manual", "xenplatform", "sandbox");

    private final Database database;
    private final PaymentStore store;
    private final PaymentJson json;
    private final RefundsOfPayment refunds;
    private final Answers answers;

    PaymentApi(Database database, PaymentStore store, PaymentJson json, RefundsOfPayment refunds, Answers answers) {
        this.database = database;
        this.store = store;
        this.json = json;
        this.refunds = refunds;
        this.answers = answers;
    }

    @GetMapping("/payments")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("payment", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        query.text("invoiceId", 64);
        var filter = new PaymentFilter(
                query.oneOf("status", STATUSES),
                query.text("customerId", 64),
                query.text("checkoutSessionId", 64),
                query.parsed(
                        "method",
                        "a payment method",
                        id -> MethodCatalogue.isKnown(id) ? Optional.of(id) : Optional.empty()),
                query.oneOf("adapter", ADAPTERS),
                query.parsed(
                        "currency", "IDR or USD", code -> Currency.parse(code).map(Currency::name)),
                query.time("createdAfter"),
                query.time("createdBefore"),
                query.text("q", 100));
        query.check();
        boolean ofInvoice = call.request().servlet().getParameter("invoiceId") != null;
        List<Payment> rows =
                ofInvoice ? List.of() : database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                payment ->
                        new PageRequest.After(payment.createdAt(), payment.id().text()),
                shown -> Json.bytes(shown.stream().map(json::of).toList()));
    }

    /// `{id}` is the payment's, or the session's that made it.
    @GetMapping("/payments/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("payment", "read");
        return answers.ok(call.request(), database.read(call.scope(), tx -> {
            Payment payment = store.find(tx, call.scope(), id).orElseThrow(Rejected::notFound);
            return Json.bytes(json.whole(payment, refunds.of(tx, call.scope(), payment.id())));
        }));
    }
}

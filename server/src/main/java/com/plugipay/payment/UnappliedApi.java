package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.Writes;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Unapplied payments over the API. Their refund is a refund like any other and lives there.
@ApiRoutes
final class UnappliedApi {
    private static final Set<String> STATUSES = Set.of("open", "applied", "refunded");
    private static final Set<String> REASONS = Stream.of(UnappliedPayment.Reason.values())
            .map(UnappliedPayment.Reason::wire)
            .collect(Collectors.toUnmodifiableSet());

    private final Database database;
    private final UnappliedStore store;
    private final UnappliedJson json;
    private final ApplyUnapplied apply;
    private final Writes writes;
    private final Answers answers;
    private final WorkspaceTime time;

    UnappliedApi(
            Database database,
            UnappliedStore store,
            UnappliedJson json,
            ApplyUnapplied apply,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.json = json;
        this.apply = apply;
        this.writes = writes;
        this.answers = answers;
        this.time = time;
    }

    @GetMapping("/unapplied-payments")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("payment", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new UnappliedStore.Filter(
                query.oneOf("status", STATUSES),
                query.oneOf("reason", REASONS),
                query.text("checkoutSessionId", 64),
                query.time("createdAfter"),
                query.time("createdBefore"));
        query.check();
        List<UnappliedPayment> rows = database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                money -> new PageRequest.After(money.createdAt(), money.id().text()),
                shown -> Json.bytes(shown.stream().map(json::of).toList()));
    }

    @GetMapping("/unapplied-payments/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("payment", "read");
        UnappliedPaymentId unapplied = parse(id);
        UnappliedPayment money = database.read(call.scope(), tx -> store.find(tx, call.scope(), unapplied))
                .orElseThrow(Rejected::notFound);
        return answers.ok(call.request(), Json.bytes(json.of(money)));
    }

    @PostMapping("/unapplied-payments/{id}/apply")
    ResponseEntity<byte[]> apply(Call call, @PathVariable String id) {
        call.caller().needs("payment", "write");
        return writes.run(call, tx -> () -> {
            Fields fields = call.fields();
            String session = fields.text("sessionId", 1, 64);
            String invoice = fields.text("invoiceId", 1, 64);
            fields.check();
            if (invoice != null) {
                throw Rejected.invalid("invoiceId", "invoiceId names no invoice of this workspace and mode.");
            }
            if (session == null) {
                throw Rejected.invalid("sessionId", "sessionId or invoiceId is required.");
            }
            UnappliedPayment applied =
                    apply.handle(tx, call.scope(), parse(id), session, call.origin(), time.now(call.scope()));
            return answers.finished(call.request(), 200, Json.bytes(json.of(applied)));
        });
    }

    private static UnappliedPaymentId parse(String id) {
        return UnappliedPaymentId.parse(id).orElseThrow(Rejected::notFound);
    }
}

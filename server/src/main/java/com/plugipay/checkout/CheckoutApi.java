package com.plugipay.checkout;

import com.plugipay.checkout.EndCheckoutSession.How;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Database;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.Writes;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.money.Currency;
import com.plugipay.settings.CheckoutSettings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Checkout sessions over the merchant's API.
@ApiRoutes
final class CheckoutApi {
    private static final Set<String> STATUSES = Set.of("open", "pending_review", "completed", "expired", "canceled");

    private final Database database;
    private final CheckoutStore store;
    private final CheckoutJson json;
    private final CreateCheckoutSession create;
    private final EndCheckoutSession end;
    private final ReviewClaim review;
    private final SessionReader reader;
    private final Writes writes;
    private final Answers answers;
    private final WorkspaceTime time;

    CheckoutApi(
            Database database,
            CheckoutStore store,
            CheckoutJson json,
            CreateCheckoutSession create,
            EndCheckoutSession end,
            ReviewClaim review,
            SessionReader reader,
            Writes writes,
            Answers answers,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.json = json;
        this.create = create;
        this.end = end;
        this.review = review;
        this.reader = reader;
        this.writes = writes;
        this.answers = answers;
        this.time = time;
    }

    @PostMapping("/checkout-sessions")
    ResponseEntity<byte[]> create(Call call) {
        call.caller().needs("checkout", "write");
        return writes.run(call, tx -> {
            Asked<CheckoutSettings> settings = create.prepare(tx, call.scope());
            return () -> {
                CreateCheckoutSession.Request request =
                        CheckoutRequestJson.read(call.fields(), call.scope().mode());
                CreateCheckoutSession.Created created = create.handle(
                        tx, call.scope(), call.caller().workspaceName(), settings, request, call.origin());
                tx.afterCommit(() -> reader.remember(created.session().id(), call.scope()));
                return answers.finished(call.request(), 201, Json.utf8(created.json()));
            };
        });
    }

    @GetMapping("/checkout-sessions")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("checkout", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new CheckoutStore.Filter(
                query.oneOf("status", STATUSES),
                query.text("customerId", 64),
                query.parsed(
                        "method",
                        "a payment method",
                        id -> MethodCatalogue.isKnown(id) ? Optional.of(id) : Optional.empty()),
                query.parsed(
                        "currency", "IDR or USD", code -> Currency.parse(code).map(Currency::name)),
                query.time("createdAfter"),
                query.time("createdBefore"),
                query.text("q", 100));
        query.check();
        Instant now = time.now(call.scope());
        List<CheckoutStore.Stored> rows =
                database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page, now));
        return answers.page(
                call,
                page,
                rows,
                row -> new PageRequest.After(
                        row.session().createdAt(), row.session().id().text()),
                shown -> Json.bytes(shown.stream()
                        .map(row -> json.of(row.session().asOf(now), row.workspaceName()))
                        .toList()));
    }

    @GetMapping("/checkout-sessions/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "read");
        SessionReader.Seen seen = reader.see(call.scope(), SessionReader.parse(id));
        return answers.ok(
                call.request(), Json.bytes(json.whole(seen.session(), seen.workspaceName(), seen.attempts())));
    }

    @PostMapping("/checkout-sessions/{id}/cancel")
    ResponseEntity<byte[]> cancel(Call call, @PathVariable String id) {
        return end(call, id, How.CANCEL);
    }

    @PostMapping("/checkout-sessions/{id}/expire")
    ResponseEntity<byte[]> expire(Call call, @PathVariable String id) {
        return end(call, id, How.EXPIRE);
    }

    @PostMapping("/checkout-sessions/{id}/confirm")
    ResponseEntity<byte[]> confirm(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "write");
        return writes.run(call, tx -> () -> {
            call.fields().check();
            String session = review.confirm(tx, call.scope(), SessionReader.parse(id), null, call.origin());
            return answers.finished(call.request(), 200, Json.utf8(session));
        });
    }

    @PostMapping("/checkout-sessions/{id}/reject")
    ResponseEntity<byte[]> reject(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "write");
        return writes.run(call, tx -> () -> {
            Fields fields = call.fields();
            String reason = fields.lines("reason", 500);
            fields.check();
            String session = review.reject(tx, call.scope(), SessionReader.parse(id), null, reason, call.origin());
            return answers.finished(call.request(), 200, Json.utf8(session));
        });
    }

    @DeleteMapping("/checkout-sessions/{id}")
    ResponseEntity<byte[]> delete(Call call, @PathVariable String id) {
        call.caller().needs("checkout", "write");
        return writes.run(call, tx -> () -> {
            call.fields().check();
            end.handle(tx, call.scope(), SessionReader.parse(id), How.CANCEL, call.origin());
            return answers.noContent();
        });
    }

    private ResponseEntity<byte[]> end(Call call, String id, How how) {
        call.caller().needs("checkout", "write");
        return writes.run(call, tx -> () -> {
            call.fields().check();
            String session = end.handle(tx, call.scope(), SessionReader.parse(id), how, call.origin());
            return answers.finished(call.request(), 200, Json.utf8(session));
        });
    }
}

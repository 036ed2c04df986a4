package com.plugipay.customer;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Transition;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Json;
import com.plugipay.http.PageRequest;
import com.plugipay.http.Query;
import com.plugipay.http.Writes;
import com.plugipay.id.Ids;
import java.time.Instant;
import java.util.List;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/// Customers over the API.
@ApiRoutes
final class CustomerApi {
    private static final Customer.Details NOTHING = new Customer.Details(null, null, null, null, null, null);

    private final Database database;
    private final CustomerStore store;
    private final CustomerJson json;
    private final List<CustomerUse> uses;
    private final Writes writes;
    private final Answers answers;
    private final Ids ids;
    private final WorkspaceTime time;

    CustomerApi(
            Database database,
            CustomerStore store,
            CustomerJson json,
            List<CustomerUse> uses,
            Writes writes,
            Answers answers,
            Ids ids,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.json = json;
        this.uses = uses;
        this.writes = writes;
        this.answers = answers;
        this.ids = ids;
        this.time = time;
    }

    @PostMapping("/customers")
    ResponseEntity<byte[]> create(Call call) {
        call.caller().needs("customer", "create");
        return writes.run(call, tx -> () -> {
            Customer.Details details = CustomerJson.read(call.fields(), NOTHING);
            Instant now = time.now(call.scope());
            return saved(tx, call, Customer.create(CustomerId.next(ids), call.scope(), details, now), 201, now);
        });
    }

    @GetMapping("/customers")
    ResponseEntity<byte[]> list(Call call) {
        call.caller().needs("customer", "read");
        Query query = call.query();
        PageRequest page = answers.pageOf(call, query);
        var filter = new CustomerStore.Filter(
                query.text("email", 320),
                query.text("externalId", 255),
                query.time("createdAfter"),
                query.time("createdBefore"),
                query.text("q", 100));
        query.check();
        List<Customer> rows = database.read(call.scope(), tx -> store.list(tx, call.scope(), filter, page));
        return answers.page(
                call,
                page,
                rows,
                customer -> new PageRequest.After(
                        customer.createdAt(), customer.id().text()),
                shown -> Json.bytes(shown.stream().map(json::of).toList()));
    }

    @GetMapping("/customers/{id}")
    ResponseEntity<byte[]> get(Call call, @PathVariable String id) {
        call.caller().needs("customer", "read");
        CustomerId customerId = CustomerId.parse(id).orElseThrow(Rejected::notFound);
        Customer customer = database.read(call.scope(), tx -> store.find(tx, call.scope(), customerId))
                .orElseThrow(Rejected::notFound);
        return answers.ok(call.request(), Json.bytes(json.of(customer)));
    }

    @PatchMapping("/customers/{id}")
    ResponseEntity<byte[]> update(Call call, @PathVariable String id) {
        call.caller().needs("customer", "write");
        return writes.run(call, tx -> () -> {
            Customer before = lock(tx, call, id);
            Customer.Details details = CustomerJson.read(call.fields(), before.details());
            Instant now = time.now(call.scope());
            return saved(tx, call, before.change(details, now), 200, now);
        });
    }

    @DeleteMapping("/customers/{id}")
    ResponseEntity<byte[]> delete(Call call, @PathVariable String id) {
        call.caller().needs("customer", "write");
        return writes.run(call, tx -> () -> {
            call.fields().check();
            Customer customer = lock(tx, call, id);
            Instant now = time.now(call.scope());
            if (uses.stream().anyMatch(use -> use.isUsed(tx, customer.scope(), customer.id(), now))) {
                throw new Rejected(
                        ErrorCode.CONFLICT, "This customer has paid or open sessions and cannot be deleted.");
            }
            store.save(tx, customer.delete(), call.origin(), now);
            return answers.noContent();
        });
    }

    private Customer lock(Tx tx, Call call, String id) {
        CustomerId customerId = CustomerId.parse(id).orElseThrow(Rejected::notFound);
        return store.lock(tx, call.scope(), customerId).orElseThrow(Rejected::notFound);
    }

    private Answer saved(Tx tx, Call call, Transition<Customer, CustomerEvent> transition, int status, Instant now) {
        store.save(tx, transition, call.origin(), now);
        try {
            tx.flush();
        } catch (DataIntegrityViolationException e) {
            throw new Rejected(ErrorCode.CONFLICT, "Another customer has this externalId.");
        }
        return answers.finished(call.request(), status, Json.bytes(json.of(transition.after())));
    }
}

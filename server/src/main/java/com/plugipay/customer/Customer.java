package com.plugipay.customer;

import com.plugipay.event.Transition;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody a merchant sells to. Every detail is optional.
public record Customer(
        CustomerId id, Scope scope, Details details, long version, Instant createdAt, Instant updatedAt) {

    /// @param externalId the merchant's own name for them, unique in workspace and mode
    public record Details(
            @Nullable String externalId,
            @Nullable String email,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String taxId,
            @Nullable Map<String, String> metadata) {}

    static Transition<Customer, CustomerEvent> create(CustomerId id, Scope scope, Details details, Instant now) {
        return new Transition<>(null, new Customer(id, scope, details, 1, now, now), new CustomerEvent.Created());
    }

    Transition<Customer, CustomerEvent> change(Details next, Instant now) {
        return new Transition<>(
                this, new Customer(id, scope, next, version + 1, createdAt, now), new CustomerEvent.Updated());
    }

    Transition<Customer, CustomerEvent> delete() {
        return new Transition<>(
                this, new Customer(id, scope, details, version + 1, createdAt, updatedAt), new CustomerEvent.Deleted());
    }
}

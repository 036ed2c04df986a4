package com.plugipay.payment;

import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One try to pay with one method. Part of its session; its id is the key the provider gets.
///
/// @param payable id of what is being paid for
/// @param testCard name of the test card, in test mode
public record Attempt(
        AttemptId id,
        Scope scope,
        String payable,
        String method,
        String channel,
        String adapter,
        @Nullable String testCard,
        Money amount,
        AttemptState state,
        @Nullable String providerReference,
        long version,
        Instant createdAt,
        Instant updatedAt) {

    Attempt to(AttemptState next, @Nullable String reference, Instant now) {
        return new Attempt(
                id,
                scope,
                payable,
                method,
                channel,
                adapter,
                testCard,
                amount,
                next,
                reference == null ? providerReference : reference,
                version + 1,
                createdAt,
                now);
    }
}

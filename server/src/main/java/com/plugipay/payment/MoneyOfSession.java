package com.plugipay.payment;

import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.scope.Scope;
import org.jspecify.annotations.Nullable;

/// What money a session has brought so far, as the API shows it.
public final class MoneyOfSession {
    /// @param unapplied the newest that fitted nothing
    public record Found(
            @Nullable Object attempt,
            @Nullable Object payment,
            @Nullable Object unapplied) {}

    private final PaymentStore payments;
    private final UnappliedStore unapplied;
    private final PaymentJson json;
    private final UnappliedJson unappliedJson;

    MoneyOfSession(PaymentStore payments, UnappliedStore unapplied, PaymentJson json, UnappliedJson unappliedJson) {
        this.payments = payments;
        this.unapplied = unapplied;
        this.json = json;
        this.unappliedJson = unappliedJson;
    }

    public Found of(Tx tx, Scope scope, String session, @Nullable Attempt attempt) {
        var filter = new UnappliedStore.Filter(null, null, session, null, null);
        return new Found(
                attempt == null ? null : json.of(attempt),
                payments.find(tx, scope, session).map(json::of).orElse(null),
                unapplied.list(tx, scope, filter, PageRequest.newest(1)).stream()
                        .findFirst()
                        .map(unappliedJson::of)
                        .orElse(null));
    }
}

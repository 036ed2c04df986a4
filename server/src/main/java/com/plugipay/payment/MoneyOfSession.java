package com.plugipay.payment;

import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.http.PageRequest;
import com.plugipay.scope.Scope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What money a session has brought so far, as the API shows it.
public final class MoneyOfSession {
    /// @param unapplied the newest that fitted nothing
    public record Found(
            @Nullable Object attempt,
            @Nullable Object payment,
            @Nullable Object unapplied) {}

    private final AttemptStore attempts;
    private final PaymentStore payments;
    private final UnappliedStore unapplied;
    private final PaymentJson json;
    private final UnappliedJson unappliedJson;

    MoneyOfSession(
            AttemptStore attempts,
            PaymentStore payments,
            UnappliedStore unapplied,
            PaymentJson json,
            UnappliedJson unappliedJson) {
        this.attempts = attempts;
        this.payments = payments;
        this.unapplied = unapplied;
        this.json = json;
        this.unappliedJson = unappliedJson;
    }

    /// Whether the session still waits for this very attempt.
    public boolean isLive(Tx tx, Scope scope, String session, String attempt, Instant now) {
        return attempts.ofPayable(tx, scope, session).list().stream()
                .anyMatch(one -> one.id().text().equals(attempt) && one.isLive(now));
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

    /// Money that came for it and fitted nothing, the newest first, whatever became of it since.
    public Asked<MoneyAside> aside(Tx tx, Scope scope, String session) {
        return unapplied.ofSession(tx, scope, session);
    }
}

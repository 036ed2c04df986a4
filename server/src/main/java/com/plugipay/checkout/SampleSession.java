package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.event.Origin;
import com.plugipay.http.PageRequest;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A ready-made link to try, made anew when the last one was paid or has ended.
public final class SampleSession {
    private static final Money AMOUNT = new Money(150_000, Currency.IDR);
    private static final Duration EXPIRES_IN = Duration.ofDays(30);
    private static final Duration LEFT_AT_LEAST = Duration.ofHours(1);
    private static final Map<String, String> MARK = Map.of("description", "Sample session, made at start");

    private final Database database;
    private final CheckoutStore store;
    private final CreateCheckoutSession create;
    private final CheckoutJson json;
    private final WorkspaceTime time;

    SampleSession(
            Database database,
            CheckoutStore store,
            CreateCheckoutSession create,
            CheckoutJson json,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.create = create;
        this.json = json;
        this.time = time;
    }

    /// The hosted link of an open session.
    public String openUrl(Scope scope, String workspaceName) {
        return database.inTransaction(scope, tx -> {
            Instant now = time.now(scope);
            var open = new CheckoutStore.Filter("open", null, null, null, null, null, MARK.get("description"));
            List<CheckoutStore.Stored> samples = store.list(tx, scope, open, PageRequest.newest(1), now);
            for (CheckoutStore.Stored sample : samples) {
                if (sample.session().expiresAt().isAfter(now.plus(LEFT_AT_LEAST))) {
                    return json.hostedUrl(sample.session().id());
                }
            }
            var request = new CreateCheckoutSession.Request(
                    AMOUNT, null, null, null, List.of(), null, null, EXPIRES_IN, false, null, null, MARK);
            var created = create.handle(tx, scope, workspaceName, create.prepare(tx, scope), request, Origin.system());
            return json.hostedUrl(created.session().id());
        });
    }
}

package com.plugipay.checkout;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.event.Transition;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.VoidAttempts;
import com.plugipay.scope.Scope;
import java.time.Instant;

/// Ends a session before its time, or at its deadline, and voids the live attempt with it.
final class EndCheckoutSession {
    /// What ends it.
    enum How {
        CANCEL,
        EXPIRE,
        LAPSE
    }

    private final CheckoutStore store;
    private final AttemptStore attempts;
    private final VoidAttempts voidAttempts;
    private final AuditLog audit;
    private final WorkspaceTime time;

    EndCheckoutSession(
            CheckoutStore store, AttemptStore attempts, VoidAttempts voidAttempts, AuditLog audit, WorkspaceTime time) {
        this.store = store;
        this.attempts = attempts;
        this.voidAttempts = voidAttempts;
        this.audit = audit;
        this.time = time;
    }

    /// Answers the session's JSON afterwards.
    String handle(Tx tx, Scope scope, CheckoutSessionId id, How how, Origin origin) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        CheckoutStore.Stored stored = asked.optional().orElseThrow(Rejected::notFound);
        Instant now = time.now(scope);
        CheckoutSession session = stored.session();
        Transition<CheckoutSession, CheckoutEvent> ended = switch (how) {
            case CANCEL -> session.cancel(now);
            case EXPIRE -> session.expire(now);
            case LAPSE -> session.lapse(now);
        };
        voidAttempts.handle(tx, soFar.list(), now);
        String json = store.save(tx, ended, stored.workspaceName(), origin);
        note(tx, session, how, origin, now);
        return json;
    }

    private void note(Tx tx, CheckoutSession before, How how, Origin origin, Instant now) {
        String became = switch (how) {
            case CANCEL -> "canceled";
            case EXPIRE -> "expired";
            case LAPSE -> "";
        };
        if (!became.isEmpty()) {
            audit.write(
                    tx,
                    before.scope(),
                    origin,
                    "checkout_session." + became,
                    "checkout_session",
                    before.id().text(),
                    "{\"status\":\"" + before.state().wire() + "\"}",
                    "{\"status\":\"" + became + "\"}",
                    now);
        }
    }
}

package com.plugipay.checkout;

import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptState;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.Settle;
import com.plugipay.payment.VoidAttempts;
import com.plugipay.provider.Outcome;
import com.plugipay.scope.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A person or a key decides on a customer's claim to have paid by hand.
final class ReviewClaim {
    private final CheckoutStore store;
    private final CheckoutJson json;
    private final AttemptStore attempts;
    private final Settle settle;
    private final VoidAttempts voidAttempts;
    private final AuditLog audit;
    private final WorkspaceTime time;

    ReviewClaim(
            CheckoutStore store,
            CheckoutJson json,
            AttemptStore attempts,
            Settle settle,
            VoidAttempts voidAttempts,
            AuditLog audit,
            WorkspaceTime time) {
        this.store = store;
        this.json = json;
        this.attempts = attempts;
        this.settle = settle;
        this.voidAttempts = voidAttempts;
        this.audit = audit;
        this.time = time;
    }

    /// The claim that is waiting, when it is the one that was looked at.
    private static CheckoutSession inReview(CheckoutSession session, @Nullable Instant seen) {
        boolean same = session.state() instanceof CheckoutSession.State.PendingReview(Instant at)
                && (seen == null || seen.equals(at));
        if (!same) {
            throw CheckoutSession.notInReview();
        }
        return session;
    }

    /// The money was found: settled like any other. Answers the session's JSON afterwards.
    ///
    /// @param seen when the claim was made that was looked at; null for whichever waits
    String confirm(Tx tx, Scope scope, CheckoutSessionId id, @Nullable Instant seen, Origin origin) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        inReview(asked.optional().orElseThrow(Rejected::notFound).session(), seen);
        Attempt attempt = ClaimPayment.byHand(soFar.list()).orElseThrow(CheckoutSession::notInReview);
        var found = new Outcome.Captured(
                attempt.id().text(), attempt.id().text(), scope.mode(), attempt.amount(), null, null);
        Instant now = time.now(scope);
        Attempt settled = settle.handle(tx, attempt, Settle.After.LOOK, found, origin, now);
        if (!(settled.state() instanceof AttemptState.Succeeded)) {
            throw CheckoutSession.notInReview();
        }
        CheckoutStore.Stored after = store.ask(tx, scope, id).single();
        note(tx, after.session(), "checkout_session.confirmed", origin, now);
        return Json.text(json.of(after.session(), after.workspaceName()));
    }

    /// The money was not found. Answers the session's JSON afterwards.
    String reject(
            Tx tx, Scope scope, CheckoutSessionId id, @Nullable Instant seen, @Nullable String reason, Origin origin) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        CheckoutStore.Stored stored = asked.optional().orElseThrow(Rejected::notFound);
        Instant now = time.now(scope);
        var rejected = inReview(stored.session(), seen).reject(origin.actor().id(), reason, now);
        List<Attempt> before = soFar.list();
        if (rejected.after().state().isFinal()) {
            voidAttempts.handle(tx, before, now);
        }
        String answer = store.save(tx, rejected, stored.workspaceName(), origin);
        note(tx, rejected.after(), "checkout_session.rejected", origin, now);
        return answer;
    }

    private void note(Tx tx, CheckoutSession after, String action, Origin origin, Instant now) {
        audit.write(
                tx,
                after.scope(),
                origin,
                action,
                "checkout_session",
                after.id().text(),
                "{\"status\":\"pending_review\"}",
                "{\"status\":\"" + after.state().wire() + "\"}",
                now);
    }
}

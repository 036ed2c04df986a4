package com.plugipay.checkout;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Asked;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.EventStore;
import com.plugipay.event.Origin;
import com.plugipay.file.FileName;
import com.plugipay.file.Picture;
import com.plugipay.file.Proofs;
import com.plugipay.file.UploadedFile;
import com.plugipay.payment.Attempt;
import com.plugipay.payment.AttemptStore;
import com.plugipay.payment.FailureAlarm;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The customer says that they have paid by hand: the session waits for the merchant to look.
final class ClaimPayment {
    private static final int MOST_AN_HOUR = 10;
    private static final Duration HOUR = Duration.ofHours(1);

    private final CheckoutStore store;
    private final AttemptStore attempts;
    private final EventStore events;
    private final Proofs proofs;
    private final FailureAlarm alarm;
    private final WorkspaceTime time;

    ClaimPayment(
            CheckoutStore store,
            AttemptStore attempts,
            EventStore events,
            Proofs proofs,
            FailureAlarm alarm,
            WorkspaceTime time) {
        this.store = store;
        this.attempts = attempts;
        this.events = events;
        this.proofs = proofs;
        this.alarm = alarm;
        this.time = time;
    }

    /// The live attempt that a person has to look after.
    static Optional<Attempt> byHand(List<Attempt> attempts) {
        return attempts.stream()
                .filter(attempt -> attempt.state().isLive() && attempt.adapter().equals("manual"))
                .findFirst();
    }

    /// Answers when it was claimed.
    ///
    /// @param proofUrl a picture that was sent to this session before, or null
    Instant handle(Tx tx, Scope scope, CheckoutSessionId id, @Nullable String proofUrl, Origin origin) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        CheckoutStore.Stored stored = asked.optional().orElseThrow(Rejected::notFound);
        Instant now = time.now(scope);
        String proof =
                proofUrl == null ? null : proofOf(tx, scope, id, proofUrl).path();
        var claimed = stored.session().claim(proof, now);
        if (byHand(soFar.list()).isEmpty()) {
            throw new Rejected(ErrorCode.CONFLICT, "Choose a method that is paid by hand first.");
        }
        String type = claimed.event().type();
        if (events.countSince(tx, scope, id.text(), type, now.minus(HOUR)) >= alarm.most(tx, scope, MOST_AN_HOUR)) {
            throw Rejected.later(ErrorCode.TOO_MANY_ATTEMPTS, "Too many claims. Wait an hour.", HOUR.toSeconds());
        }
        store.save(tx, claimed, stored.workspaceName(), origin);
        return now;
    }

    private FileName proofOf(Tx tx, Scope scope, CheckoutSessionId id, String url) {
        return proofs.find(tx, scope, id.text(), url)
                .orElseThrow(() ->
                        Rejected.invalid("proofUrl", "proofUrl must be a picture that was sent to this session."));
    }

    /// Refuses when no picture is wanted: it is before a claim, or while one is looked at.
    CheckoutSession checkTakesProof(Tx tx, Scope scope, CheckoutSessionId id) {
        Asked<CheckoutStore.Stored> asked = store.lock(tx, scope, id);
        Asked<Attempt> soFar = attempts.ofPayable(tx, scope, id.text());
        CheckoutSession session =
                asked.optional().orElseThrow(Rejected::notFound).session().asOf(time.now(scope));
        if (session.state().isFinal() || byHand(soFar.list()).isEmpty()) {
            throw new Rejected(ErrorCode.CONFLICT, "This session does not wait for a proof of payment.");
        }
        return session;
    }

    /// Keeps a picture of a session that takes one.
    UploadedFile keep(Tx tx, CheckoutSession session, Picture picture) {
        Scope scope = session.scope();
        int most = alarm.most(tx, scope, Proofs.MOST);
        return proofs.keep(tx, scope, session.id().text(), picture, most, time.now(scope));
    }

    /// While a claim is looked at, the newest picture belongs to it.
    void attach(Tx tx, CheckoutSession session, String proofUrl) {
        if (session.state() instanceof CheckoutSession.State.PendingReview) {
            store.attachProof(tx, session.scope(), session.id(), proofUrl);
        }
    }
}

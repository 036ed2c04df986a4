package com.plugipay.inbound;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.event.Actor;
import com.plugipay.event.Origin;
import com.plugipay.inbound.ProviderEvent.Outcome;
import com.plugipay.payment.AttemptId;
import com.plugipay.payment.HearOfAttempt;
import com.plugipay.refund.HearOfRefund;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up stored callbacks: nothing in them is believed, so the provider is asked, and what it says goes the one way
/// that all money goes. Copies, any order and any delay lead to the same end.
final class AskProvider {
    private static final Logger LOG = LoggerFactory.getLogger(AskProvider.class);
    private static final int BATCH = 50;
    /// A slow provider does not hold up the next look: that one goes on with what is due then.
    private static final long MOST_NANOS = 30_000_000_000L;

    private final Database database;
    private final ProviderEventStore store;
    private final HearOfAttempt attempts;
    private final HearOfRefund refunds;
    private final WorkspaceTime time;

    AskProvider(
            Database database,
            ProviderEventStore store,
            HearOfAttempt attempts,
            HearOfRefund refunds,
            WorkspaceTime time) {
        this.database = database;
        this.store = store;
        this.attempts = attempts;
        this.refunds = refunds;
        this.time = time;
    }

    void lookOnce() {
        List<ProviderEvent> due =
                database.readAcrossWorkspaces(tx -> store.dueAcrossWorkspaces(tx, time.everywhere(), BATCH));
        long began = System.nanoTime();
        for (ProviderEvent event : due) {
            if (System.nanoTime() - began > MOST_NANOS) {
                return;
            }
            try {
                take(event);
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", event.id(), e);
            } catch (RuntimeException e) {
                // One that cannot be taken up does not keep the others waiting; its claim ends by itself.
                LOG.error("{} cannot be taken up", event.id(), e);
            }
        }
    }

    private void take(ProviderEvent seen) {
        Instant until = time.now(seen.scope()).plus(ProviderEvent.CLAIM_LIFE);
        if (!database.inTransaction(seen.scope(), tx -> store.claim(tx, seen, until))) {
            return;
        }
        var event = new ProviderEvent(
                seen.id(),
                seen.scope(),
                seen.adapter(),
                seen.ourKey(),
                seen.reference(),
                seen.tries() + 1,
                until,
                seen.receivedAt());
        if (event.isHopeless()) {
            LOG.error("{} was taken up {} times in vain, and is left", event.id(), seen.tries());
            done(event, Outcome.UNCLEAR);
            return;
        }
        var origin = new Origin(Origin.Source.PROVIDER, Actor.provider(event.adapter()), null, null, null);
        String key = event.ourKey() == null ? "" : event.ourKey();
        Optional<AttemptId> attempt = AttemptId.parse(key);
        if (attempt.isPresent()) {
            attempts.handle(
                    new HearOfAttempt.Word(event.scope(), event.adapter(), attempt.get(), event.reference()),
                    origin,
                    (tx, heard) -> keep(tx, event, heard));
        } else if (!refunds.handle(
                new HearOfRefund.Word(event.scope(), event.adapter(), key, event.reference()),
                origin,
                (tx, sure) -> end(tx, event, sure ? Outcome.REFUND : Outcome.UNCLEAR, null))) {
            done(event, Outcome.NOT_OURS);
        }
    }

    private void done(ProviderEvent event, Outcome outcome) {
        database.inTransaction(event.scope(), tx -> {
            store.done(tx, event, outcome, null, time.now(event.scope()));
            return event;
        });
    }

    private void keep(Tx tx, ProviderEvent event, HearOfAttempt.Heard heard) {
        switch (heard) {
            case HearOfAttempt.Heard.Settled(String payable) -> end(tx, event, Outcome.ASKED, payable);
            case HearOfAttempt.Heard.Aside _ -> end(tx, event, Outcome.ASIDE, null);
            case HearOfAttempt.Heard.Nothing _ -> end(tx, event, Outcome.NOT_OURS, null);
            case HearOfAttempt.Heard.Unclear(String payable) -> end(tx, event, Outcome.UNCLEAR, payable);
        }
    }

    /// What is unclear is asked again a few times. Nothing is lost by ending: what we watch is asked about anyway.
    private void end(Tx tx, ProviderEvent event, Outcome outcome, @Nullable String session) {
        Instant now = time.now(event.scope());
        Instant again = outcome == Outcome.UNCLEAR ? event.again(now) : null;
        if (again != null) {
            store.again(tx, event, session, again);
        } else {
            store.done(tx, event, outcome, session, now);
        }
    }
}

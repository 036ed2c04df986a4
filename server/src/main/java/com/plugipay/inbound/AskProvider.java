package com.plugipay.inbound;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.LostRace;
import com.plugipay.db.Tx;
import com.plugipay.event.Actor;
import com.plugipay.event.Origin;
import com.plugipay.inbound.ProviderEvent.Outcome;
import com.plugipay.job.Sweep;
import com.plugipay.job.Turns;
import com.plugipay.payment.AttemptId;
import com.plugipay.payment.HearOfAttempt;
import com.plugipay.refund.HearOfRefund;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes up stored callbacks by turns: nothing in them is believed, so the provider is asked, and what it says goes the
/// one way that all money goes. Copies, any order and any delay lead to the same end.
final class AskProvider implements Sweep.Work {
    private static final Logger LOG = LoggerFactory.getLogger(AskProvider.class);
    private static final int LANES_OF_PROVIDER = 4;
    private static final int MOST_OF_TURN = 5;
    /// Whoever waits for an answer longer than this has had their turn.
    private static final long TURN_NANOS = 5_000_000_000L;

    private static final int LINES_AT_ONCE = 200;
    private static final int MARKED_AT_ONCE = 1_000;
    private static final int MOST_READS = 10;

    private final Database database;
    private final ProviderEventStore store;
    private final HearOfAttempt attempts;
    private final HearOfRefund refunds;
    private final WorkspaceTime time;
    private final Turns<CallbackLine> turns =
            new Turns<>("callbacks", LANES_OF_PROVIDER, CallbackLine::adapter, this::haveATurn);

    /// Of each provider.
    private final Map<String, CallbackLine> calledUpLast = new HashMap<>();

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

    /// Ends when all that was due has been taken up, or somebody has hung for too long.
    @Override
    public void lookOnce() {
        turns.look(this::callUp);
    }

    @Override
    public void close() {
        turns.close();
    }

    /// Marks what has become due, and goes round the lines of each provider that have something due.
    private synchronized void callUp() {
        Instant now = time.everywhere();
        for (int i = 0; i < MOST_READS && markDue(now) == MARKED_AT_ONCE; i++) {
            // The next some; the rest is for the next look.
        }
        database.readAcrossWorkspaces(store::adaptersAcrossWorkspaces).forEach(this::callUp);
    }

    private int markDue(Instant now) {
        return database.inTransactionAcrossWorkspaces(tx -> store.markDueAcrossWorkspaces(tx, now, MARKED_AT_ONCE));
    }

    /// On from where it was the last time, until so many wait that the rest has to be called up later.
    private void callUp(String adapter) {
        boolean round = !calledUpLast.containsKey(adapter);
        for (int i = 0; i < MOST_READS; i++) {
            CallbackLine after = calledUpLast.get(adapter);
            List<CallbackLine> lines =
                    database.readAcrossWorkspaces(tx -> store.linesAcrossWorkspaces(tx, adapter, after, LINES_AT_ONCE));
            for (CallbackLine line : lines) {
                if (!turns.callUp(line)) {
                    return;
                }
                calledUpLast.put(adapter, line);
            }
            if (lines.size() < LINES_AT_ONCE) {
                calledUpLast.remove(adapter);
                if (round) {
                    return;
                }
                round = true;
            }
        }
    }

    /// Whether there may be more in this line: then it stands behind the others.
    private boolean haveATurn(CallbackLine line) {
        long began = System.nanoTime();
        Instant now = time.now(line.scope());
        List<ProviderEvent> due = database.read(line.scope(), tx -> store.due(tx, line, now, MOST_OF_TURN));
        boolean more = due.size() == MOST_OF_TURN;
        for (ProviderEvent event : due) {
            if (System.nanoTime() - began > TURN_NANOS) {
                return true;
            }
            try {
                take(event);
            } catch (LostRace e) {
                LOG.debug("{} was settled by somebody else", event.id(), e);
            } catch (RuntimeException e) {
                // One that cannot be taken up does not keep the others waiting; its claim ends by itself. If even the
                // claim failed, only the next look tries it again.
                more = false;
                LOG.error("{} cannot be taken up", event.id(), e);
            }
        }
        return more;
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

    /// What is unclear is asked again for a week. Then a charge is not lost, for what we watch is asked about anyway.
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

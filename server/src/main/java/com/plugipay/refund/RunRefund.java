package com.plugipay.refund;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.payment.Payment;
import com.plugipay.payment.PaymentId;
import com.plugipay.payment.Payments;
import com.plugipay.payment.UnappliedPayment;
import com.plugipay.payment.UnappliedPaymentId;
import com.plugipay.payment.UnappliedStore;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.provider.RefundOutcome;
import com.plugipay.provider.RefundRequest;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one ordered refund to its provider and records what came back. The only caller of PaymentProvider for
/// refunds. Takes a Database, not a Tx: it must not hold a transaction while it waits.
final class RunRefund {
    private static final Logger LOG = LoggerFactory.getLogger(RunRefund.class);

    private final Database database;
    private final Providers providers;
    private final Connections connections;
    private final Payments payments;
    private final UnappliedStore unapplied;
    private final RefundStore store;
    private final FinishRefund finish;
    private final TellContradiction contradictions;
    private final WorkspaceTime time;

    RunRefund(
            Database database,
            Providers providers,
            Connections connections,
            Payments payments,
            UnappliedStore unapplied,
            RefundStore store,
            FinishRefund finish,
            TellContradiction contradictions,
            WorkspaceTime time) {
        this.database = database;
        this.providers = providers;
        this.connections = connections;
        this.payments = payments;
        this.unapplied = unapplied;
        this.store = store;
        this.finish = finish;
        this.contradictions = contradictions;
        this.time = time;
    }

    /// Sends it for the first time.
    ///
    /// @param alongside what else to write in the transaction that records the outcome
    Refund send(Refund ordered, Origin origin, BiConsumer<Tx, Refund> alongside) {
        RefundRequest request = request(ordered);
        CrashPoint.reached("before-refund-call");
        RefundOutcome outcome = outcome(ordered, request, PaymentProvider::refund);
        return recorded(ordered, outcome, origin, alongside);
    }

    /// Asks what became of it. What the provider certainly has not is sent again, under the key it had, unless other
    /// money may have gone back in its place. One asks at a time: of two, the provider might refuse the
    /// second while the first sends the money back.
    ///
    /// @param uncertain as whoever asks saw it; lost when another asks or has decided meanwhile
    /// @param alongside as in [#send]
    Refund ask(Refund uncertain, Origin origin, BiConsumer<Tx, Refund> alongside) {
        Refund mine = claimed(uncertain);
        RefundRequest request = request(mine);
        CrashPoint.reached("before-refund-call");
        RefundOutcome outcome =
                outcome(mine, request, (provider, connection, asked) -> found(provider, connection, asked, uncertain));
        if (outcome instanceof RefundOutcome.NotFound) {
            CrashPoint.reached("before-refund-resend");
            Refund again = claimedToSend(mine, alongside);
            if (again.isWithAPerson()) {
                return again;
            }
            outcome = outcome(again, request, PaymentProvider::refund);
        }
        return recorded(mine, outcome, origin, alongside);
    }

    /// Takes it to send it. While a provider says that other money went back in its place, a person gets it instead.
    private Refund claimedToSend(Refund mine, BiConsumer<Tx, Refund> alongside) {
        return database.inTransaction(mine.scope(), tx -> {
            boolean held = contradictions.isUnanswered(tx, finish.locked(tx, mine));
            Instant now = time.now(mine.scope());
            Refund again = held ? mine.withheld(now) : mine.claimedAgain(now);
            store.claim(tx, mine, again);
            if (held) {
                alongside.accept(tx, again);
            }
            return again;
        });
    }

    /// What an account that was not ours yet when it was sent does not know of, or refuses, says nothing.
    private static RefundOutcome found(
            PaymentProvider provider, Connection connection, RefundRequest request, Refund refund) {
        RefundOutcome told = provider.queryRefund(connection, request);
        return isNo(told) && connection.mayNotKnow(refund.createdAt())
                ? new RefundOutcome.Unknown("it may be in the account that was connected before")
                : told;
    }

    private static boolean isNo(RefundOutcome told) {
        return told instanceof RefundOutcome.NotFound
                || told instanceof RefundOutcome.Refused
                || told instanceof RefundOutcome.Dropped;
    }

    /// The provider has called about it, perhaps by a name that we do not know yet. It is asked and nothing is sent;
    /// without news all is left as it was.
    ///
    /// @param reference what the provider called it, unverified
    /// @param alongside what else to write in the transaction that records it; told whether it is sure now
    /// @return what the provider said; Unknown when that says nothing yet
    RefundOutcome hear(Refund seen, @Nullable String reference, Origin origin, BiConsumer<Tx, Boolean> alongside) {
        boolean pending = seen.state() instanceof Refund.State.Pending;
        Refund mine = pending ? claimed(seen) : seen;
        RefundRequest request = request(seen);
        RefundOutcome told =
                outcome(seen, request, (provider, connection, asked) -> found(provider, connection, asked, seen));
        if (!isNews(seen, told, time.now(seen.scope())) && reference != null && seen.providerReference() == null) {
            RefundOutcome byName = outcome(
                    seen,
                    request.called(reference),
                    (provider, connection, asked) -> found(provider, connection, asked, seen));
            // By a stranger's name no end is believed but a good one.
            told = isNo(byName) ? told : byName;
        }
        RefundOutcome heard = told;
        return database.inTransaction(seen.scope(), tx -> {
            Instant now = time.now(seen.scope());
            boolean news = isNews(seen, heard, now);
            if (news) {
                finish.handle(tx, mine, heard, origin, now);
            } else if (pending) {
                store.release(tx, mine, seen);
            }
            alongside.accept(tx, news);
            boolean mayBeListedLater = heard instanceof RefundOutcome.Dropped && !news;
            return mayBeListedLater ? new RefundOutcome.Unknown("it may be listed later") : heard;
        });
    }

    private static boolean isNews(Refund seen, RefundOutcome told, Instant now) {
        return switch (told) {
            case RefundOutcome.Succeeded _, RefundOutcome.Pending _, RefundOutcome.Refused _ -> true;
            case RefundOutcome.Dropped _ -> seen.isMissingForGood(now);
            case RefundOutcome.NotFound _, RefundOutcome.Unknown _ -> false;
        };
    }

    private Refund claimed(Refund uncertain) {
        Refund mine = uncertain.claimedAgain(time.now(uncertain.scope()));
        return database.inTransaction(uncertain.scope(), tx -> {
            store.claim(tx, uncertain, mine);
            return mine;
        });
    }

    private interface ProviderCall {
        RefundOutcome make(PaymentProvider provider, Connection connection, RefundRequest request);
    }

    private Refund recorded(Refund asked, RefundOutcome outcome, Origin origin, BiConsumer<Tx, Refund> alongside) {
        CrashPoint.reached("after-refund-call");
        return database.inTransaction(asked.scope(), tx -> {
            Refund after = finish.handle(tx, asked, outcome, origin, time.now(asked.scope()));
            alongside.accept(tx, after);
            return after;
        });
    }

    /// A provider that breaks has not said no: the money may be on its way.
    private RefundOutcome outcome(Refund refund, RefundRequest request, ProviderCall call) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("a provider is never called inside a transaction");
        }
        try {
            Mode mode = refund.scope().mode();
            Connection connection = connections.of(refund.scope(), Providers.runner(mode, refund.adapter()));
            return call.make(providers.running(mode, refund.adapter()), connection, request);
        } catch (RuntimeException e) {
            LOG.error("{}: the call to {} broke", refund.id().text(), refund.adapter(), e);
            return new RefundOutcome.Unknown("the call broke");
        }
    }

    /// The provider's own name for the money that this refund takes from.
    String charge(Refund refund) {
        return request(refund).charge();
    }

    private RefundRequest request(Refund refund) {
        return database.read(refund.scope(), tx -> request(tx, refund));
    }

    private RefundRequest request(Tx tx, Refund refund) {
        PaymentId ofPayment = refund.target().payment();
        if (ofPayment != null) {
            Payment payment = payments.find(tx, refund.scope(), ofPayment).orElseThrow();
            return request(refund, payment.channel(), payment.providerReference());
        }
        UnappliedPaymentId ofUnapplied = refund.target().unapplied();
        if (ofUnapplied == null) {
            throw new IllegalStateException("a refund of nothing");
        }
        UnappliedPayment.Source source =
                unapplied.find(tx, refund.scope(), ofUnapplied).orElseThrow().source();
        return request(refund, source.channel(), source.providerReference());
    }

    private static RefundRequest request(Refund refund, @Nullable String channel, @Nullable String charge) {
        if (channel == null || charge == null) {
            throw new IllegalStateException("nothing that a provider could refund");
        }
        return new RefundRequest(
                refund.id().text(),
                refund.providerReference(),
                refund.scope().mode(),
                channel,
                charge,
                refund.amount());
    }
}

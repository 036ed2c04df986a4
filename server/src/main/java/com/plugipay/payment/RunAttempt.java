package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.CrashPoint;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.payment.Settle.After;
import com.plugipay.provider.ActionResult;
import com.plugipay.provider.ChargeRequest;
import com.plugipay.provider.Connection;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes one claimed attempt to its provider and records what came back. The only caller of PaymentProvider for
/// charges. Takes a Database, not a Tx: it must not hold a transaction while it waits.
public final class RunAttempt {
    private static final Logger LOG = LoggerFactory.getLogger(RunAttempt.class);

    private final Database database;
    private final Providers providers;
    private final Connections connections;
    private final AdapterHealth health;
    private final Payables payables;
    private final Settle settle;
    private final WorkspaceTime time;

    RunAttempt(
            Database database,
            Providers providers,
            Connections connections,
            AdapterHealth health,
            Payables payables,
            Settle settle,
            WorkspaceTime time) {
        this.database = database;
        this.providers = providers;
        this.connections = connections;
        this.health = health;
        this.payables = payables;
        this.settle = settle;
        this.time = time;
    }

    /// Charges.
    ///
    /// @param alongside what else to write in the transaction that records the outcome
    public Attempt charge(Attempt claimed, Origin origin, BiConsumer<Tx, Attempt> alongside) {
        return run(
                claimed,
                After.CHARGE,
                origin,
                alongside,
                (provider, connection, request) -> provider.charge(connection, request),
                this::hear);
    }

    /// Goes on after the customer has acted.
    public Attempt resume(Attempt waiting, ActionResult result, Origin origin) {
        return run(
                waiting,
                After.CHARGE,
                origin,
                (tx, attempt) -> {},
                (provider, connection, request) -> provider.resume(connection, request, result));
    }

    /// Asks what became of it.
    public Attempt look(Attempt attempt, Origin origin) {
        return look(attempt, origin, (tx, after) -> {});
    }

    Attempt look(Attempt attempt, Origin origin, BiConsumer<Tx, Attempt> alongside) {
        return run(
                attempt,
                After.LOOK,
                origin,
                alongside,
                takesMoney(attempt) ? PaymentProvider::collect : PaymentProvider::query);
    }

    /// A provider has called about it, perhaps by a name that we do not know yet. Only what it answers when asked
    /// counts: money, something that the customer can go on with, or a certain end. Without news nothing is
    /// written, so that no stranger uses up the looks that an attempt in doubt has.
    ///
    /// @param reference what the provider called it, unverified
    /// @param alongside what else to write in the transaction that records it; told whether there were news
    void hearOf(Attempt attempt, @Nullable String reference, Origin origin, BiConsumer<Tx, Boolean> alongside) {
        List<Outcome> news = new ArrayList<>();
        Outcome told = ask(attempt, takesMoney(attempt) ? PaymentProvider::collect : PaymentProvider::query)
                .outcome();
        if (isNews(attempt, told)) {
            news.add(told);
        }
        if (reference != null && !reference.equals(nameIn(attempt, told))) {
            Outcome byName = ask(
                            attempt,
                            (provider, connection, request) -> provider.query(connection, request.called(reference)))
                    .outcome();
            // By a stranger's name nothing but money, or the first word of what waits, is believed.
            boolean first = attempt.providerReference() == null && news.isEmpty();
            if (byName instanceof Outcome.Captured || (first && byName instanceof Outcome.ActionNeeded)) {
                news.add(byName);
            }
        }
        List<Outcome> all = withAll(attempt, news);
        database.inTransaction(attempt.scope(), tx -> {
            for (Outcome one : all) {
                settle.handle(tx, attempt, After.LOOK, one, origin, time.now(attempt.scope()));
            }
            alongside.accept(tx, !news.isEmpty());
            return news;
        });
    }

    /// An account number can be paid into again: with one payment come all that the provider knows of, each once.
    private List<Outcome> withAll(Attempt attempt, List<Outcome> news) {
        var all = new LinkedHashSet<Outcome>();
        boolean listed = false;
        for (Outcome one : news) {
            if (one instanceof Outcome.Captured captured && !listed) {
                all.addAll(all(attempt, captured));
                listed = true;
            } else {
                all.add(one);
            }
        }
        return List.copyOf(all);
    }

    private static boolean isNews(Attempt attempt, Outcome told) {
        return switch (told) {
            case Outcome.Captured _ -> true;
            case Outcome.ActionNeeded _, Outcome.Declined _, Outcome.Voided _ ->
                attempt.state().isLive();
            case Outcome.NotMade _, Outcome.Unknown _ -> false;
        };
    }

    private static @Nullable String nameIn(Attempt attempt, Outcome told) {
        return switch (told) {
            case Outcome.Captured captured -> captured.reference();
            case Outcome.ActionNeeded needed -> needed.reference();
            case Outcome.Declined _, Outcome.Voided _, Outcome.NotMade _, Outcome.Unknown _ ->
                attempt.providerReference();
        };
    }

    /// Whether what the customer has agreed to may be taken: never of what was given up or has ended meanwhile.
    private boolean takesMoney(Attempt attempt) {
        return attempt.scope().mode() == Mode.LIVE
                && attempt.state().isLive()
                && database.read(attempt.scope(), tx -> payables.takesMoney(tx, attempt, time.now(attempt.scope())));
    }

    /// Makes sure that nothing comes of it any more, or learns that it came.
    public Attempt cancel(Attempt attempt, Origin origin) {
        return cancel(attempt, origin, (tx, after) -> {});
    }

    Attempt cancel(Attempt attempt, Origin origin, BiConsumer<Tx, Attempt> alongside) {
        return run(attempt, After.VOID, origin, alongside, PaymentProvider::cancel);
    }

    private interface ProviderCall {
        Outcome make(PaymentProvider provider, Connection connection, ChargeRequest request);
    }

    /// What came of a call.
    ///
    /// @param said by the provider or the network; null when we broke before, so that it says nothing about them
    private record Told(Outcome outcome, @Nullable Outcome said) {}

    private interface Hearing {
        void hear(Tx tx, Attempt attempt, Outcome said, Instant now);
    }

    /// Only of charges: that something is not known there, asked later, says nothing about whether they answer.
    private void hear(Tx tx, Attempt attempt, Outcome said, Instant now) {
        if (attempt.scope().mode() != Mode.LIVE) {
            return;
        }
        switch (said) {
            case Outcome.Unknown _ -> health.failed(tx, attempt.scope(), attempt.runBy(), "no_answer", now);
            case Outcome.NotMade made
            when made.isUnreached() -> health.failed(tx, attempt.scope(), attempt.runBy(), made.code(), now);
            case Outcome.Captured _, Outcome.ActionNeeded _, Outcome.Declined _, Outcome.NotMade _, Outcome.Voided _ ->
                health.answered(tx, attempt.scope(), attempt.runBy());
        }
    }

    private Attempt run(
            Attempt attempt, After after, Origin origin, BiConsumer<Tx, Attempt> alongside, ProviderCall call) {
        return run(attempt, after, origin, alongside, call, (tx, asked, outcome, now) -> {});
    }

    private Attempt run(
            Attempt attempt,
            After after,
            Origin origin,
            BiConsumer<Tx, Attempt> alongside,
            ProviderCall call,
            Hearing hearing) {
        CrashPoint.reached("before-charge-call");
        Told answer = ask(attempt, call);
        Outcome outcome = answer.outcome();
        Outcome said = answer.said();
        List<? extends Outcome> told =
                outcome instanceof Outcome.Captured captured ? all(attempt, captured) : List.of(outcome);
        CrashPoint.reached("after-charge-call");
        Function<Tx, Attempt> record = tx -> {
            Instant now = time.now(attempt.scope());
            if (said != null) {
                hearing.hear(tx, attempt, said, now);
            }
            Attempt settled = attempt;
            for (Outcome one : told) {
                settled = settle.handle(tx, attempt, after, one, origin, now);
            }
            alongside.accept(tx, settled);
            return settled;
        };
        return database.inTransaction(attempt.scope(), record);
    }

    /// A provider that breaks has not said no: the charge may have happened.
    private Told ask(Attempt attempt, ProviderCall call) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("a provider is never called inside a transaction");
        }
        try {
            PaymentProvider provider = providers.running(attempt.scope().mode(), attempt.runBy());
            Connection connection = connections.of(attempt.scope(), attempt.runBy());
            Outcome told = call.make(provider, connection, request(attempt));
            boolean saysNothing = told instanceof Outcome.NotMade
                    && attempt.version() > 1
                    && connection.mayNotKnow(attempt.createdAt());
            return new Told(
                    saysNothing ? new Outcome.Unknown("it may be in the account that was connected before") : told,
                    told);
        } catch (RuntimeException e) {
            LOG.error("{}: the call to {} broke", attempt.id().text(), attempt.runBy(), e);
            return new Told(new Outcome.Unknown("the call broke"), null);
        }
    }

    /// What was told is true, whether or not the rest can be asked for.
    private List<Outcome.Captured> all(Attempt attempt, Outcome.Captured told) {
        try {
            PaymentProvider provider = providers.running(attempt.scope().mode(), attempt.runBy());
            return provider.all(connections.of(attempt.scope(), attempt.runBy()), request(attempt), told);
        } catch (RuntimeException e) {
            LOG.error("{}: the call to {} broke", attempt.id().text(), attempt.runBy(), e);
            return List.of(told);
        }
    }

    private ChargeRequest request(Attempt attempt) {
        ChargeRequest.Occasion occasion = switch (attempt.scope().mode()) {
            case TEST -> ChargeRequest.Occasion.NONE;
            case LIVE -> database.read(attempt.scope(), tx -> payables.occasion(tx, attempt));
        };
        return new ChargeRequest(
                attempt.id().text(),
                attempt.providerReference(),
                attempt.scope().mode(),
                attempt.channel(),
                attempt.amount(),
                payables.actionPath(attempt),
                attempt.testCard(),
                attempt.expiresAt(),
                occasion.ringing(attempt.phone()));
    }
}

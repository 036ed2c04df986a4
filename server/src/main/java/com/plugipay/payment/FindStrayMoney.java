package com.plugipay.payment;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.payment.HearOfAttempt.Heard;
import com.plugipay.payment.HearOfAttempt.Word;
import com.plugipay.provider.Connections;
import com.plugipay.provider.Outcome;
import com.plugipay.provider.Providers;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks a provider about a key of ours that nobody here knows, as after a restored backup. Money that is really there
/// is put aside, where the merchant sees it.
final class FindStrayMoney {
    private static final Logger LOG = LoggerFactory.getLogger(FindStrayMoney.class);

    private final Database database;
    private final Providers providers;
    private final Connections connections;
    private final Settle settle;
    private final WorkspaceTime time;

    FindStrayMoney(Database database, Providers providers, Connections connections, Settle settle, WorkspaceTime time) {
        this.database = database;
        this.providers = providers;
        this.connections = connections;
        this.settle = settle;
        this.time = time;
    }

    void handle(Word word, Origin origin, BiConsumer<Tx, Heard> alongside) {
        Outcome told = ask(word);
        database.inTransaction(word.scope(), tx -> {
            boolean aside = told instanceof Outcome.Captured captured
                    && settle.putAside(
                            tx,
                            word.scope(),
                            word.adapter(),
                            word.attempt().text(),
                            captured,
                            origin,
                            time.now(word.scope()));
            alongside.accept(tx, aside ? new Heard.Aside() : nothing(told));
            return told;
        });
    }

    /// What may still become money is asked about again.
    private static Heard nothing(Outcome told) {
        return switch (told) {
            case Outcome.Declined _, Outcome.Voided _, Outcome.NotMade _ -> new Heard.Nothing();
            case Outcome.Captured _, Outcome.ActionNeeded _, Outcome.Unknown _ -> new Heard.Unclear(null);
        };
    }

    private Outcome ask(Word word) {
        if (Database.isInUseByThisThread()) {
            throw new IllegalStateException("a provider is never called inside a transaction");
        }
        try {
            return providers
                    .running(word.scope().mode(), word.adapter())
                    .find(
                            connections.of(word.scope(), word.adapter()),
                            word.attempt().text(),
                            word.reference());
        } catch (RuntimeException e) {
            LOG.error("{}: the call to {} broke", word.attempt().text(), word.adapter(), e);
            return new Outcome.Unknown("the call broke");
        }
    }
}

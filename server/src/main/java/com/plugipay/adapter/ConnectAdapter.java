package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.event.Origin;
import com.plugipay.http.Answer;
import com.plugipay.http.Writes;
import com.plugipay.http.Writes.Step;
import com.plugipay.provider.Connections;
import com.plugipay.provider.CredentialCheck;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Connects a provider: keeps what was given, then, in live mode only, asks the provider whether it is good. Takes a
/// Database, not a Tx: it must not hold a transaction while it waits.
final class ConnectAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectAdapter.class);

    private final Database database;
    private final Adapters adapters;
    private final Connections connections;
    private final Providers providers;
    private final InboundUrls inbound;

    ConnectAdapter(
            Database database, Adapters adapters, Connections connections, Providers providers, InboundUrls inbound) {
        this.database = database;
        this.adapters = adapters;
        this.connections = connections;
        this.providers = providers;
        this.inbound = inbound;
    }

    /// @param given read when the idempotency key turned out to be new
    Writes.RemoteOperation<AdapterConfig> put(
            Scope scope, Supplier<CredentialJson> given, Origin origin, Function<AdapterConfig, Answer> answer) {
        return new Put(scope, given, origin, answer);
    }

    /// Asks once more about what is stored.
    AdapterConfig checkAgain(Scope scope, AdapterKind kind, Origin origin) {
        AdapterConfig stored = database.read(scope, tx -> adapters.find(tx, scope, kind));
        if (scope.mode() == Mode.TEST) {
            return stored;
        }
        CredentialCheck said = ask(scope, kind);
        return database.inTransaction(scope, tx -> adapters.keepCheck(tx, scope, stored, said, origin));
    }

    private CredentialCheck ask(Scope scope, AdapterKind kind) {
        try {
            return providers
                    .running(scope.mode(), kind.adapter())
                    .check(connections.of(scope, kind.adapter()), inbound.of(scope.workspace(), kind));
        } catch (RuntimeException e) {
            LOG.error("the check of {} broke", kind.wire(), e);
            return new CredentialCheck.Failed(CredentialCheck.Problem.UNEXPECTED_ANSWER, "the check broke");
        }
    }

    private final class Put implements Writes.RemoteOperation<AdapterConfig> {
        private final Scope scope;
        private final Supplier<CredentialJson> given;
        private final Origin origin;
        private final Function<AdapterConfig, Answer> answer;

        Put(Scope scope, Supplier<CredentialJson> given, Origin origin, Function<AdapterConfig, Answer> answer) {
            this.scope = scope;
            this.given = given;
            this.origin = origin;
            this.answer = answer;
        }

        @Override
        public Step<AdapterConfig> claim(Tx tx) {
            AdapterConfig kept = adapters.put(tx, scope, given.get(), origin);
            return next(kept);
        }

        /// What a dead server had stored is asked about now.
        @Override
        public Step<AdapterConfig> takeOver(Tx tx, @Nullable String made) {
            return made == null ? claim(tx) : next(adapters.find(tx, scope, AdapterKind.of(made)));
        }

        private Step<AdapterConfig> next(AdapterConfig kept) {
            return switch (scope.mode()) {
                case TEST -> new Step.Done<>(answer.apply(kept));
                case LIVE -> new Step.Go<>(kept, kept.kind().wire());
            };
        }

        @Override
        public Answer callAndRecord(AdapterConfig kept, Writes.Recorder recorder) {
            CredentialCheck said = ask(scope, kept.kind());
            return database.inTransaction(scope, tx -> {
                Answer answered = answer.apply(adapters.keepCheck(tx, scope, kept, said, origin));
                recorder.keep(tx, answered);
                return answered;
            });
        }
    }
}

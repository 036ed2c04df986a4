package com.plugipay.adapter;

import com.plugipay.adapter.ManagedAccount.Opening;
import com.plugipay.audit.AuditLog;
import com.plugipay.clock.WorkspaceTime;
import com.plugipay.db.Tx;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.event.Origin;
import com.plugipay.http.Json;
import com.plugipay.id.Ids;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ManagedAccounts.Answer;
import com.plugipay.provider.ManagedAccounts.Standing;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Gets a workspace its account below the operator's: from the provider in live mode, pretended in test mode. Asked
/// again, it answers the same account, as far as it has come.
final class OpenManaged {
    /// Longer than any call lasts: whoever asked is dead afterwards.
    private static final Duration CLAIM_LIFE = Duration.ofSeconds(60);

    private final ManagedStore store;
    private final AdapterStore adapters;
    private final ManagedAccounts accounts;
    private final AuditLog audit;
    private final Ids ids;
    private final WorkspaceTime time;

    OpenManaged(
            ManagedStore store,
            AdapterStore adapters,
            ManagedAccounts accounts,
            AuditLog audit,
            Ids ids,
            WorkspaceTime time) {
        this.store = store;
        this.adapters = adapters;
        this.accounts = accounts;
        this.audit = audit;
        this.ids = ids;
        this.time = time;
    }

    /// What opening begins with, committed before the provider is asked.
    ///
    /// @param again whether the same was asked for before, and may have been made
    record Begun(ManagedAccount account, boolean again) {}

    /// Whether this install can give a workspace one.
    boolean available(Mode mode) {
        return mode == Mode.TEST || accounts.available();
    }

    @Nullable
    ManagedAccount find(Tx tx, Scope scope) {
        return store.find(tx, scope).orElse(null);
    }

    /// @param email where the account is to be reached
    /// @param dropped the wish that is given up for this one, as whoever runs this install has looked at the
    ///     provider and there is no account; null for none
    Begun begin(
            Tx tx,
            Scope scope,
            ManagedAccounts.Kind kind,
            String email,
            String businessName,
            @Nullable String dropped,
            Origin origin) {
        if (!available(scope.mode())) {
            throw new Rejected(
                    ErrorCode.MANAGED_UNAVAILABLE,
                    "This install has no provider account of its own to manage yours below.");
        }
        ManagedAccount known = store.lock(tx, scope).orElse(null);
        if (known != null && known.subAccount() != null) {
            return new Begun(known, false);
        }
        Instant now = time.now(scope);
        Opening before = known == null ? null : known.opening();
        if (before != null && before.until().isAfter(now)) {
            throw Rejected.later(ErrorCode.CONFLICT, "This account is being opened already.", 2);
        }
        Instant until = now.plus(CLAIM_LIFE);
        boolean anew = before != null && before.key().equals(dropped);
        // What had no answer may have been made: it is asked for again as it was, not as it is wished for now.
        ManagedAccount mine = known == null || before == null || anew
                ? ManagedAccount.begun(scope, email, new Opening(ids.next("opn"), kind, businessName, until), now)
                : known.goingOn(new Opening(before.key(), before.kind(), before.businessName(), until), now);
        store.put(tx, mine);
        if (known != null && before != null && anew) {
            audit.write(
                    tx,
                    scope,
                    origin,
                    "managed_account.begun_anew",
                    "managed_account",
                    before.key(),
                    Json.text(Map.of("email", String.valueOf(known.email()))),
                    Json.text(Map.of("email", email)),
                    now);
        }
        return new Begun(mine, before != null && !anew);
    }

    /// Asks the provider, where there is one to ask. Called with no transaction open.
    Answer ask(Begun begun) {
        ManagedAccount account = begun.account();
        String known = account.subAccount();
        Opening opening = account.opening();
        boolean pretended = account.scope().mode() == Mode.TEST;
        if (known != null) {
            return pretended ? new Answer.Unknown("nobody is asked in test mode") : accounts.look(known);
        }
        if (opening == null) {
            throw new IllegalStateException("begun without a wish");
        }
        if (pretended) {
            boolean operated = opening.kind() == ManagedAccounts.Kind.OPERATED;
            return new Answer.Known(ids.next("simulated"), operated ? Standing.LIVE : Standing.INVITED);
        }
        String email = account.email();
        return accounts.open(opening.key(), opening.kind(), email == null ? "" : email, opening.businessName());
    }

    /// The provider has certainly made none of it: the next one who asks begins anew. Without an answer the wish stays,
    /// and so it does when a repeat is refused: that says nothing about what the first call made.
    void giveUp(Tx tx, Begun begun) {
        if (begun.again()) {
            return;
        }
        ManagedAccount now = store.lock(tx, begun.account().scope()).orElseThrow();
        if (now.subAccount() == null
                && Objects.equals(now.opening(), begun.account().opening())) {
            store.put(tx, now.refused(time.now(now.scope())));
        }
    }

    /// Writes down what it said. Whoever was first stays.
    ManagedAccount keep(Tx tx, Begun begun, Answer answer, Origin origin) {
        Scope scope = begun.account().scope();
        ManagedAccount now = store.lock(tx, scope).orElseThrow();
        return switch (answer) {
            case Answer.Known(String subAccount, Standing standing) -> {
                String known = now.subAccount();
                yield known == null || known.equals(subAccount)
                        ? save(tx, now, now.opened(subAccount, standing, time.now(scope)), origin)
                        : now;
            }
            // What we know of an account that exists stays true when nobody answers.
            case Answer.Refused _, Answer.Unknown _ when now.subAccount() != null -> now;
            case Answer.Refused(String code, String message)
            when begun.again() ->
                throw new Rejected(
                        ErrorCode.UPSTREAM_ERROR,
                        "The provider refused: " + code + ": " + message
                                + " An earlier call may have opened the account: whoever runs this install can look at"
                                + " the provider.");
            case Answer.Refused(String code, String message) ->
                throw new Rejected(ErrorCode.UPSTREAM_ERROR, "The provider refused: " + code + ": " + message);
            case Answer.Unknown _ ->
                throw new Rejected(ErrorCode.UPSTREAM_ERROR, "The provider did not answer. Try again in a minute.");
        };
    }

    /// Test mode only.
    ManagedAccount simulate(
            Tx tx,
            Scope scope,
            ManagedAccount.Kyb kyb,
            ManagedAccount.Capabilities capabilities,
            boolean payoutsReady,
            Origin origin) {
        ManagedAccount now = store.lock(tx, scope)
                .filter(account -> account.subAccount() != null)
                .orElseThrow(Rejected::notFound);
        return save(tx, now, now.simulated(kyb, capabilities, payoutsReady, time.now(scope)), origin);
    }

    private ManagedAccount save(Tx tx, ManagedAccount before, ManagedAccount after, Origin origin) {
        Instant now = after.updatedAt();
        store.put(tx, after);
        AdapterConfig connected =
                adapters.lock(tx, after.scope(), AdapterKind.MANAGED).orElse(null);
        if (after.takesPayments() || connected != null) {
            String shown = Json.text(Map.of("subAccountId", String.valueOf(after.subAccount())));
            var config = after.takesPayments()
                    ? AdapterConfig.active(AdapterKind.MANAGED, shown, now)
                    : new AdapterConfig(
                            AdapterKind.MANAGED, AdapterConfig.ERROR, shown, null, now, now, now, "managed_not_live");
            adapters.put(tx, after.scope(), config, null);
        }
        if (before.kyb() != after.kyb() || before.capabilities() != after.capabilities()) {
            audit.write(
                    tx,
                    after.scope(),
                    origin,
                    "managed_account.updated",
                    "managed_account",
                    String.valueOf(after.subAccount()),
                    noted(before),
                    noted(after),
                    now);
        }
        return after;
    }

    private static String noted(ManagedAccount account) {
        return Json.text(Map.of(
                "kybStatus", account.kyb().wire(),
                "capabilitiesStatus", account.capabilities().wire()));
    }
}

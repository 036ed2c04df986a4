package com.plugipay.adapter;

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
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Gets a workspace its account below the operator's: from the provider in live mode, pretended in test mode. Asked
/// again, it answers the same account, as far as it has come.
final class OpenManaged {
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
    record Begun(ManagedAccount account, ManagedAccounts.Kind kind, String businessName) {}

    /// Whether this install can give a workspace one.
    boolean available(Mode mode) {
        return mode == Mode.TEST || accounts.available();
    }

    @Nullable
    ManagedAccount find(Tx tx, Scope scope) {
        return store.find(tx, scope).orElse(null);
    }

    Begun begin(Tx tx, Scope scope, ManagedAccounts.Kind kind, String email, String businessName) {
        if (!available(scope.mode())) {
            throw new Rejected(
                    ErrorCode.MANAGED_UNAVAILABLE,
                    "This install has no provider account of its own to manage yours below.");
        }
        ManagedAccount known = store.lock(tx, scope).orElse(null);
        if (known == null || known.subAccount() == null) {
            known = ManagedAccount.begun(scope, email, time.now(scope));
            store.put(tx, known);
        }
        return new Begun(known, kind, businessName);
    }

    /// Asks the provider, where there is one to ask. Called with no transaction open.
    Answer ask(Begun begun) {
        ManagedAccount account = begun.account();
        String known = account.subAccount();
        if (account.scope().mode() == Mode.TEST) {
            return known == null
                    ? new Answer.Known(
                            ids.next("simulated"),
                            begun.kind() == ManagedAccounts.Kind.OPERATED ? Standing.LIVE : Standing.INVITED)
                    : new Answer.Unknown("nobody is asked in test mode");
        }
        String email = account.email();
        return known == null
                ? accounts.open(begun.kind(), email == null ? "" : email, begun.businessName())
                : accounts.look(known);
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
            case Answer.Refused _ when now.subAccount() != null -> now;
            case Answer.Unknown _ when now.subAccount() != null -> now;
            case Answer.Refused(String code, String message) ->
                throw new Rejected(ErrorCode.UPSTREAM_ERROR, "The provider refused: " + code + ": " + message);
            case Answer.Unknown _ ->
                throw new Rejected(ErrorCode.UPSTREAM_ERROR, "The provider did not answer. Try again.");
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
                            AdapterKind.MANAGED, AdapterConfig.ERROR, shown, null, now, now, "managed_not_live");
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

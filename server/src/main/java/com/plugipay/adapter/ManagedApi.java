package com.plugipay.adapter;

import com.plugipay.db.Database;
import com.plugipay.db.Tx;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Answers;
import com.plugipay.http.ApiRoutes;
import com.plugipay.http.Call;
import com.plugipay.http.Fields;
import com.plugipay.http.Json;
import com.plugipay.http.Writes;
import com.plugipay.mail.MailAddress;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.scope.Mode;
import com.plugipay.scope.Scope;
import com.plugipay.settings.SettingsStore;
import com.plugipay.workspace.Members;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;

/// The managed account over the API.
@ApiRoutes
final class ManagedApi {
    private final Database database;
    private final OpenManaged open;
    private final SettingsStore settings;
    private final Members members;
    private final Writes writes;
    private final Answers answers;

    ManagedApi(
            Database database,
            OpenManaged open,
            SettingsStore settings,
            Members members,
            Writes writes,
            Answers answers) {
        this.database = database;
        this.open = open;
        this.settings = settings;
        this.members = members;
        this.writes = writes;
        this.answers = answers;
    }

    record Shown(
            @Nullable String subAccountId,
            @Nullable String email,
            @Nullable String onboardingUrl,
            String kybStatus,
            String capabilitiesStatus,
            boolean payoutsReady,
            @Nullable Instant lastWebhookAt,
            Instant createdAt,
            Instant updatedAt) {
        static Shown of(ManagedAccount account) {
            return new Shown(
                    account.subAccount(),
                    account.email(),
                    // The provider invites by mail and tells no address.
                    null,
                    account.kyb().wire(),
                    account.capabilities().wire(),
                    account.payoutsReady(),
                    account.lastWebhookAt(),
                    account.createdAt(),
                    account.updatedAt());
        }
    }

    record Provisioned(String subAccountId) {}

    @GetMapping("/adapters/managed/onboarding")
    ResponseEntity<byte[]> get(Call call) {
        call.caller().needs("settings", "read");
        ManagedAccount account = database.read(call.scope(), tx -> open.find(tx, call.scope()));
        return answers.ok(
                call.request(),
                account == null || account.subAccount() == null ? Json.utf8("null") : Json.bytes(Shown.of(account)));
    }

    @PostMapping("/adapters/managed/onboarding")
    ResponseEntity<byte[]> invite(Call call) {
        call.caller().needs("settings", "write");
        return writes.runRemote(
                call.request(),
                call.scope(),
                new OpeningOperation(
                        database,
                        open,
                        call.scope(),
                        call.origin(),
                        tx -> open.begin(
                                tx,
                                call.scope(),
                                ManagedAccounts.Kind.INVITED,
                                email(call),
                                shop(tx, call.scope()),
                                null,
                                call.origin()),
                        account -> answer(call, Shown.of(account))));
    }

    @PostMapping("/onboarding/provision-managed")
    ResponseEntity<byte[]> provision(Call call) {
        call.caller().needs("settings", "write");
        return writes.runRemote(
                call.request(),
                call.scope(),
                new OpeningOperation(
                        database,
                        open,
                        call.scope(),
                        call.origin(),
                        tx -> {
                            call.fields().check();
                            return open.begin(
                                    tx,
                                    call.scope(),
                                    ManagedAccounts.Kind.OPERATED,
                                    knownEmail(tx, call.scope()),
                                    shop(tx, call.scope()),
                                    null,
                                    call.origin());
                        },
                        account -> answer(call, new Provisioned(String.valueOf(account.subAccount())))));
    }

    @PostMapping("/adapters/managed/onboarding/_simulate")
    ResponseEntity<byte[]> simulate(Call call) {
        call.caller().needs("settings", "write");
        if (call.scope().mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        return writes.run(call, tx -> () -> {
            Fields fields = call.fields();
            ManagedAccount.Kyb kyb = fields.parsed("kybStatus", "a known status", ManagedAccount.Kyb::of);
            ManagedAccount.Capabilities capabilities =
                    fields.parsed("capabilitiesStatus", "a known status", ManagedAccount.Capabilities::of);
            boolean payouts = fields.flag("payoutsReady").orElse(true);
            fields.check();
            return answer(
                    call,
                    Shown.of(open.simulate(
                            tx,
                            call.scope(),
                            kyb == null ? ManagedAccount.Kyb.LIVE : kyb,
                            capabilities == null ? ManagedAccount.Capabilities.LIVE : capabilities,
                            payouts,
                            call.origin())));
        });
    }

    private static String email(Call call) {
        Fields fields = call.fields();
        fields.needs("email");
        String email = fields.parsed(
                "email", "an e-mail address", text -> Optional.of(text).filter(MailAddress::isValid));
        fields.check();
        return fields.required("email", email);
    }

    private String knownEmail(Tx tx, Scope scope) {
        String business = settings.ask(tx, scope).single().business().email();
        return business != null ? business : members.ownerEmail(tx, scope.workspace());
    }

    private String shop(Tx tx, Scope scope) {
        return settings.ask(tx, scope).single().brand().name();
    }

    private Answer answer(Call call, Object shown) {
        return answers.finished(call.request(), 200, Json.bytes(shown));
    }
}

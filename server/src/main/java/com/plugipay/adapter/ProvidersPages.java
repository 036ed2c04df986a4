package com.plugipay.adapter;

import com.plugipay.clock.WorkspaceTime;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.error.Rejected;
import com.plugipay.http.Answer;
import com.plugipay.http.Json;
import com.plugipay.http.Pages;
import com.plugipay.http.Writes;
import com.plugipay.mail.MailAddress;
import com.plugipay.provider.ManagedAccounts;
import com.plugipay.provider.ProviderInstall;
import com.plugipay.scope.Mode;
import com.plugipay.settings.SettingsStore;
import com.plugipay.workspace.ProveAgain;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// Connecting providers in the dashboard.
@RestController
final class ProvidersPages {
    private static final String ROUTE = "/dashboard/settings/providers/";
    private static final String NOTICE = ProvidersView.PATH + "?notice=";

    private final Database database;
    private final Adapters adapters;
    private final ConnectAdapter connect;
    private final OpenManaged managed;
    private final SettingsStore settings;
    private final ProvidersView view;
    private final ProviderInstall install;
    private final ProveAgain proveAgain;
    private final Pages pages;
    private final Writes writes;
    private final CallbacksHeard callbacks;
    private final WorkspaceTime time;
    private final InstantSource realTime;

    ProvidersPages(
            Database database,
            Adapters adapters,
            ConnectAdapter connect,
            OpenManaged managed,
            SettingsStore settings,
            ProvidersView view,
            ProviderInstall install,
            ProveAgain proveAgain,
            Pages pages,
            Writes writes,
            CallbacksHeard callbacks,
            WorkspaceTime time,
            InstantSource realTime) {
        this.database = database;
        this.adapters = adapters;
        this.connect = connect;
        this.managed = managed;
        this.settings = settings;
        this.view = view;
        this.install = install;
        this.proveAgain = proveAgain;
        this.pages = pages;
        this.writes = writes;
        this.callbacks = callbacks;
        this.time = time;
        this.realTime = realTime;
    }

    @GetMapping("/dashboard/{slug}/{mode}/settings/providers")
    ResponseEntity<byte[]> open(Visit visit, @RequestParam(defaultValue = "") String notice) {
        visit.caller().needs("settings", "read");
        return page(200, visit, null, noticeKey(notice), Map.of());
    }

    @PostMapping("/dashboard/{slug}/{mode}/settings/providers/{kind}")
    ResponseEntity<byte[]> put(Visit visit, HttpServletRequest request, @PathVariable String kind) {
        visit.caller().needs("settings", "write");
        ProviderForm form = ProviderForm.sent(byCredential(kind), request);
        Map<String, String> wrong = form.wrong(visit.mode(), install.allowSandboxes());
        if (!wrong.isEmpty()) {
            return page(400, visit, form, null, wrong);
        }
        if (!visit.caller().isProved(realTime.instant())) {
            ProveAgain.Result proof = proveAgain.handle(visit.person(), form.password(), visit.ip());
            if (proof != ProveAgain.Result.PROVED) {
                int status = proof == ProveAgain.Result.TOO_MANY ? 429 : 403;
                String key = proof == ProveAgain.Result.TOO_MANY
                        ? "adapter.providers.password.many"
                        : "adapter.providers.password.wrong";
                return page(status, visit, form, null, Map.of(form.id("password"), key));
            }
        }
        try {
            Answer answer = writes.runRemoteForm(
                    visit.scope(),
                    ROUTE + kind,
                    form.key(),
                    form.content(),
                    connect.put(
                            visit.scope(),
                            () -> form.read(visit.mode(), install.allowSandboxes()),
                            visit.origin(form.key()),
                            config -> new Answer(303, Json.utf8(config.status()))));
            return Pages.seeOther(visit.url(NOTICE + new String(answer.body(), StandardCharsets.UTF_8)));
        } catch (Rejected rejected) {
            if (rejected.code() != ErrorCode.IDEMPOTENCY_MISMATCH) {
                throw rejected;
            }
            // Saved already and come back with other content: the next sending saves that.
            String first = ProviderForm.fields(form.kind()).getFirst().name();
            return page(409, visit, form.reopened(), null, Map.of(form.id(first), "adapter.manual.again"));
        }
    }

    /// Asks the provider once more; in test mode nobody is asked.
    @PostMapping("/dashboard/{slug}/{mode}/settings/providers/{kind}/check")
    ResponseEntity<byte[]> check(Visit visit, @PathVariable String kind) {
        visit.caller().needs("settings", "write");
        AdapterConfig config = connect.checkAgain(visit.scope(), byCredential(kind), visit.origin(null));
        boolean pretended = visit.mode() == Mode.TEST;
        return Pages.seeOther(visit.url(NOTICE + (pretended ? "pretended" : config.status())));
    }

    @PostMapping("/dashboard/{slug}/{mode}/settings/providers/managed")
    ResponseEntity<byte[]> manage(
            Visit visit,
            @RequestParam(defaultValue = "") String formKey,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String anew) {
        visit.caller().needs("settings", "write");
        if (!MailAddress.isValid(email.strip())) {
            return page(400, visit, null, null, Map.of("managed-email", "adapter.providers.managed.email.wrong"));
        }
        try {
            String key = formKey.isEmpty() ? ProviderForm.newKey() : formKey;
            writes.runRemoteForm(
                    visit.scope(),
                    ROUTE + "managed",
                    key,
                    Json.utf8(anew.isEmpty() ? email : email + "\n" + anew),
                    opening(visit, key, email.strip(), anew));
            return Pages.seeOther(visit.url(NOTICE + "managed"));
        } catch (Rejected rejected) {
            return switch (rejected.code()) {
                case UPSTREAM_ERROR ->
                    page(502, visit, null, null, Map.of("managed-email", "adapter.providers.managed.failed"));
                case CONFLICT, IDEMPOTENCY_IN_PROGRESS, IDEMPOTENCY_MISMATCH ->
                    page(409, visit, null, null, Map.of("managed-email", "adapter.providers.managed.busy"));
                default -> throw rejected;
            };
        }
    }

    /// @param anew the wish that this one takes the place of; empty for none
    private OpeningOperation opening(Visit visit, String formKey, String email, String anew) {
        return new OpeningOperation(
                database,
                managed,
                visit.scope(),
                visit.origin(formKey),
                tx -> managed.begin(
                        tx,
                        visit.scope(),
                        ManagedAccounts.Kind.INVITED,
                        email,
                        settings.ask(tx, visit.scope()).single().brand().name(),
                        anew,
                        visit.origin(formKey)),
                account -> new Answer(303, new byte[0]));
    }

    /// Test mode pretends that the provider has looked at the business and is content.
    @PostMapping("/dashboard/{slug}/{mode}/settings/providers/managed/simulate")
    ResponseEntity<byte[]> simulate(Visit visit) {
        visit.caller().needs("settings", "write");
        if (visit.mode() != Mode.TEST) {
            throw Rejected.notFound();
        }
        database.inTransaction(
                visit.scope(),
                tx -> managed.simulate(
                        tx,
                        visit.scope(),
                        ManagedAccount.Kyb.LIVE,
                        ManagedAccount.Capabilities.LIVE,
                        true,
                        visit.origin(null)));
        return Pages.seeOther(visit.url(NOTICE + "active"));
    }

    private ResponseEntity<byte[]> page(
            int status,
            Visit visit,
            @Nullable ProviderForm form,
            @Nullable String noticeKey,
            Map<String, String> wrong) {
        Instant now = time.now(visit.scope());
        ProvidersView.Seen seen = database.read(
                visit.scope(),
                tx -> new ProvidersView.Seen(
                        adapters.list(tx, visit.scope()),
                        managed.find(tx, visit.scope()),
                        managed.available(visit.mode()),
                        callbacks.of(tx, visit.scope(), now),
                        now));
        boolean needsPassword = !visit.caller().isProved(realTime.instant());
        ProvidersPage page = view.page(visit, seen, form, noticeKey, needsPassword, wrong);
        return pages.formHtml(status, page.dashboard().frame(), "adapter/providers.jte", page);
    }

    private static AdapterKind byCredential(String kind) {
        return switch (kind) {
            case "xendit" -> AdapterKind.XENDIT;
            case "midtrans" -> AdapterKind.MIDTRANS;
            case "paypal" -> AdapterKind.PAYPAL;
            default -> throw Rejected.notFound();
        };
    }

    private static @Nullable String noticeKey(String notice) {
        return switch (notice) {
            case "active", "error", "managed", "pretended" -> "adapter.providers.notice." + notice;
            default -> null;
        };
    }
}

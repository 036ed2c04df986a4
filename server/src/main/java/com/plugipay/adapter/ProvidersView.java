package com.plugipay.adapter;

import com.plugipay.adapter.ProvidersPage.Card;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.http.TimeTexts;
import com.plugipay.scope.Mode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts together what the providers page shows.
final class ProvidersView {
    static final String PATH = "settings/providers";
    private static final List<AdapterKind> CONNECTED_BY_CREDENTIAL =
            List.of(AdapterKind.XENDIT, AdapterKind.MIDTRANS, AdapterKind.PAYPAL);

    /// What is stored now.
    record Seen(
            List<AdapterConfig> configs,
            @Nullable ManagedAccount managed,
            boolean managedAvailable,
            Map<String, CallbacksHeard.Heard> heard,
            Instant now) {
        @Nullable
        AdapterConfig of(AdapterKind kind) {
            return configs.stream()
                    .filter(config -> config.kind() == kind)
                    .findFirst()
                    .orElse(null);
        }
    }

    private final Pages pages;
    private final InboundUrls inbound;

    ProvidersView(Pages pages, InboundUrls inbound) {
        this.pages = pages;
        this.inbound = inbound;
    }

    /// @param form that came back; null when the page is just opened
    /// @param noticeKey of what has just happened
    /// @param wrong texts by the id of the field they stand at
    ProvidersPage page(
            Visit visit,
            Seen seen,
            @Nullable ProviderForm form,
            @Nullable String noticeKey,
            boolean needsPassword,
            Map<String, String> wrong) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.PROVIDERS, PATH, PATH);
        var times = new TimeTexts(frame.frame(), visit.workspace().timezone(), seen.now());
        var cards = new ArrayList<Card>();
        for (AdapterKind kind : CONNECTED_BY_CREDENTIAL) {
            ProviderForm own = form != null && form.kind() == kind ? form : ProviderForm.empty(kind);
            cards.add(card(visit, frame, times, kind, seen, own, own.equals(form)));
        }
        return new ProvidersPage(
                frame,
                visit.caller().allows("settings", "write"),
                needsPassword,
                noticeKey == null ? null : frame.t(noticeKey),
                new FormErrors(wrong.entrySet().stream()
                        .map(entry -> new FormErrors.Entry(entry.getKey(), frame.t(entry.getValue())))
                        .toList()),
                cards,
                managed(visit, frame, times, seen));
    }

    private Card card(
            Visit visit,
            DashboardFrame frame,
            TimeTexts times,
            AdapterKind kind,
            Seen seen,
            ProviderForm form,
            boolean open) {
        AdapterConfig config = seen.of(kind);
        String code = config == null ? null : config.lastErrorCode();
        Instant errorAt = config == null ? null : config.lastErrorAt();
        Map<String, @Nullable String> stored = config == null ? Map.of() : config.texts();
        return new Card(
                kind.wire(),
                frame.t("adapter.providers.name." + kind.wire()),
                config == null ? "unconfigured" : config.status(),
                config == null ? null : config.secretLast4(),
                config == null ? null : times.of(config.configuredAt()),
                code == null ? null : frame.t("adapter.providers.problem." + code),
                errorAt == null ? null : times.of(errorAt),
                inbound.shown(visit.workspace().id(), visit.mode(), kind),
                config == null || visit.mode() == Mode.TEST ? null : callbacks(kind, seen, frame, times),
                shown(frame, stored),
                ProviderForm.fields(kind).stream()
                        .map(field -> new ProvidersPage.Field(
                                form.id(field.name()),
                                field.name(),
                                frame.t("adapter.providers.field." + field.name()),
                                help(frame, kind, field),
                                field.secret(),
                                field.required(),
                                form.shown(field, stored.get(field.name()))))
                        .toList(),
                form.key(),
                open);
    }

    private static ProvidersPage.Callbacks callbacks(
            AdapterKind kind, Seen seen, DashboardFrame frame, TimeTexts times) {
        CallbacksHeard.Heard heard = seen.heard().getOrDefault(kind.adapter(), CallbacksHeard.Heard.NOTHING);
        Instant lastAt = heard.lastAt();
        Instant refusedAt = heard.refusedAt();
        Instant putOffAt = heard.putOffAt();
        return new ProvidersPage.Callbacks(
                lastAt == null ? null : times.of(lastAt),
                refusedAt == null ? null : frame.t("adapter.providers.refused.count", heard.refused()),
                refusedAt == null ? null : times.of(refusedAt),
                putOffAt == null ? null : frame.t("adapter.providers.putoff.count", heard.putOff()),
                putOffAt == null ? null : times.of(putOffAt));
    }

    private static @Nullable String help(DashboardFrame frame, AdapterKind kind, ProviderForm.Asked field) {
        return switch (kind.wire() + " " + field.name()) {
            case "xendit callbackToken", "paypal webhookId", "xendit secretKey" ->
                frame.t("adapter.providers.help." + field.name());
            default -> null;
        };
    }

    private static List<ProvidersPage.Shown> shown(DashboardFrame frame, Map<String, @Nullable String> stored) {
        var shown = new ArrayList<ProvidersPage.Shown>();
        stored.forEach((name, value) -> {
            if (value != null) {
                shown.add(new ProvidersPage.Shown(frame.t("adapter.providers.field." + name), value));
            }
        });
        return shown;
    }

    private static ProvidersPage.Managed managed(Visit visit, DashboardFrame frame, TimeTexts times, Seen seen) {
        ManagedAccount account = seen.managed();
        AdapterConfig config = seen.of(AdapterKind.MANAGED);
        String status = config == null ? "unconfigured" : config.status();
        if (account == null) {
            return new ProvidersPage.Managed(
                    seen.managedAvailable(), status, null, null, null, null, false, "", ProviderForm.newKey());
        }
        String subAccount = account.subAccount();
        boolean pretend = frame.test()
                && subAccount != null
                && !account.takesPayments()
                && visit.caller().allows("settings", "write");
        String email = account.email();
        ManagedAccount.Opening wish = account.opening();
        return new ProvidersPage.Managed(
                seen.managedAvailable(),
                status,
                subAccount,
                subAccount == null
                        ? null
                        : frame.t(
                                "adapter.providers.managed.kyb." + account.kyb().wire()),
                config == null || visit.mode() == Mode.TEST ? null : callbacks(AdapterKind.MANAGED, seen, frame, times),
                wish == null ? null : wish.key(),
                pretend,
                email == null ? "" : email,
                ProviderForm.newKey());
    }
}

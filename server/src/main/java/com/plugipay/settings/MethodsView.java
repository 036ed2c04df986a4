package com.plugipay.settings;

import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.method.Capability;
import com.plugipay.method.CardBrands;
import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Money;
import com.plugipay.provider.Connected;
import com.plugipay.provider.Providers;
import com.plugipay.settings.MethodsPage.Choice;
import com.plugipay.settings.MethodsPage.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws the form for payment methods: as it is kept, or with what was typed and what is wrong with it.
final class MethodsView {
    private static final String PATH = "settings/payment-methods";
    /// Methods that pages call by a name of their own language.
    private static final Set<String> TRANSLATED = Set.of("card", "bank_transfer", "static_qris", "cash", "edc_card");

    private final Providers providers;
    private final Pages pages;

    MethodsView(Providers providers, Pages pages) {
        this.providers = providers;
        this.pages = pages;
    }

    /// @param moved the button that led here; empty for none
    /// @param notice key of what just happened
    /// @param wrong texts by field
    ResponseEntity<byte[]> page(
            int status,
            Visit visit,
            CheckoutSettings kept,
            MethodsForm form,
            String moved,
            @Nullable String notice,
            Map<String, String> wrong) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.PAYMENT_METHODS, PATH, PATH);
        List<MethodsPage.Group> groups = groups(frame, visit, kept, form);
        var page = new MethodsPage(
                frame,
                form.key(),
                groups,
                form.order(),
                moved,
                new MethodsPage.Texts(
                        form.text("brandName"),
                        form.text("brandTagline"),
                        form.text("brandAccentColor"),
                        form.text("businessPhone"),
                        form.text("businessEmail"),
                        form.text("businessAddress"),
                        form.text("businessTaxId"),
                        form.text("embedOrigins")),
                kept.brand().logoUrl(),
                form.uniqueAmount(),
                (int) groups.stream()
                        .flatMap(group -> group.rows().stream())
                        .filter(row -> row.enabled() && row.hidden() == null)
                        .count(),
                visit.caller().allows("settings", "write"),
                notice,
                new FormErrors(wrong.entrySet().stream()
                        .map(entry -> new FormErrors.Entry(entry.getKey(), frame.t(entry.getValue())))
                        .toList()));
        return pages.formHtml(status, frame.frame(), "settings/methods.jte", page);
    }

    private List<MethodsPage.Group> groups(DashboardFrame frame, Visit visit, CheckoutSettings kept, MethodsForm form) {
        Map<MethodGroup, List<PaymentMethod>> byGroup = form.order().stream()
                .map(id -> MethodCatalogue.find(id).orElseThrow())
                .collect(Collectors.groupingBy(PaymentMethod::group));
        var connected = new Connected(visit.mode(), kept.connectedAdapters(), Set.of(), form.adapters());
        return Arrays.stream(MethodGroup.values())
                .map(group -> {
                    List<PaymentMethod> methods = byGroup.getOrDefault(group, List.of());
                    var rows = new ArrayList<Row>();
                    for (int i = 0; i < methods.size(); i++) {
                        rows.add(row(frame, connected, kept, form, methods.get(i), i == 0, i == methods.size() - 1));
                    }
                    return new MethodsPage.Group(frame.t("checkout.group." + group.wire()), rows);
                })
                .toList();
    }

    private Row row(
            DashboardFrame frame,
            Connected connected,
            CheckoutSettings kept,
            MethodsForm form,
            PaymentMethod method,
            boolean first,
            boolean last) {
        List<String> kinds = providers.kinds(connected, method);
        String chosen = form.adapters().get(method.id());
        String taker = chosen != null && kinds.contains(chosen) ? chosen : kinds.isEmpty() ? null : kinds.getFirst();
        return new Row(
                method.id(),
                TRANSLATED.contains(method.id()) ? frame.t("checkout.method." + method.id()) : method.label(),
                form.enabled().contains(method.id()),
                taker == null ? null : frame.t("settings.methods.handled", name(frame, taker)),
                hidden(frame, kept, method, taker),
                taker == null ? null : limits(frame, method, taker),
                method.id().equals("card") ? String.join(", ", CardBrands.labels()) : null,
                choices(frame, kinds, chosen, method),
                first,
                last);
    }

    private @Nullable String hidden(
            DashboardFrame frame, CheckoutSettings kept, PaymentMethod method, @Nullable String taker) {
        if (taker != null && kept.isReady(method.id())) {
            return null;
        }
        if (method.group() == MethodGroup.OFFLINE) {
            return frame.t(
                    switch (method.id()) {
                        case "bank_transfer" -> "settings.methods.hidden.bank_transfer";
                        case "static_qris" -> "settings.methods.hidden.static_qris";
                        default -> "settings.methods.hidden.manual";
                    });
        }
        String able = Stream.of("xendit", "midtrans", "paypal")
                .filter(kind -> providers.canTake(kind, method))
                .map(kind -> name(frame, kind))
                .collect(Collectors.joining(" / "));
        return frame.t("settings.methods.hidden.provider", able);
    }

    private @Nullable String limits(DashboardFrame frame, PaymentMethod method, String taker) {
        Capability can =
                providers.capability(Providers.adapterOf(taker), method.id()).orElseThrow();
        Long min = can.min();
        Long max = can.max();
        // From one on is no limit that anybody would notice.
        String least = min == null || min <= 1 ? null : new Money(min, method.currency()).display();
        String most = max == null ? null : new Money(max, method.currency()).display();
        if (least == null) {
            return most == null ? null : frame.t("checkout.unavailable.too-large", most);
        }
        return most == null
                ? frame.t("checkout.unavailable.too-small", least)
                : frame.t("settings.methods.limits", least, most);
    }

    /// Something to choose when two connected ones take it, or when there is a choice to take back.
    private List<Choice> choices(
            DashboardFrame frame, List<String> kinds, @Nullable String chosen, PaymentMethod method) {
        List<String> able =
                kinds.stream().filter(kind -> providers.canTake(kind, method)).toList();
        if (able.size() < 2 && chosen == null) {
            return List.of();
        }
        var choices = new ArrayList<Choice>();
        choices.add(new Choice("", frame.t("settings.methods.adapter.ours"), chosen == null));
        able.forEach(kind -> choices.add(new Choice(kind, name(frame, kind), kind.equals(chosen))));
        if (chosen != null && !able.contains(chosen)) {
            String absent = frame.t("settings.methods.adapter.absent", name(frame, chosen));
            choices.add(new Choice(chosen, absent, true));
        }
        return choices;
    }

    private static String name(DashboardFrame frame, String kind) {
        return Set.of("xendit", "midtrans", "paypal", "manual", "managed", "sandbox")
                        .contains(kind)
                ? frame.t("adapter.name." + kind)
                : kind;
    }
}

package com.plugipay.checkout;

import com.plugipay.customer.Customer;
import com.plugipay.customer.CustomerStore;
import com.plugipay.dashboard.DashboardFrame;
import com.plugipay.dashboard.Visit;
import com.plugipay.db.Database;
import com.plugipay.error.ErrorCode;
import com.plugipay.http.FormErrors;
import com.plugipay.http.Pages;
import com.plugipay.method.MethodGroup;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.payment.MethodNames;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.SettingsStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/// Draws the new-session form: fresh, or with what was typed and what is wrong with it.
final class NewSessionView {
    private static final int CUSTOMERS = 100;
    private static final String PATH = "checkout-sessions/new";

    private final Database database;
    private final SettingsStore settings;
    private final CustomerStore customers;
    private final OfferedMethods offered;
    private final Pages pages;

    NewSessionView(
            Database database, SettingsStore settings, CustomerStore customers, OfferedMethods offered, Pages pages) {
        this.database = database;
        this.settings = settings;
        this.customers = customers;
        this.offered = offered;
        this.pages = pages;
    }

    /// What there is to choose from.
    ///
    /// @param methods with the currencies each can be offered for now
    record Choices(Map<PaymentMethod, List<Currency>> methods, List<Customer> customers) {
        List<String> methodIds() {
            return methods.keySet().stream().map(PaymentMethod::id).toList();
        }
    }

    Choices choices(Visit visit) {
        return database.read(visit.scope(), tx -> {
            CheckoutSettings chosen = settings.ask(tx, visit.scope()).single();
            return new Choices(methods(visit, chosen), customers.newest(tx, visit.scope(), CUSTOMERS));
        });
    }

    ResponseEntity<byte[]> fresh(Visit visit) {
        return page(200, visit, NewSessionForm.fresh(), choices(visit), null, Map.of());
    }

    /// @param wrong texts by field
    ResponseEntity<byte[]> refused(
            Visit visit, NewSessionForm form, Choices choices, ErrorCode code, Map<String, String> wrong) {
        return page(code.status(), visit, form, choices, code, wrong);
    }

    private ResponseEntity<byte[]> page(
            int status,
            Visit visit,
            NewSessionForm form,
            Choices choices,
            @Nullable ErrorCode code,
            Map<String, String> wrong) {
        DashboardFrame frame = visit.frame(pages, DashboardFrame.Section.CHECKOUT_SESSIONS, PATH, PATH);
        var problem = code == null
                ? null
                : new NewSessionPage.Problem(code.wire(), frame.t("checkout.new.problem." + code.wire()));
        var page = new NewSessionPage(
                frame,
                form.key(),
                form.values(),
                choices.customers().stream().map(NewSessionView::option).toList(),
                List.of(),
                groups(frame, form, choices),
                problem,
                new FormErrors(wrong.entrySet().stream()
                        .map(entry -> new FormErrors.Entry(entry.getKey(), frame.t(entry.getValue())))
                        .toList()));
        return pages.formHtml(status, frame.frame(), "checkout/new-session.jte", page);
    }

    private Map<PaymentMethod, List<Currency>> methods(Visit visit, CheckoutSettings chosen) {
        Map<PaymentMethod, List<Currency>> methods = new LinkedHashMap<>();
        for (Currency currency : Currency.values()) {
            offered.usable(chosen, visit.mode(), currency)
                    .forEach(method -> methods.computeIfAbsent(method, _ -> new ArrayList<>())
                            .add(currency));
        }
        return methods;
    }

    private static List<NewSessionPage.Group> groups(DashboardFrame frame, NewSessionForm form, Choices choices) {
        Map<MethodGroup, List<NewSessionPage.Method>> byGroup = choices.methods().entrySet().stream()
                .collect(Collectors.groupingBy(
                        entry -> entry.getKey().group(),
                        TreeMap::new,
                        Collectors.mapping(
                                entry -> method(frame, form, entry.getKey(), entry.getValue()), Collectors.toList())));
        return byGroup.entrySet().stream()
                .map(group -> new NewSessionPage.Group(
                        frame.t("checkout.group." + group.getKey().wire()), group.getValue()))
                .toList();
    }

    private static NewSessionPage.Method method(
            DashboardFrame frame, NewSessionForm form, PaymentMethod method, List<Currency> currencies) {
        String note = currencies.size() == Currency.values().length
                ? null
                : frame.t("checkout.new.methods.only", currencies.getFirst().name());
        return new NewSessionPage.Method(
                method.id(), MethodNames.of(frame.frame(), method), note, form.isTicked(method.id()));
    }

    private static NewSessionPage.Option option(Customer customer) {
        Customer.Details details = customer.details();
        String label = Stream.of(details.name(), details.email(), details.externalId())
                .filter(text -> text != null && !text.isBlank())
                .limit(2)
                .collect(Collectors.joining(" · "));
        return new NewSessionPage.Option(
                customer.id().text(), label.isEmpty() ? customer.id().text() : label);
    }
}

package com.plugipay.checkout;

import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.payment.StartAttempt;
import com.plugipay.provider.Instrument;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import com.plugipay.settings.CheckoutSettings;
import com.plugipay.settings.ManualAccounts;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which methods a session offers at this moment: asked for, enabled now, taken by a provider, in its currency.
final class OfferedMethods {
    private final Providers providers;

    OfferedMethods(Providers providers) {
        this.providers = providers;
    }

    List<PaymentMethod> of(CheckoutSession session, CheckoutSettings settings) {
        CheckoutSession.Terms terms = session.terms();
        return of(
                terms.methods(),
                settings,
                session.scope().mode(),
                terms.amount().currency());
    }

    List<PaymentMethod> of(Collection<String> asked, CheckoutSettings settings, Mode mode, Currency currency) {
        Set<String> enabled = new HashSet<>(settings.enabledMethods());
        List<PaymentMethod> wanted = MethodCatalogue.expand(asked).stream()
                .filter(method -> enabled.contains(method.id()))
                .filter(method -> !method.id().equals("bank_transfer") || hasAccounts(settings))
                .toList();
        return providers.usable(wanted, mode, currency, settings.connectedAdapters());
    }

    private static boolean hasAccounts(CheckoutSettings settings) {
        ManualAccounts manual = settings.manual();
        return manual != null && !manual.accounts().isEmpty();
    }

    /// What a customer who chose this method is about to get.
    StartAttempt.Wish wish(Mode mode, PaymentMethod method, CheckoutSettings settings, @Nullable String testCard) {
        PaymentProvider provider = providers
                .forMethod(mode, method.id(), settings.connectedAdapters())
                .orElseThrow(() -> new IllegalStateException("offered without a provider"));
        boolean byHand = provider.adapter().equals("manual");
        return new StartAttempt.Wish(method, provider, testCard, byHand ? held(method, settings.manual()) : null);
    }

    private static Instrument held(PaymentMethod method, @Nullable ManualAccounts manual) {
        return method.id().equals("bank_transfer") && manual != null
                ? new Instrument.BankTransfer(manual.accounts().stream()
                        .map(account -> new Instrument.BankAccount(
                                account.bankName(), account.accountNumber(), account.accountHolder()))
                        .toList())
                : new Instrument.AtTheShop();
    }

    /// The providers that would take them.
    List<String> adapters(List<PaymentMethod> methods, Mode mode, CheckoutSettings settings) {
        return methods.stream()
                .flatMap(method -> providers.forMethod(mode, method.id(), settings.connectedAdapters()).stream())
                .map(PaymentProvider::adapter)
                .distinct()
                .toList();
    }
}

package com.plugipay.checkout;

import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.provider.PaymentProvider;
import com.plugipay.provider.Providers;
import com.plugipay.scope.Mode;
import com.plugipay.settings.CheckoutSettings;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
                .toList();
        return providers.usable(wanted, mode, currency);
    }

    /// The providers that would take them.
    List<String> adapters(List<PaymentMethod> methods, Mode mode) {
        return methods.stream()
                .flatMap(method -> providers.forMethod(mode, method.id()).stream())
                .map(PaymentProvider::adapter)
                .distinct()
                .toList();
    }
}

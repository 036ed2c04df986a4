package com.plugipay.provider;

import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.scope.Mode;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The providers of this install, and which of them takes a method.
public final class Providers {
    private final List<PaymentProvider> all;

    public Providers(List<PaymentProvider> all) {
        this.all = List.copyOf(all);
    }

    /// @param connected adapters that the workspace has connected in this mode; test mode's own needs no connecting
    public Optional<PaymentProvider> forMethod(Mode mode, String method, Set<String> connected) {
        return all.stream()
                .filter(provider -> provider.adapter().equals("sandbox") || connected.contains(provider.adapter()))
                .filter(provider -> provider.supports(mode, method))
                .findFirst();
    }

    public PaymentProvider named(String adapter) {
        return all.stream()
                .filter(provider -> provider.adapter().equals(adapter))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no provider named " + adapter));
    }

    /// Those of `methods` that can take this currency in this mode.
    public List<PaymentMethod> usable(
            Collection<PaymentMethod> methods, Mode mode, Currency currency, Set<String> connected) {
        return methods.stream()
                .filter(method -> takes(method, mode, currency))
                .filter(method -> forMethod(mode, method.id(), connected).isPresent())
                .toList();
    }

    /// In test mode a card pays in any currency we have.
    private static boolean takes(PaymentMethod method, Mode mode, Currency currency) {
        boolean cardInLive = method.id().equals("card") && mode == Mode.LIVE;
        return method.currencies().contains(currency) && !(cardInLive && currency != Currency.IDR);
    }
}

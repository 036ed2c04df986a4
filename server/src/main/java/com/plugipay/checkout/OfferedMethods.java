package com.plugipay.checkout;

import com.plugipay.method.MethodCatalogue;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.payment.StartAttempt;
import com.plugipay.provider.Connected;
import com.plugipay.provider.Fit;
import com.plugipay.provider.Providers;
import com.plugipay.provider.Route;
import com.plugipay.scope.Mode;
import com.plugipay.settings.CheckoutSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Which methods a session offers at this moment: asked for, enabled now, taken by an adapter, in its currency and
/// for its amount.
final class OfferedMethods {
    /// What is offered, and what only the amount or the currency rules out; each in the order of pages.
    record Offer(List<PaymentMethod> methods, List<RuledOut> ruledOut, List<String> adapters) {}

    /// A method that this amount or currency cannot use.
    record RuledOut(PaymentMethod method, Fit why) {
        /// Whether it would do for another amount in the same currency.
        boolean byAmount() {
            return !(why instanceof Fit.OtherCurrency);
        }

        /// The reason in a sentence.
        String reason(Words words) {
            return switch (why) {
                case Fit.TooSmall(Money least) -> words.of("checkout.unavailable.too-small", least.display());
                case Fit.TooLarge(Money most) -> words.of("checkout.unavailable.too-large", most.display());
                case Fit.OtherCurrency(List<Currency> taken) ->
                    words.of(
                            "checkout.unavailable.currency",
                            taken.stream()
                                    .map(one -> words.of("checkout.currency." + one.name()))
                                    .collect(Collectors.joining(" / ")));
                case Fit.Taken _, Fit.Nobody _ -> throw new IllegalStateException("not ruled out");
            };
        }
    }

    /// Texts in the reader's language.
    interface Words {
        String of(String key, Object... arguments);
    }

    private final Providers providers;

    OfferedMethods(Providers providers) {
        this.providers = providers;
    }

    Offer of(CheckoutSession session, CheckoutSettings settings) {
        CheckoutSession.Terms terms = session.terms();
        return of(terms.methods(), settings, session.scope().mode(), terms.amount());
    }

    Offer of(Collection<String> asked, CheckoutSettings settings, Mode mode, Money amount) {
        Connected connected = settings.connected(mode);
        var methods = new ArrayList<PaymentMethod>();
        var ruledOut = new ArrayList<RuledOut>();
        var adapters = new ArrayList<String>();
        for (PaymentMethod method : wanted(asked, settings)) {
            switch (providers.fit(connected, method, amount)) {
                case Fit.Taken(Route route) -> {
                    methods.add(method);
                    adapters.add(route.adapter());
                }
                case Fit.Nobody _ -> {}
                case Fit why -> ruledOut.add(new RuledOut(method, why));
            }
        }
        return new Offer(methods, ruledOut, adapters.stream().distinct().toList());
    }

    /// Enabled, and taken by an adapter of the mode, in this currency, whatever the amount.
    List<PaymentMethod> usable(CheckoutSettings settings, Mode mode, Currency currency) {
        Connected connected = settings.connected(mode);
        return wanted(settings.enabledMethods(), settings).stream()
                .filter(method -> providers.takes(connected, method, currency))
                .toList();
    }

    /// In the order of pages: groups as they are, within them as the merchant ordered.
    private static List<PaymentMethod> wanted(Collection<String> asked, CheckoutSettings settings) {
        Set<String> enabled = new HashSet<>(settings.enabledMethods());
        List<String> order = settings.methodOrder();
        return MethodCatalogue.expand(asked).stream()
                .filter(method -> enabled.contains(method.id()) && settings.isReady(method.id()))
                .sorted(Comparator.comparing(PaymentMethod::group).thenComparingInt(method -> place(order, method)))
                .toList();
    }

    private static int place(List<String> order, PaymentMethod method) {
        int place = order.indexOf(method.id());
        return place < 0 ? order.size() : place;
    }

    /// What a customer gave with their choice, as far as the method wants it.
    record Means(@Nullable String testCard, @Nullable String phone) {}

    /// What a customer who chose this method is about to get.
    StartAttempt.Wish wish(Mode mode, PaymentMethod method, Money amount, CheckoutSettings settings, Means means) {
        if (!(providers.fit(settings.connected(mode), method, amount) instanceof Fit.Taken(Route route))) {
            throw new IllegalStateException("offered without a provider");
        }
        return wish(route, method, amount, settings, means);
    }

    /// The same from another provider; null when there is no other.
    ///
    /// @param tried adapters that certainly made nothing
    StartAttempt.@Nullable Wish instead(
            List<String> tried, Mode mode, PaymentMethod method, Money amount, CheckoutSettings settings, Means means) {
        return providers
                .instead(settings.connected(mode), method, amount, tried)
                .map(route -> wish(route, method, amount, settings, means))
                .orElse(null);
    }

    private static StartAttempt.Wish wish(
            Route route, PaymentMethod method, Money amount, CheckoutSettings settings, Means means) {
        boolean byHand = route.adapter().equals("manual");
        return new StartAttempt.Wish(
                method,
                route,
                means.testCard(),
                means.phone(),
                byHand ? HeldByHand.of(method.id(), amount, settings.manual()) : null,
                settings.manualUniqueAmount() && method.id().equals("bank_transfer"));
    }
}

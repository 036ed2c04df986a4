package com.plugipay.provider;

import com.plugipay.method.Capability;
import com.plugipay.method.Facts;
import com.plugipay.method.PaymentMethod;
import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The providers of this install, and which of them takes a payment.
public final class Providers {
    private static final String SANDBOX = "sandbox";
    private static final String MANUAL = "manual";

    /// Who comes first when the settings do not say.
    private static final List<String> PREFERENCE = List.of("managed", "xendit", "midtrans", "paypal", MANUAL);

    private final List<PaymentProvider> all;
    private final Facts facts;

    public Providers(List<PaymentProvider> all, Facts facts) {
        this.all = all.stream().<PaymentProvider>map(InPlainText::new).toList();
        this.facts = facts;
    }

    /// The name of who is really called. Test mode never reaches outside: a connected adapter only lends its name.
    public static String runner(Mode mode, String adapter) {
        return switch (mode) {
            case TEST -> adapter.equals(MANUAL) ? MANUAL : SANDBOX;
            case LIVE -> {
                if (adapter.equals(SANDBOX)) {
                    throw new IllegalStateException("the sandbox is not reachable from live mode");
                }
                yield adapter;
            }
        };
    }

    /// Who is called for what carries this adapter's name.
    public PaymentProvider running(Mode mode, String adapter) {
        String name = runner(mode, adapter);
        return find(name).orElseThrow(() -> new IllegalStateException("no provider named " + name));
    }

    /// The name that attempts and payments carry, of a kind as settings call it.
    public static String adapterOf(String kind) {
        return kind.equals("managed") ? "xenplatform" : kind;
    }

    private static String kindOf(String adapter) {
        return adapter.equals("xenplatform") ? "managed" : adapter;
    }

    /// What an adapter can do with a channel; nothing when it does not take it.
    public Optional<Capability> capability(String adapter, String channel) {
        String kind = kindOf(adapter);
        return kind.equals(SANDBOX) ? Optional.of(facts.strictest(channel)) : facts.of(kind, channel);
    }

    /// Whether a kind of adapter takes a method at all, connected or not.
    public boolean canTake(String kind, PaymentMethod method) {
        return facts.takes(kind, method.id());
    }

    /// The kinds that can take a method as things are, in the order in which we ask them. In test mode the sandbox
    /// is one of them.
    public List<String> kinds(Connected connected, PaymentMethod method) {
        var kinds = new ArrayList<>(candidates(connected, method));
        if (isInSandbox(connected.mode(), method)) {
            kinds.add(SANDBOX);
        }
        return kinds;
    }

    /// Whether some adapter takes this method in this currency, whatever the amount.
    public boolean takes(Connected connected, PaymentMethod method, Currency currency) {
        return method.currencies(connected.mode()).contains(currency)
                && !takers(connected, method, currency).isEmpty();
    }

    /// Whether and where a payment of this amount can go.
    public Fit fit(Connected connected, PaymentMethod method, Money amount) {
        List<Currency> currencies = method.currencies(connected.mode());
        if (!currencies.contains(amount.currency())) {
            boolean anybody = !takers(connected, method, method.currency()).isEmpty();
            return anybody ? new Fit.OtherCurrency(currencies) : new Fit.Nobody();
        }
        List<Route> takers = takers(connected, method, amount.currency());
        if (takers.isEmpty()) {
            return new Fit.Nobody();
        }
        // Limits are written in the method's own currency and say nothing about another.
        boolean limited = amount.currency() == method.currency();
        return takers.stream()
                .filter(route -> !limited || route.capability().takes(amount.minor()))
                .findFirst()
                .<Fit>map(Fit.Taken::new)
                .orElseGet(() -> outside(takers, amount));
    }

    /// Who else takes a payment that the adapters in `tried` certainly did not make, the last of them last; nobody when
    /// there is no other. Never somebody by hand: the customer chose to pay otherwise.
    public Optional<Route> instead(Connected connected, PaymentMethod method, Money amount, List<String> tried) {
        boolean limited = amount.currency() == method.currency();
        return takers(connected, method, amount.currency()).stream()
                .filter(route -> !route.adapter().equals(MANUAL) && !tried.contains(route.adapter()))
                .filter(route -> !limited || route.capability().takes(amount.minor()))
                .findFirst()
                .map(route ->
                        new Route(route.adapter(), RouteReason.instead(kindOf(tried.getLast())), route.capability()));
    }

    /// The widest limit of those who take it: what has to change for one of them to do so.
    private static Fit outside(List<Route> takers, Money amount) {
        List<Capability> capabilities = takers.stream().map(Route::capability).toList();
        Optional<Long> least = capabilities.stream()
                .filter(one -> one.isTooSmall(amount.minor()))
                .map(one -> Objects.requireNonNull(one.min()))
                .min(Comparator.naturalOrder());
        return least.<Fit>map(min -> new Fit.TooSmall(new Money(min, amount.currency())))
                .orElseGet(() -> new Fit.TooLarge(new Money(
                        capabilities.stream()
                                .map(one -> Objects.requireNonNull(one.max()))
                                .max(Comparator.naturalOrder())
                                .orElseThrow(),
                        amount.currency())));
    }

    /// Who would take the method, the one that is asked first in front.
    private List<Route> takers(Connected connected, PaymentMethod method, Currency currency) {
        // A currency of test mode alone is no currency of a real adapter.
        List<String> kinds = method.currencies().contains(currency) ? candidates(connected, method) : List.of();
        if (kinds.isEmpty()) {
            return isInSandbox(connected.mode(), method)
                    ? List.of(new Route(SANDBOX, RouteReason.of(RouteReason.Why.SANDBOX), facts.strictest(method.id())))
                    : List.of();
        }
        @Nullable String chosen = connected.chosen().get(method.id());
        @Nullable String first = chosen == null ? kinds.getFirst() : chosen;
        return kinds.stream()
                .sorted(Comparator.comparing((String kind) -> isAskedLast(connected, kind, chosen))
                        .thenComparing(kind -> !kind.equals(chosen)))
                .map(kind -> new Route(
                        adapterOf(kind),
                        connected.resting().contains(first) && !kind.equals(first)
                                ? RouteReason.instead(first)
                                : reason(kind, kinds, chosen),
                        facts.of(kind, method.id()).orElseThrow()))
                .toList();
    }

    /// Nobody is made to pay by hand because a provider rests.
    private static boolean isAskedLast(Connected connected, String kind, @Nullable String chosen) {
        return connected.resting().contains(kind) || (kind.equals(MANUAL) && !kind.equals(chosen));
    }

    private static RouteReason reason(String kind, List<String> kinds, @Nullable String chosen) {
        if (kind.equals(chosen)) {
            return RouteReason.of(RouteReason.Why.CHOSEN);
        }
        if (chosen != null) {
            return RouteReason.instead(chosen);
        }
        return RouteReason.of(kinds.size() == 1 ? RouteReason.Why.ONLY : RouteReason.Why.PREFERRED);
    }

    /// Connected, able by the facts, and there in the code.
    private List<String> candidates(Connected connected, PaymentMethod method) {
        return PREFERENCE.stream()
                .filter(connected.kinds()::contains)
                .filter(kind -> facts.takes(kind, method.id()))
                .filter(kind -> find(runner(connected.mode(), adapterOf(kind)))
                        .filter(provider -> provider.supports(connected.mode(), method.id()))
                        .isPresent())
                .toList();
    }

    private boolean isInSandbox(Mode mode, PaymentMethod method) {
        return mode == Mode.TEST
                && find(SANDBOX)
                        .filter(provider -> provider.supports(mode, method.id()))
                        .isPresent();
    }

    /// One for each who may be asked about something.
    public List<Lane> lanes() {
        return Stream.concat(
                        Stream.of(Lane.TEST),
                        all.stream()
                                .map(PaymentProvider::adapter)
                                .filter(adapter -> !adapter.equals(SANDBOX))
                                .map(Lane::new))
                .toList();
    }

    private Optional<PaymentProvider> find(String adapter) {
        return all.stream()
                .filter(provider -> provider.adapter().equals(adapter))
                .findFirst();
    }
}

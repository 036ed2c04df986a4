package com.plugipay.provider.sandbox;

import com.plugipay.money.Currency;
import com.plugipay.money.Money;
import com.plugipay.scope.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the wired sandbox knows: the money it took and sent back, under which keys, and how often it was called. It
/// outlives the servers that tests kill.
public final class Book {
    /// Money that came in.
    ///
    /// @param session what it was for, as its own address says
    /// @param fee what of it is kept
    public record Taken(String reference, String key, String session, Mode mode, Money amount, Money fee) {}

    /// Money that went back.
    public record SentBack(String reference, String key, String session, Money amount) {}

    private enum State {
        WAITING,
        TAKEN,
        DECLINED,
        VOIDED
    }

    private static final class Charge {
        private final String key;
        private final String session;
        private final Mode mode;
        private final Money amount;
        private final boolean account;
        private final List<Taken> taken = new ArrayList<>();
        private String refusal = "card_declined";
        private State state;

        Charge(Map<String, String> asked, State state) {
            this.key = value(asked, "key");
            this.session = value(asked, "actionPath").split("/", -1)[2];
            this.mode = Mode.of(value(asked, "mode"));
            this.amount = money(asked);
            this.account = !value(asked, "method").equals("card");
            this.state = state;
        }
    }

    private final Map<String, Charge> charges = new LinkedHashMap<>();
    private final Map<String, SentBack> back = new LinkedHashMap<>();
    private final Map<String, Integer> calls = new HashMap<>();

    /// All that it took for a session.
    public synchronized List<Taken> taken(String session) {
        return charges.values().stream()
                .filter(charge -> charge.session.equals(session))
                .flatMap(charge -> charge.taken.stream())
                .toList();
    }

    public synchronized List<SentBack> sentBack(String session) {
        return back.values().stream().filter(one -> one.session.equals(session)).toList();
    }

    /// How many refunds it made in all.
    public synchronized int refunds() {
        return back.size();
    }

    /// Key and amount of the refunds that it made after the first `before`.
    public synchronized List<String> sentBackSince(int before) {
        return back.values().stream()
                .skip(before)
                .map(one -> one.key() + " " + one.amount().minor())
                .toList();
    }

    /// How often `operation` was asked for under `key`.
    public synchronized int calls(String operation, String key) {
        return calls.getOrDefault(operation + " " + key, 0);
    }

    /// Keys that were charged for a session, in their order.
    public synchronized List<String> keys(String session) {
        return charges.values().stream()
                .filter(charge -> charge.session.equals(session))
                .map(charge -> charge.key)
                .toList();
    }

    /// The customer pays into an account, voided or not: banks do not ask.
    public synchronized Taken transfer(String key, long amount) {
        Charge charge = charge(key);
        return take(charge, new Money(amount, charge.amount.currency()));
    }

    /// Keys under which a customer of this session still holds an account.
    public synchronized List<String> accounts(String session) {
        return charges.values().stream()
                .filter(charge -> charge.session.equals(session) && charge.account)
                .map(charge -> charge.key)
                .toList();
    }

    synchronized void called(String operation, String key) {
        calls.merge(operation + " " + key, 1, Integer::sum);
    }

    synchronized Map<String, String> answer(String operation, Map<String, String> asked, @Nullable Fault fault) {
        String key = value(asked, "key");
        return switch (operation) {
            case "charge" -> told(charges.computeIfAbsent(key, _ -> charged(asked, fault)));
            case "resume" -> resumed(charges.computeIfAbsent(key, _ -> charged(asked, fault)), value(asked, "result"));
            case "query" -> charges.containsKey(key) ? told(charge(key)) : Map.of("outcome", "unheard");
            case "cancel" -> told(canceled(charges.computeIfAbsent(key, _ -> new Charge(asked, State.VOIDED))));
            case "refund" -> refunded(asked, fault);
            case "queryRefund" -> {
                SentBack made = back.get(key);
                yield made == null ? Map.of("outcome", "not_found") : told(made);
            }
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private Charge charged(Map<String, String> asked, @Nullable Fault fault) {
        String card = asked.getOrDefault("card", "");
        if (!value(asked, "method").equals("card") || card.equals("three_d_secure") || fault == Fault.ASK) {
            return new Charge(asked, State.WAITING);
        }
        if (!card.equals("success") || fault == Fault.DECLINE) {
            var declined = new Charge(asked, State.DECLINED);
            declined.refusal = card.equals("insufficient_funds") ? card : "card_declined";
            return declined;
        }
        var charge = new Charge(asked, State.WAITING);
        take(charge, charge.amount);
        return charge;
    }

    private Taken take(Charge charge, Money amount) {
        int before = charge.taken.size();
        String reference = "sandbox_" + charge.key + (before == 0 ? "" : "_" + (before + 1));
        var taken = new Taken(reference, charge.key, charge.session, charge.mode, amount, fee(amount));
        charge.taken.add(taken);
        charge.state = State.TAKEN;
        return taken;
    }

    /// Two in a hundred.
    private static Money fee(Money amount) {
        return new Money(amount.minor() / 50, amount.currency());
    }

    private Map<String, String> resumed(Charge charge, String result) {
        if (charge.state == State.WAITING && result.equals("PASSED")) {
            take(charge, charge.amount);
        } else if (charge.state == State.WAITING) {
            charge.state = State.DECLINED;
            charge.refusal = "authentication_failed";
        }
        return told(charge);
    }

    private static Charge canceled(Charge charge) {
        if (charge.state == State.WAITING) {
            charge.state = State.VOIDED;
        }
        return charge;
    }

    private static Map<String, String> told(Charge charge) {
        return switch (charge.state) {
            case TAKEN -> {
                Taken last = charge.taken.getLast();
                yield Map.of(
                        "outcome",
                        "captured",
                        "fee",
                        Long.toString(last.fee().minor()),
                        "reference",
                        last.reference(),
                        "key",
                        charge.key,
                        "mode",
                        charge.mode.wire(),
                        "amount",
                        Long.toString(last.amount().minor()),
                        "currency",
                        last.amount().currency().name());
            }
            case WAITING ->
                Map.of(
                        "outcome",
                        charge.account ? "account" : "page",
                        "reference",
                        "sandbox_" + charge.key,
                        "number",
                        "3935" + Math.floorMod(charge.key.hashCode(), 1_000_000_000));
            case DECLINED -> Map.of("outcome", "declined", "code", charge.refusal);
            case VOIDED -> Map.of("outcome", "voided");
        };
    }

    private Map<String, String> refunded(Map<String, String> asked, @Nullable Fault fault) {
        if (fault == Fault.DECLINE) {
            return Map.of("outcome", "refused", "code", "account_closed");
        }
        SentBack made = back.computeIfAbsent(
                value(asked, "key"),
                key -> new SentBack("back_" + key, key, sessionOf(value(asked, "charge")), money(asked)));
        return told(made);
    }

    private static Map<String, String> told(SentBack made) {
        return Map.of(
                "outcome",
                "refunded",
                "reference",
                made.reference(),
                "amount",
                Long.toString(made.amount().minor()),
                "currency",
                made.amount().currency().name());
    }

    private String sessionOf(String reference) {
        return charges.values().stream()
                .flatMap(charge -> charge.taken.stream())
                .filter(taken -> taken.reference().equals(reference))
                .map(Taken::session)
                .findFirst()
                .orElse("");
    }

    private Charge charge(String key) {
        Charge charge = charges.get(key);
        if (charge == null) {
            throw new IllegalStateException("never heard of " + key);
        }
        return charge;
    }

    private static Money money(Map<String, String> asked) {
        return new Money(Long.parseLong(value(asked, "amount")), Currency.valueOf(value(asked, "currency")));
    }

    private static String value(Map<String, String> asked, String name) {
        return asked.getOrDefault(name, "");
    }
}

package com.plugipay.method;

import com.plugipay.money.Currency;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every payment method we know, in the order of their groups: the file `method/methods.csv`.
public final class MethodCatalogue {
    private static final String MANUAL_ALIAS = "bank_transfer_manual";

    private static final Map<String, PaymentMethod> BY_ID = new LinkedHashMap<>();
    private static final List<String> AT_FIRST = new ArrayList<>();

    static {
        for (NamedCsvRecord row : DataFile.rows("methods.csv")) {
            PaymentMethod method = method(row);
            BY_ID.put(method.id(), method);
            if (row.getField("at_first").equals("yes")) {
                AT_FIRST.add(method.id());
            }
        }
    }

    private MethodCatalogue() {}

    private static PaymentMethod method(NamedCsvRecord row) {
        return new PaymentMethod(
                row.getField("id"),
                row.getField("label"),
                MethodGroup.of(row.getField("group")),
                row.getField("family"),
                currencies(row.getField("currencies")),
                currencies(row.getField("test_currencies")));
    }

    private static List<Currency> currencies(String codes) {
        return codes.isEmpty()
                ? List.of()
                : Stream.of(codes.split(" ", -1)).map(Currency::valueOf).toList();
    }

    public static Collection<PaymentMethod> all() {
        return List.copyOf(BY_ID.values());
    }

    public static Optional<PaymentMethod> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /// What a new workspace has enabled.
    public static List<String> enabledAtFirst() {
        return List.copyOf(AT_FIRST);
    }

    /// Whether `asked` is a method, a family (`ewallet`, `va`, `retail`) or a known alias.
    public static boolean isKnown(String asked) {
        return !expand(asked).isEmpty();
    }

    /// The methods that a list of method and family ids stands for, in the catalogue's order.
    public static List<PaymentMethod> expand(Collection<String> asked) {
        var ids = new LinkedHashSet<String>();
        asked.forEach(one -> ids.addAll(expand(one)));
        var methods = new ArrayList<PaymentMethod>();
        for (PaymentMethod method : BY_ID.values()) {
            if (ids.contains(method.id())) {
                methods.add(method);
            }
        }
        return methods;
    }

    /// The ids that one id, family or alias stands for; none for what is unknown.
    public static List<String> expand(String asked) {
        if (asked.equals(MANUAL_ALIAS)) {
            return List.of("bank_transfer");
        }
        if (BY_ID.containsKey(asked)) {
            return List.of(asked);
        }
        return switch (asked) {
            case "ewallet", "va", "retail" ->
                BY_ID.values().stream()
                        .filter(method -> method.family().equals(asked))
                        .map(PaymentMethod::id)
                        .toList();
            default -> List.of();
        };
    }
}

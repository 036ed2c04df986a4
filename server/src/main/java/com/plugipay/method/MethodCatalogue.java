package com.plugipay.method;

import static com.plugipay.money.Currency.IDR;
import static com.plugipay.money.Currency.USD;

import com.plugipay.money.Currency;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Every payment method we know, in the order of their groups.
public final class MethodCatalogue {
    private static final String MANUAL_ALIAS = "bank_transfer_manual";
    private static final Set<Currency> RUPIAH = Set.of(IDR);
    private static final Set<Currency> DOLLAR = Set.of(USD);
    private static final Set<Currency> BOTH = Set.of(IDR, USD);
    private static final Set<String> OFF_AT_FIRST = Set.of("cash", "edc_card");

    private static final Map<String, PaymentMethod> BY_ID = new LinkedHashMap<>();

    static {
        add(MethodGroup.QR, "qris", RUPIAH, "qris", "QRIS");
        add(MethodGroup.EWALLET, "ewallet", RUPIAH, "ovo", "OVO", "dana", "DANA", "shopeepay", "ShopeePay");
        add(MethodGroup.EWALLET, "ewallet", RUPIAH, "gopay", "GoPay", "linkaja", "LinkAja");
        add(MethodGroup.EWALLET, "ewallet", RUPIAH, "astrapay", "AstraPay", "jeniuspay", "Jenius Pay");
        for (String bank : List.of("BCA", "BNI", "BRI", "Mandiri", "Permata", "CIMB", "BSI", "Danamon", "SeaBank")) {
            String id = "va_" + bank.toLowerCase(java.util.Locale.ROOT);
            add(MethodGroup.VA, "va", RUPIAH, id, bank + " Virtual Account");
        }
        add(MethodGroup.CARD, "card", BOTH, "card", "Card");
        add(MethodGroup.RETAIL, "retail", RUPIAH, "alfamart", "Alfamart", "indomaret", "Indomaret");
        add(MethodGroup.PAYPAL, "paypal", DOLLAR, "paypal", "PayPal");
        add(MethodGroup.DEBIT, "klikpay_bca", RUPIAH, "klikpay_bca", "BCA KlikPay");
        add(MethodGroup.BNPL, "bnpl", RUPIAH, "akulaku", "Akulaku", "kredivo", "Kredivo");
        add(MethodGroup.OFFLINE, "bank_transfer", BOTH, "bank_transfer", "Bank transfer");
        add(MethodGroup.OFFLINE, "static_qris", RUPIAH, "static_qris", "QRIS of the shop");
        add(MethodGroup.OFFLINE, "cash", BOTH, "cash", "Cash");
        add(MethodGroup.OFFLINE, "edc_card", BOTH, "edc_card", "Card machine");
    }

    private MethodCatalogue() {}

    private static void add(MethodGroup group, String family, Set<Currency> currencies, String... idsAndLabels) {
        for (int i = 0; i < idsAndLabels.length; i += 2) {
            String id = idsAndLabels[i];
            BY_ID.put(id, new PaymentMethod(id, idsAndLabels[i + 1], group, family, currencies));
        }
    }

    public static Collection<PaymentMethod> all() {
        return List.copyOf(BY_ID.values());
    }

    public static Optional<PaymentMethod> find(String id) {
        return Optional.ofNullable(BY_ID.get(id));
    }

    /// What a new workspace has enabled.
    public static List<String> enabledAtFirst() {
        return BY_ID.keySet().stream().filter(id -> !OFF_AT_FIRST.contains(id)).toList();
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

    private static List<String> expand(String asked) {
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
